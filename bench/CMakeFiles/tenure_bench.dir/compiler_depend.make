# Empty compiler generated dependencies file for tenure_bench.
# This may be replaced when dependencies are built.
