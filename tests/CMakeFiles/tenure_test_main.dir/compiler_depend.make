# Empty compiler generated dependencies file for tenure_test_main.
# This may be replaced when dependencies are built.
