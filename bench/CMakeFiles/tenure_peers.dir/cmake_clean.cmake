file(REMOVE_RECURSE
  "../tenure_peers"
  "../tenure_peers.pdb"
  "CMakeFiles/tenure_peers.dir/measure.cc.o"
  "CMakeFiles/tenure_peers.dir/measure.cc.o.d"
  "CMakeFiles/tenure_peers.dir/peers/main.cc.o"
  "CMakeFiles/tenure_peers.dir/peers/main.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_peers.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
