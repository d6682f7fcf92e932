# Empty dependencies file for tenure_bench_tests.
# This may be replaced when dependencies are built.
