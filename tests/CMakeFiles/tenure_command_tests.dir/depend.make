# Empty dependencies file for tenure_command_tests.
# This may be replaced when dependencies are built.
