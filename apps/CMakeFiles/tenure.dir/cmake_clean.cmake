file(REMOVE_RECURSE
  "../tenure"
  "../tenure.pdb"
  "CMakeFiles/tenure.dir/tenure/main.cc.o"
  "CMakeFiles/tenure.dir/tenure/main.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
