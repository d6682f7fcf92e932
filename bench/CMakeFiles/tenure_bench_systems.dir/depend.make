# Empty dependencies file for tenure_bench_systems.
# This may be replaced when dependencies are built.
