file(REMOVE_RECURSE
  "../tenure_command_tests"
  "../tenure_command_tests.pdb"
  "CMakeFiles/tenure_command_tests.dir/apps/command_options_test.cc.o"
  "CMakeFiles/tenure_command_tests.dir/apps/command_options_test.cc.o.d"
  "CMakeFiles/tenure_command_tests.dir/apps/interrupt_test.cc.o"
  "CMakeFiles/tenure_command_tests.dir/apps/interrupt_test.cc.o.d"
  "CMakeFiles/tenure_command_tests.dir/apps/output_test.cc.o"
  "CMakeFiles/tenure_command_tests.dir/apps/output_test.cc.o.d"
  "CMakeFiles/tenure_command_tests.dir/apps/table_test.cc.o"
  "CMakeFiles/tenure_command_tests.dir/apps/table_test.cc.o.d"
  "CMakeFiles/tenure_command_tests.dir/apps/walk_options_test.cc.o"
  "CMakeFiles/tenure_command_tests.dir/apps/walk_options_test.cc.o.d"
  "tenure_command_tests.cmake"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_command_tests.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
