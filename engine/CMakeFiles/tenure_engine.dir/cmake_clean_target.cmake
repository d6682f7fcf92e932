file(REMOVE_RECURSE
  "../lib/libtenure_engine.a"
)
