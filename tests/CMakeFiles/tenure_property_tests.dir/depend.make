# Empty dependencies file for tenure_property_tests.
# This may be replaced when dependencies are built.
