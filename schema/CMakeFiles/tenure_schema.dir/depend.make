# Empty dependencies file for tenure_schema.
# This may be replaced when dependencies are built.
