file(REMOVE_RECURSE
  "../lib/libtenure_schema.a"
)
