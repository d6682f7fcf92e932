
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/bench/history_csv.cc" "bench/CMakeFiles/tenure_bench_systems.dir/history_csv.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/history_csv.cc.o.d"
  "/work/wt/latency/bench/history_generator.cc" "bench/CMakeFiles/tenure_bench_systems.dir/history_generator.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/history_generator.cc.o.d"
  "/work/wt/latency/bench/questions.cc" "bench/CMakeFiles/tenure_bench_systems.dir/questions.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/questions.cc.o.d"
  "/work/wt/latency/bench/questions_csv.cc" "bench/CMakeFiles/tenure_bench_systems.dir/questions_csv.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/questions_csv.cc.o.d"
  "/work/wt/latency/bench/systems/boost_rows.cc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/boost_rows.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/boost_rows.cc.o.d"
  "/work/wt/latency/bench/systems/corrected_history.cc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/corrected_history.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/corrected_history.cc.o.d"
  "/work/wt/latency/bench/systems/lists.cc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/lists.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/lists.cc.o.d"
  "/work/wt/latency/bench/systems/snapshots.cc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/snapshots.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/snapshots.cc.o.d"
  "/work/wt/latency/bench/systems/tenure_system.cc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/tenure_system.cc.o" "gcc" "bench/CMakeFiles/tenure_bench_systems.dir/systems/tenure_system.cc.o.d"
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
