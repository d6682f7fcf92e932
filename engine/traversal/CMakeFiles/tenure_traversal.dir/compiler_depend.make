# Empty compiler generated dependencies file for tenure_traversal.
# This may be replaced when dependencies are built.
