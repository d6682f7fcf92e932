file(REMOVE_RECURSE
  "../tenure_bench_tests"
  "../tenure_bench_tests.pdb"
  "CMakeFiles/tenure_bench_tests.dir/bench/corrected_history_test.cc.o"
  "CMakeFiles/tenure_bench_tests.dir/bench/corrected_history_test.cc.o.d"
  "CMakeFiles/tenure_bench_tests.dir/bench/history_generator_test.cc.o"
  "CMakeFiles/tenure_bench_tests.dir/bench/history_generator_test.cc.o.d"
  "CMakeFiles/tenure_bench_tests.dir/bench/sqlite_peer_test.cc.o"
  "CMakeFiles/tenure_bench_tests.dir/bench/sqlite_peer_test.cc.o.d"
  "CMakeFiles/tenure_bench_tests.dir/bench/systems_test.cc.o"
  "CMakeFiles/tenure_bench_tests.dir/bench/systems_test.cc.o.d"
  "tenure_bench_tests.cmake"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_bench_tests.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
