file(REMOVE_RECURSE
  "../tenure_property_tests"
  "../tenure_property_tests.pdb"
  "CMakeFiles/tenure_property_tests.dir/property/algorithms_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/algorithms_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/database_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/database_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/expand_questions.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/expand_questions.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/interchange_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/interchange_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/order_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/order_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/plain_walks.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/plain_walks.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/questions.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/questions.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/random_graph.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/random_graph.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/random_writes.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/random_writes.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/records_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/records_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/sliced_list_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/sliced_list_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/time_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/time_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/together_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/together_property_test.cc.o.d"
  "CMakeFiles/tenure_property_tests.dir/property/walks_property_test.cc.o"
  "CMakeFiles/tenure_property_tests.dir/property/walks_property_test.cc.o.d"
  "tenure_property_tests.cmake"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_property_tests.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
