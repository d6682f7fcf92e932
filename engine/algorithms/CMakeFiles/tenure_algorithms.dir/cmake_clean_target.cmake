file(REMOVE_RECURSE
  "../../lib/libtenure_algorithms.a"
)
