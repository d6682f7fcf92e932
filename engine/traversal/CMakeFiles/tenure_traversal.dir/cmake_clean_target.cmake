file(REMOVE_RECURSE
  "../../lib/libtenure_traversal.a"
)
