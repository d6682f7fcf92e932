file(REMOVE_RECURSE
  "../lib/libtenure_bench_peers.a"
  "../lib/libtenure_bench_peers.pdb"
  "CMakeFiles/tenure_bench_peers.dir/peers/postgres_peer.cc.o"
  "CMakeFiles/tenure_bench_peers.dir/peers/postgres_peer.cc.o.d"
  "CMakeFiles/tenure_bench_peers.dir/peers/sql_questions.cc.o"
  "CMakeFiles/tenure_bench_peers.dir/peers/sql_questions.cc.o.d"
  "CMakeFiles/tenure_bench_peers.dir/peers/sqlite_peer.cc.o"
  "CMakeFiles/tenure_bench_peers.dir/peers/sqlite_peer.cc.o.d"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/tenure_bench_peers.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
