file(REMOVE_RECURSE
  "CMakeFiles/tenure_test_main.dir/cmake_pch.hxx.gch"
  "CMakeFiles/tenure_test_main.dir/cmake_pch.hxx.gch.d"
  "CMakeFiles/tenure_test_main.dir/plain_answers.cc.o"
  "CMakeFiles/tenure_test_main.dir/plain_answers.cc.o.d"
  "CMakeFiles/tenure_test_main.dir/plain_model.cc.o"
  "CMakeFiles/tenure_test_main.dir/plain_model.cc.o.d"
  "CMakeFiles/tenure_test_main.dir/plain_text.cc.o"
  "CMakeFiles/tenure_test_main.dir/plain_text.cc.o.d"
  "CMakeFiles/tenure_test_main.dir/plain_time.cc.o"
  "CMakeFiles/tenure_test_main.dir/plain_time.cc.o.d"
  "CMakeFiles/tenure_test_main.dir/random_records.cc.o"
  "CMakeFiles/tenure_test_main.dir/random_records.cc.o.d"
  "CMakeFiles/tenure_test_main.dir/shared_data.cc.o"
  "CMakeFiles/tenure_test_main.dir/shared_data.cc.o.d"
  "CMakeFiles/tenure_test_main.dir/unit/main.cc.o"
  "CMakeFiles/tenure_test_main.dir/unit/main.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_test_main.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
