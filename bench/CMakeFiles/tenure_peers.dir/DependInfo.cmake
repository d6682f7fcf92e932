
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/bench/measure.cc" "bench/CMakeFiles/tenure_peers.dir/measure.cc.o" "gcc" "bench/CMakeFiles/tenure_peers.dir/measure.cc.o.d"
  "/work/wt/latency/bench/peers/main.cc" "bench/CMakeFiles/tenure_peers.dir/peers/main.cc.o" "gcc" "bench/CMakeFiles/tenure_peers.dir/peers/main.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/wt/latency/bench/CMakeFiles/tenure_bench_peers.dir/DependInfo.cmake"
  "/work/wt/latency/bench/CMakeFiles/tenure_bench_systems.dir/DependInfo.cmake"
  "/work/wt/latency/engine/CMakeFiles/tenure_engine.dir/DependInfo.cmake"
  "/work/wt/latency/engine/algorithms/CMakeFiles/tenure_algorithms.dir/DependInfo.cmake"
  "/work/wt/latency/engine/traversal/CMakeFiles/tenure_traversal.dir/DependInfo.cmake"
  "/work/wt/latency/storage/CMakeFiles/tenure_storage.dir/DependInfo.cmake"
  "/work/wt/latency/schema/CMakeFiles/tenure_schema.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
