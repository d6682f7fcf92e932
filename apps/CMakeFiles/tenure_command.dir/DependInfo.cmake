
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/apps/tenure/asking.cc" "apps/CMakeFiles/tenure_command.dir/tenure/asking.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/asking.cc.o.d"
  "/work/wt/latency/apps/tenure/command_line.cc" "apps/CMakeFiles/tenure_command.dir/tenure/command_line.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/command_line.cc.o.d"
  "/work/wt/latency/apps/tenure/command_options.cc" "apps/CMakeFiles/tenure_command.dir/tenure/command_options.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/command_options.cc.o.d"
  "/work/wt/latency/apps/tenure/exit_code.cc" "apps/CMakeFiles/tenure_command.dir/tenure/exit_code.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/exit_code.cc.o.d"
  "/work/wt/latency/apps/tenure/interrupt.cc" "apps/CMakeFiles/tenure_command.dir/tenure/interrupt.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/interrupt.cc.o.d"
  "/work/wt/latency/apps/tenure/option_parts.cc" "apps/CMakeFiles/tenure_command.dir/tenure/option_parts.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/option_parts.cc.o.d"
  "/work/wt/latency/apps/tenure/output.cc" "apps/CMakeFiles/tenure_command.dir/tenure/output.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/output.cc.o.d"
  "/work/wt/latency/apps/tenure/progress.cc" "apps/CMakeFiles/tenure_command.dir/tenure/progress.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/progress.cc.o.d"
  "/work/wt/latency/apps/tenure/run_algo.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_algo.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_algo.cc.o.d"
  "/work/wt/latency/apps/tenure/run_as_of.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_as_of.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_as_of.cc.o.d"
  "/work/wt/latency/apps/tenure/run_date.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_date.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_date.cc.o.d"
  "/work/wt/latency/apps/tenure/run_export.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_export.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_export.cc.o.d"
  "/work/wt/latency/apps/tenure/run_history.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_history.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_history.cc.o.d"
  "/work/wt/latency/apps/tenure/run_import.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_import.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_import.cc.o.d"
  "/work/wt/latency/apps/tenure/run_keep.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_keep.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_keep.cc.o.d"
  "/work/wt/latency/apps/tenure/run_lookup.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_lookup.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_lookup.cc.o.d"
  "/work/wt/latency/apps/tenure/run_overlap.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_overlap.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_overlap.cc.o.d"
  "/work/wt/latency/apps/tenure/run_path.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_path.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_path.cc.o.d"
  "/work/wt/latency/apps/tenure/run_series.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_series.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_series.cc.o.d"
  "/work/wt/latency/apps/tenure/run_write.cc" "apps/CMakeFiles/tenure_command.dir/tenure/run_write.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/run_write.cc.o.d"
  "/work/wt/latency/apps/tenure/table.cc" "apps/CMakeFiles/tenure_command.dir/tenure/table.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/table.cc.o.d"
  "/work/wt/latency/apps/tenure/text_width.cc" "apps/CMakeFiles/tenure_command.dir/tenure/text_width.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/text_width.cc.o.d"
  "/work/wt/latency/apps/tenure/walk_options.cc" "apps/CMakeFiles/tenure_command.dir/tenure/walk_options.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/walk_options.cc.o.d"
  "/work/wt/latency/apps/tenure/walking.cc" "apps/CMakeFiles/tenure_command.dir/tenure/walking.cc.o" "gcc" "apps/CMakeFiles/tenure_command.dir/tenure/walking.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/wt/latency/interchange/CMakeFiles/tenure_interchange.dir/DependInfo.cmake"
  "/work/wt/latency/engine/CMakeFiles/tenure_engine.dir/DependInfo.cmake"
  "/work/wt/latency/engine/algorithms/CMakeFiles/tenure_algorithms.dir/DependInfo.cmake"
  "/work/wt/latency/engine/traversal/CMakeFiles/tenure_traversal.dir/DependInfo.cmake"
  "/work/wt/latency/storage/CMakeFiles/tenure_storage.dir/DependInfo.cmake"
  "/work/wt/latency/schema/CMakeFiles/tenure_schema.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
