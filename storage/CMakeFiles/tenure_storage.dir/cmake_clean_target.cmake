file(REMOVE_RECURSE
  "../lib/libtenure_storage.a"
)
