
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/schema/allen.cc" "schema/CMakeFiles/tenure_schema.dir/allen.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/allen.cc.o.d"
  "/work/wt/latency/schema/boost_time.cc" "schema/CMakeFiles/tenure_schema.dir/boost_time.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/boost_time.cc.o.d"
  "/work/wt/latency/schema/catalog.cc" "schema/CMakeFiles/tenure_schema.dir/catalog.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/catalog.cc.o.d"
  "/work/wt/latency/schema/civil.cc" "schema/CMakeFiles/tenure_schema.dir/civil.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/civil.cc.o.d"
  "/work/wt/latency/schema/describe.cc" "schema/CMakeFiles/tenure_schema.dir/describe.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/describe.cc.o.d"
  "/work/wt/latency/schema/edtf_clock.cc" "schema/CMakeFiles/tenure_schema.dir/edtf_clock.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/edtf_clock.cc.o.d"
  "/work/wt/latency/schema/edtf_cursor.cc" "schema/CMakeFiles/tenure_schema.dir/edtf_cursor.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/edtf_cursor.cc.o.d"
  "/work/wt/latency/schema/edtf_date.cc" "schema/CMakeFiles/tenure_schema.dir/edtf_date.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/edtf_date.cc.o.d"
  "/work/wt/latency/schema/edtf_parse.cc" "schema/CMakeFiles/tenure_schema.dir/edtf_parse.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/edtf_parse.cc.o.d"
  "/work/wt/latency/schema/edtf_span.cc" "schema/CMakeFiles/tenure_schema.dir/edtf_span.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/edtf_span.cc.o.d"
  "/work/wt/latency/schema/graph.cc" "schema/CMakeFiles/tenure_schema.dir/graph.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/graph.cc.o.d"
  "/work/wt/latency/schema/instant.cc" "schema/CMakeFiles/tenure_schema.dir/instant.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/instant.cc.o.d"
  "/work/wt/latency/schema/names.cc" "schema/CMakeFiles/tenure_schema.dir/names.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/names.cc.o.d"
  "/work/wt/latency/schema/organizations.cc" "schema/CMakeFiles/tenure_schema.dir/organizations.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/organizations.cc.o.d"
  "/work/wt/latency/schema/period_set.cc" "schema/CMakeFiles/tenure_schema.dir/period_set.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/period_set.cc.o.d"
  "/work/wt/latency/schema/result.cc" "schema/CMakeFiles/tenure_schema.dir/result.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/result.cc.o.d"
  "/work/wt/latency/schema/rules.cc" "schema/CMakeFiles/tenure_schema.dir/rules.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/rules.cc.o.d"
  "/work/wt/latency/schema/text_quote.cc" "schema/CMakeFiles/tenure_schema.dir/text_quote.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/text_quote.cc.o.d"
  "/work/wt/latency/schema/time_scope.cc" "schema/CMakeFiles/tenure_schema.dir/time_scope.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/time_scope.cc.o.d"
  "/work/wt/latency/schema/validity.cc" "schema/CMakeFiles/tenure_schema.dir/validity.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/validity.cc.o.d"
  "/work/wt/latency/schema/value.cc" "schema/CMakeFiles/tenure_schema.dir/value.cc.o" "gcc" "schema/CMakeFiles/tenure_schema.dir/value.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
