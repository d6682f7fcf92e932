# Empty dependencies file for tenure_fault_tests.
# This may be replaced when dependencies are built.
