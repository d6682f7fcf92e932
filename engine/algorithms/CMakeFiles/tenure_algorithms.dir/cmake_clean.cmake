file(REMOVE_RECURSE
  "../../lib/libtenure_algorithms.a"
  "../../lib/libtenure_algorithms.pdb"
  "CMakeFiles/tenure_algorithms.dir/betweenness.cc.o"
  "CMakeFiles/tenure_algorithms.dir/betweenness.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/boost_graph.cc.o"
  "CMakeFiles/tenure_algorithms.dir/boost_graph.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/closeness.cc.o"
  "CMakeFiles/tenure_algorithms.dir/closeness.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/components.cc.o"
  "CMakeFiles/tenure_algorithms.dir/components.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/core_numbers.cc.o"
  "CMakeFiles/tenure_algorithms.dir/core_numbers.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/distances.cc.o"
  "CMakeFiles/tenure_algorithms.dir/distances.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/materialise.cc.o"
  "CMakeFiles/tenure_algorithms.dir/materialise.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/materialised.cc.o"
  "CMakeFiles/tenure_algorithms.dir/materialised.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/minimum_cut.cc.o"
  "CMakeFiles/tenure_algorithms.dir/minimum_cut.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/order.cc.o"
  "CMakeFiles/tenure_algorithms.dir/order.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/page_rank.cc.o"
  "CMakeFiles/tenure_algorithms.dir/page_rank.cc.o.d"
  "CMakeFiles/tenure_algorithms.dir/series.cc.o"
  "CMakeFiles/tenure_algorithms.dir/series.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_algorithms.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
