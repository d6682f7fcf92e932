# Empty compiler generated dependencies file for tenure_interchange.
# This may be replaced when dependencies are built.
