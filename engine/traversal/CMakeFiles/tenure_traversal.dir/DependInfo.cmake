
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/engine/traversal/chronological.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/chronological.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/chronological.cc.o.d"
  "/work/wt/latency/engine/traversal/chronology.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/chronology.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/chronology.cc.o.d"
  "/work/wt/latency/engine/traversal/closure.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/closure.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/closure.cc.o.d"
  "/work/wt/latency/engine/traversal/connectivity.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/connectivity.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/connectivity.cc.o.d"
  "/work/wt/latency/engine/traversal/contemporaneous.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/contemporaneous.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/contemporaneous.cc.o.d"
  "/work/wt/latency/engine/traversal/difference.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/difference.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/difference.cc.o.d"
  "/work/wt/latency/engine/traversal/expand.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/expand.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/expand.cc.o.d"
  "/work/wt/latency/engine/traversal/facts_holding.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/facts_holding.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/facts_holding.cc.o.d"
  "/work/wt/latency/engine/traversal/journey_labels.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/journey_labels.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/journey_labels.cc.o.d"
  "/work/wt/latency/engine/traversal/journeys.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/journeys.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/journeys.cc.o.d"
  "/work/wt/latency/engine/traversal/lineage.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/lineage.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/lineage.cc.o.d"
  "/work/wt/latency/engine/traversal/lineage_tree.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/lineage_tree.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/lineage_tree.cc.o.d"
  "/work/wt/latency/engine/traversal/members.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/members.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/members.cc.o.d"
  "/work/wt/latency/engine/traversal/neighbourhood.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/neighbourhood.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/neighbourhood.cc.o.d"
  "/work/wt/latency/engine/traversal/node_history.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/node_history.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/node_history.cc.o.d"
  "/work/wt/latency/engine/traversal/overlap.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/overlap.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/overlap.cc.o.d"
  "/work/wt/latency/engine/traversal/reach.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/reach.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/reach.cc.o.d"
  "/work/wt/latency/engine/traversal/series.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/series.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/series.cc.o.d"
  "/work/wt/latency/engine/traversal/shortest_path.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/shortest_path.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/shortest_path.cc.o.d"
  "/work/wt/latency/engine/traversal/steps.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/steps.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/steps.cc.o.d"
  "/work/wt/latency/engine/traversal/stretch_runs.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/stretch_runs.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/stretch_runs.cc.o.d"
  "/work/wt/latency/engine/traversal/stretches.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/stretches.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/stretches.cc.o.d"
  "/work/wt/latency/engine/traversal/together.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/together.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/together.cc.o.d"
  "/work/wt/latency/engine/traversal/view.cc" "engine/traversal/CMakeFiles/tenure_traversal.dir/view.cc.o" "gcc" "engine/traversal/CMakeFiles/tenure_traversal.dir/view.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/wt/latency/storage/CMakeFiles/tenure_storage.dir/DependInfo.cmake"
  "/work/wt/latency/schema/CMakeFiles/tenure_schema.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
