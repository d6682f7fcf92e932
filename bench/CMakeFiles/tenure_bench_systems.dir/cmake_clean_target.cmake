file(REMOVE_RECURSE
  "../lib/libtenure_bench_systems.a"
)
