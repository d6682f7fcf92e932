file(REMOVE_RECURSE
  "../lib/libtenure_engine.a"
  "../lib/libtenure_engine.pdb"
  "CMakeFiles/tenure_engine.dir/database.cc.o"
  "CMakeFiles/tenure_engine.dir/database.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_engine.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
