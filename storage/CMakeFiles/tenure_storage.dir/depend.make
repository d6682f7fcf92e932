# Empty dependencies file for tenure_storage.
# This may be replaced when dependencies are built.
