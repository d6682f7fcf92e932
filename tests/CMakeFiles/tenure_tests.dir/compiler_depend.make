# Empty compiler generated dependencies file for tenure_tests.
# This may be replaced when dependencies are built.
