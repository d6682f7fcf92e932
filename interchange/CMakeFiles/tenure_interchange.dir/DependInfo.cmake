
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/interchange/cell_value.cc" "interchange/CMakeFiles/tenure_interchange.dir/cell_value.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/cell_value.cc.o.d"
  "/work/wt/latency/interchange/columns.cc" "interchange/CMakeFiles/tenure_interchange.dir/columns.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/columns.cc.o.d"
  "/work/wt/latency/interchange/csv_reader.cc" "interchange/CMakeFiles/tenure_interchange.dir/csv_reader.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/csv_reader.cc.o.d"
  "/work/wt/latency/interchange/csv_writer.cc" "interchange/CMakeFiles/tenure_interchange.dir/csv_writer.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/csv_writer.cc.o.d"
  "/work/wt/latency/interchange/export_csv.cc" "interchange/CMakeFiles/tenure_interchange.dir/export_csv.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/export_csv.cc.o.d"
  "/work/wt/latency/interchange/export_json.cc" "interchange/CMakeFiles/tenure_interchange.dir/export_json.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/export_json.cc.o.d"
  "/work/wt/latency/interchange/import.cc" "interchange/CMakeFiles/tenure_interchange.dir/import.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/import.cc.o.d"
  "/work/wt/latency/interchange/import_json.cc" "interchange/CMakeFiles/tenure_interchange.dir/import_json.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/import_json.cc.o.d"
  "/work/wt/latency/interchange/input_file.cc" "interchange/CMakeFiles/tenure_interchange.dir/input_file.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/input_file.cc.o.d"
  "/work/wt/latency/interchange/json_lines_read.cc" "interchange/CMakeFiles/tenure_interchange.dir/json_lines_read.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/json_lines_read.cc.o.d"
  "/work/wt/latency/interchange/json_lines_reader.cc" "interchange/CMakeFiles/tenure_interchange.dir/json_lines_reader.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/json_lines_reader.cc.o.d"
  "/work/wt/latency/interchange/json_lines_write.cc" "interchange/CMakeFiles/tenure_interchange.dir/json_lines_write.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/json_lines_write.cc.o.d"
  "/work/wt/latency/interchange/json_parts.cc" "interchange/CMakeFiles/tenure_interchange.dir/json_parts.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/json_parts.cc.o.d"
  "/work/wt/latency/interchange/json_tree.cc" "interchange/CMakeFiles/tenure_interchange.dir/json_tree.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/json_tree.cc.o.d"
  "/work/wt/latency/interchange/json_value.cc" "interchange/CMakeFiles/tenure_interchange.dir/json_value.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/json_value.cc.o.d"
  "/work/wt/latency/interchange/json_writer.cc" "interchange/CMakeFiles/tenure_interchange.dir/json_writer.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/json_writer.cc.o.d"
  "/work/wt/latency/interchange/output_file.cc" "interchange/CMakeFiles/tenure_interchange.dir/output_file.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/output_file.cc.o.d"
  "/work/wt/latency/interchange/rejects.cc" "interchange/CMakeFiles/tenure_interchange.dir/rejects.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/rejects.cc.o.d"
  "/work/wt/latency/interchange/row_parser.cc" "interchange/CMakeFiles/tenure_interchange.dir/row_parser.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/row_parser.cc.o.d"
  "/work/wt/latency/interchange/schema_json.cc" "interchange/CMakeFiles/tenure_interchange.dir/schema_json.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/schema_json.cc.o.d"
  "/work/wt/latency/interchange/snapshot.cc" "interchange/CMakeFiles/tenure_interchange.dir/snapshot.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/snapshot.cc.o.d"
  "/work/wt/latency/interchange/time_text.cc" "interchange/CMakeFiles/tenure_interchange.dir/time_text.cc.o" "gcc" "interchange/CMakeFiles/tenure_interchange.dir/time_text.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/wt/latency/engine/CMakeFiles/tenure_engine.dir/DependInfo.cmake"
  "/work/wt/latency/engine/algorithms/CMakeFiles/tenure_algorithms.dir/DependInfo.cmake"
  "/work/wt/latency/engine/traversal/CMakeFiles/tenure_traversal.dir/DependInfo.cmake"
  "/work/wt/latency/storage/CMakeFiles/tenure_storage.dir/DependInfo.cmake"
  "/work/wt/latency/schema/CMakeFiles/tenure_schema.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
