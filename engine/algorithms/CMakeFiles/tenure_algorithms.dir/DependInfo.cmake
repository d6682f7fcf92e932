
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/engine/algorithms/betweenness.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/betweenness.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/betweenness.cc.o.d"
  "/work/wt/latency/engine/algorithms/boost_graph.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/boost_graph.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/boost_graph.cc.o.d"
  "/work/wt/latency/engine/algorithms/closeness.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/closeness.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/closeness.cc.o.d"
  "/work/wt/latency/engine/algorithms/components.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/components.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/components.cc.o.d"
  "/work/wt/latency/engine/algorithms/core_numbers.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/core_numbers.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/core_numbers.cc.o.d"
  "/work/wt/latency/engine/algorithms/distances.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/distances.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/distances.cc.o.d"
  "/work/wt/latency/engine/algorithms/materialise.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/materialise.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/materialise.cc.o.d"
  "/work/wt/latency/engine/algorithms/materialised.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/materialised.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/materialised.cc.o.d"
  "/work/wt/latency/engine/algorithms/minimum_cut.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/minimum_cut.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/minimum_cut.cc.o.d"
  "/work/wt/latency/engine/algorithms/order.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/order.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/order.cc.o.d"
  "/work/wt/latency/engine/algorithms/page_rank.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/page_rank.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/page_rank.cc.o.d"
  "/work/wt/latency/engine/algorithms/series.cc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/series.cc.o" "gcc" "engine/algorithms/CMakeFiles/tenure_algorithms.dir/series.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/wt/latency/engine/traversal/CMakeFiles/tenure_traversal.dir/DependInfo.cmake"
  "/work/wt/latency/storage/CMakeFiles/tenure_storage.dir/DependInfo.cmake"
  "/work/wt/latency/schema/CMakeFiles/tenure_schema.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
