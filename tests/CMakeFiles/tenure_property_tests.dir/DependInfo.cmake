
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/tests/property/algorithms_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/algorithms_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/algorithms_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/algorithms_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/algorithms_property_test.cc.o.d"
  "/work/wt/latency/tests/property/database_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/database_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/database_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/database_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/database_property_test.cc.o.d"
  "/work/wt/latency/tests/property/expand_questions.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/expand_questions.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/expand_questions.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/expand_questions.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/expand_questions.cc.o.d"
  "/work/wt/latency/tests/property/interchange_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/interchange_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/interchange_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/interchange_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/interchange_property_test.cc.o.d"
  "/work/wt/latency/tests/property/order_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/order_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/order_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/order_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/order_property_test.cc.o.d"
  "/work/wt/latency/tests/property/plain_walks.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/plain_walks.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/plain_walks.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/plain_walks.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/plain_walks.cc.o.d"
  "/work/wt/latency/tests/property/questions.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/questions.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/questions.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/questions.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/questions.cc.o.d"
  "/work/wt/latency/tests/property/random_graph.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/random_graph.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/random_graph.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/random_graph.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/random_graph.cc.o.d"
  "/work/wt/latency/tests/property/random_writes.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/random_writes.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/random_writes.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/random_writes.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/random_writes.cc.o.d"
  "/work/wt/latency/tests/property/records_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/records_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/records_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/records_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/records_property_test.cc.o.d"
  "/work/wt/latency/tests/property/sliced_list_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/sliced_list_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/sliced_list_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/sliced_list_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/sliced_list_property_test.cc.o.d"
  "/work/wt/latency/tests/property/time_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/time_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/time_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/time_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/time_property_test.cc.o.d"
  "/work/wt/latency/tests/property/together_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/together_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/together_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/together_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/together_property_test.cc.o.d"
  "/work/wt/latency/tests/property/walks_property_test.cc" "tests/CMakeFiles/tenure_property_tests.dir/property/walks_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/walks_property_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_property_tests.dir/property/walks_property_test.cc.o" "gcc" "tests/CMakeFiles/tenure_property_tests.dir/property/walks_property_test.cc.o.d"
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
