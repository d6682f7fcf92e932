file(REMOVE_RECURSE
  "../lib/libtenure_interchange.a"
)
