# Empty dependencies file for tenure_bench_peers.
# This may be replaced when dependencies are built.
