# Empty compiler generated dependencies file for tenure_engine.
# This may be replaced when dependencies are built.
