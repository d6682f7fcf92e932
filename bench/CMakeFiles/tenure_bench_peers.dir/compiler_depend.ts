# CMAKE generated file: DO NOT EDIT!
# Timestamp file for compiler generated dependencies management for tenure_bench_peers.
