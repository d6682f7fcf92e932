file(REMOVE_RECURSE
  "../lib/libtenure_command.a"
)
