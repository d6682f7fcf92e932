file(REMOVE_RECURSE
  "../lib/libtenure_bench_systems.a"
  "../lib/libtenure_bench_systems.pdb"
  "CMakeFiles/tenure_bench_systems.dir/history_csv.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/history_csv.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/history_generator.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/history_generator.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/questions.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/questions.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/questions_csv.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/questions_csv.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/systems/boost_rows.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/systems/boost_rows.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/systems/corrected_history.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/systems/corrected_history.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/systems/lists.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/systems/lists.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/systems/snapshots.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/systems/snapshots.cc.o.d"
  "CMakeFiles/tenure_bench_systems.dir/systems/tenure_system.cc.o"
  "CMakeFiles/tenure_bench_systems.dir/systems/tenure_system.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_bench_systems.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
