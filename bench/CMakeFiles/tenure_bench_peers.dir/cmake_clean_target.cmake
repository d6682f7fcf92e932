file(REMOVE_RECURSE
  "../lib/libtenure_bench_peers.a"
)
