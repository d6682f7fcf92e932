file(REMOVE_RECURSE
  "../tenure_bench"
  "../tenure_bench.pdb"
  "CMakeFiles/tenure_bench.dir/corrected_bench.cc.o"
  "CMakeFiles/tenure_bench.dir/corrected_bench.cc.o.d"
  "CMakeFiles/tenure_bench.dir/database_bench.cc.o"
  "CMakeFiles/tenure_bench.dir/database_bench.cc.o.d"
  "CMakeFiles/tenure_bench.dir/hub_bench.cc.o"
  "CMakeFiles/tenure_bench.dir/hub_bench.cc.o.d"
  "CMakeFiles/tenure_bench.dir/measure.cc.o"
  "CMakeFiles/tenure_bench.dir/measure.cc.o.d"
  "CMakeFiles/tenure_bench.dir/storage_bench.cc.o"
  "CMakeFiles/tenure_bench.dir/storage_bench.cc.o.d"
  "CMakeFiles/tenure_bench.dir/traversal_bench.cc.o"
  "CMakeFiles/tenure_bench.dir/traversal_bench.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_bench.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
