file(REMOVE_RECURSE
  "../tenure_history"
  "../tenure_history.pdb"
  "CMakeFiles/tenure_history.dir/write_history.cc.o"
  "CMakeFiles/tenure_history.dir/write_history.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_history.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
