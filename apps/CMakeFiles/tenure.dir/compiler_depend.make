# Empty compiler generated dependencies file for tenure.
# This may be replaced when dependencies are built.
