file(REMOVE_RECURSE
  "../tenure_fault_tests"
  "../tenure_fault_tests.pdb"
  "CMakeFiles/tenure_fault_tests.dir/fault/child_process.cc.o"
  "CMakeFiles/tenure_fault_tests.dir/fault/child_process.cc.o.d"
  "CMakeFiles/tenure_fault_tests.dir/fault/database_fault_test.cc.o"
  "CMakeFiles/tenure_fault_tests.dir/fault/database_fault_test.cc.o.d"
  "CMakeFiles/tenure_fault_tests.dir/fault/store_fault_test.cc.o"
  "CMakeFiles/tenure_fault_tests.dir/fault/store_fault_test.cc.o.d"
  "CMakeFiles/tenure_fault_tests.dir/fault/written_database.cc.o"
  "CMakeFiles/tenure_fault_tests.dir/fault/written_database.cc.o.d"
  "tenure_fault_tests.cmake"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_fault_tests.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
