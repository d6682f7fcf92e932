# Empty dependencies file for tenure_command.
# This may be replaced when dependencies are built.
