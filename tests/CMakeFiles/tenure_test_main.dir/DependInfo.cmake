
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx.cxx" "tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx.gch" "gcc" "tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx.gch.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx.gch" "gcc" "tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx.gch.d"
  "/work/wt/latency/tests/plain_answers.cc" "tests/CMakeFiles/tenure_test_main.dir/plain_answers.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_answers.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_test_main.dir/plain_answers.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_answers.cc.o.d"
  "/work/wt/latency/tests/plain_model.cc" "tests/CMakeFiles/tenure_test_main.dir/plain_model.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_model.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_test_main.dir/plain_model.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_model.cc.o.d"
  "/work/wt/latency/tests/plain_text.cc" "tests/CMakeFiles/tenure_test_main.dir/plain_text.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_text.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_test_main.dir/plain_text.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_text.cc.o.d"
  "/work/wt/latency/tests/plain_time.cc" "tests/CMakeFiles/tenure_test_main.dir/plain_time.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_time.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_test_main.dir/plain_time.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/plain_time.cc.o.d"
  "/work/wt/latency/tests/random_records.cc" "tests/CMakeFiles/tenure_test_main.dir/random_records.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/random_records.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_test_main.dir/random_records.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/random_records.cc.o.d"
  "/work/wt/latency/tests/shared_data.cc" "tests/CMakeFiles/tenure_test_main.dir/shared_data.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/shared_data.cc.o.d"
  "/work/wt/latency/tests/CMakeFiles/tenure_test_main.dir/cmake_pch.hxx" "tests/CMakeFiles/tenure_test_main.dir/shared_data.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/shared_data.cc.o.d"
  "/work/wt/latency/tests/unit/main.cc" "tests/CMakeFiles/tenure_test_main.dir/unit/main.cc.o" "gcc" "tests/CMakeFiles/tenure_test_main.dir/unit/main.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
