
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/tests/fault/child_process.cc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/child_process.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/child_process.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_fault_tests.dir/fault/child_process.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/child_process.cc.o.d"
  "/work/wt/latency/tests/fault/database_fault_test.cc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/database_fault_test.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/database_fault_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_fault_tests.dir/fault/database_fault_test.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/database_fault_test.cc.o.d"
  "/work/wt/latency/tests/fault/store_fault_test.cc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/store_fault_test.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/store_fault_test.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_fault_tests.dir/fault/store_fault_test.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/store_fault_test.cc.o.d"
  "/work/wt/latency/tests/fault/written_database.cc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/written_database.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/written_database.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_fault_tests.dir/fault/written_database.cc.o" "gcc" "tests/CMakeFiles/tenure_fault_tests.dir/fault/written_database.cc.o.d"
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
