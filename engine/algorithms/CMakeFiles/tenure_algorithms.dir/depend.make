# Empty dependencies file for tenure_algorithms.
# This may be replaced when dependencies are built.
