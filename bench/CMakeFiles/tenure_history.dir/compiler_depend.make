# Empty compiler generated dependencies file for tenure_history.
# This may be replaced when dependencies are built.
