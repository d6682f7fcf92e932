
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/wt/latency/storage/adjacency.cc" "storage/CMakeFiles/tenure_storage.dir/adjacency.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/adjacency.cc.o.d"
  "/work/wt/latency/storage/adjacency_cache.cc" "storage/CMakeFiles/tenure_storage.dir/adjacency_cache.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/adjacency_cache.cc.o.d"
  "/work/wt/latency/storage/batch.cc" "storage/CMakeFiles/tenure_storage.dir/batch.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/batch.cc.o.d"
  "/work/wt/latency/storage/believed_record.cc" "storage/CMakeFiles/tenure_storage.dir/believed_record.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/believed_record.cc.o.d"
  "/work/wt/latency/storage/bulk_load.cc" "storage/CMakeFiles/tenure_storage.dir/bulk_load.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/bulk_load.cc.o.d"
  "/work/wt/latency/storage/bytes.cc" "storage/CMakeFiles/tenure_storage.dir/bytes.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/bytes.cc.o.d"
  "/work/wt/latency/storage/commit_record.cc" "storage/CMakeFiles/tenure_storage.dir/commit_record.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/commit_record.cc.o.d"
  "/work/wt/latency/storage/describe_key.cc" "storage/CMakeFiles/tenure_storage.dir/describe_key.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/describe_key.cc.o.d"
  "/work/wt/latency/storage/drafts.cc" "storage/CMakeFiles/tenure_storage.dir/drafts.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/drafts.cc.o.d"
  "/work/wt/latency/storage/durable_file.cc" "storage/CMakeFiles/tenure_storage.dir/durable_file.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/durable_file.cc.o.d"
  "/work/wt/latency/storage/erasing.cc" "storage/CMakeFiles/tenure_storage.dir/erasing.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/erasing.cc.o.d"
  "/work/wt/latency/storage/fact_block.cc" "storage/CMakeFiles/tenure_storage.dir/fact_block.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/fact_block.cc.o.d"
  "/work/wt/latency/storage/fact_record.cc" "storage/CMakeFiles/tenure_storage.dir/fact_record.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/fact_record.cc.o.d"
  "/work/wt/latency/storage/folder_claim.cc" "storage/CMakeFiles/tenure_storage.dir/folder_claim.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/folder_claim.cc.o.d"
  "/work/wt/latency/storage/graph_image.cc" "storage/CMakeFiles/tenure_storage.dir/graph_image.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/graph_image.cc.o.d"
  "/work/wt/latency/storage/graph_reader.cc" "storage/CMakeFiles/tenure_storage.dir/graph_reader.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/graph_reader.cc.o.d"
  "/work/wt/latency/storage/graph_store.cc" "storage/CMakeFiles/tenure_storage.dir/graph_store.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/graph_store.cc.o.d"
  "/work/wt/latency/storage/graph_transaction.cc" "storage/CMakeFiles/tenure_storage.dir/graph_transaction.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/graph_transaction.cc.o.d"
  "/work/wt/latency/storage/graph_verify.cc" "storage/CMakeFiles/tenure_storage.dir/graph_verify.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/graph_verify.cc.o.d"
  "/work/wt/latency/storage/history_load.cc" "storage/CMakeFiles/tenure_storage.dir/history_load.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/history_load.cc.o.d"
  "/work/wt/latency/storage/identity.cc" "storage/CMakeFiles/tenure_storage.dir/identity.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/identity.cc.o.d"
  "/work/wt/latency/storage/image_memory.cc" "storage/CMakeFiles/tenure_storage.dir/image_memory.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/image_memory.cc.o.d"
  "/work/wt/latency/storage/keys.cc" "storage/CMakeFiles/tenure_storage.dir/keys.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/keys.cc.o.d"
  "/work/wt/latency/storage/load_settle.cc" "storage/CMakeFiles/tenure_storage.dir/load_settle.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/load_settle.cc.o.d"
  "/work/wt/latency/storage/loaded_graph.cc" "storage/CMakeFiles/tenure_storage.dir/loaded_graph.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/loaded_graph.cc.o.d"
  "/work/wt/latency/storage/node_record.cc" "storage/CMakeFiles/tenure_storage.dir/node_record.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/node_record.cc.o.d"
  "/work/wt/latency/storage/packed.cc" "storage/CMakeFiles/tenure_storage.dir/packed.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/packed.cc.o.d"
  "/work/wt/latency/storage/record_log.cc" "storage/CMakeFiles/tenure_storage.dir/record_log.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/record_log.cc.o.d"
  "/work/wt/latency/storage/rocksdb_backup.cc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_backup.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_backup.cc.o.d"
  "/work/wt/latency/storage/rocksdb_load.cc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_load.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_load.cc.o.d"
  "/work/wt/latency/storage/rocksdb_open.cc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_open.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_open.cc.o.d"
  "/work/wt/latency/storage/rocksdb_options.cc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_options.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_options.cc.o.d"
  "/work/wt/latency/storage/rocksdb_status.cc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_status.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_status.cc.o.d"
  "/work/wt/latency/storage/rocksdb_store.cc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_store.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/rocksdb_store.cc.o.d"
  "/work/wt/latency/storage/schema_record.cc" "storage/CMakeFiles/tenure_storage.dir/schema_record.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/schema_record.cc.o.d"
  "/work/wt/latency/storage/sealed.cc" "storage/CMakeFiles/tenure_storage.dir/sealed.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/sealed.cc.o.d"
  "/work/wt/latency/storage/segment.cc" "storage/CMakeFiles/tenure_storage.dir/segment.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/segment.cc.o.d"
  "/work/wt/latency/storage/settle.cc" "storage/CMakeFiles/tenure_storage.dir/settle.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/settle.cc.o.d"
  "/work/wt/latency/storage/slice_filter.cc" "storage/CMakeFiles/tenure_storage.dir/slice_filter.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/slice_filter.cc.o.d"
  "/work/wt/latency/storage/slice_plan.cc" "storage/CMakeFiles/tenure_storage.dir/slice_plan.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/slice_plan.cc.o.d"
  "/work/wt/latency/storage/sliced_build.cc" "storage/CMakeFiles/tenure_storage.dir/sliced_build.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/sliced_build.cc.o.d"
  "/work/wt/latency/storage/sliced_change.cc" "storage/CMakeFiles/tenure_storage.dir/sliced_change.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/sliced_change.cc.o.d"
  "/work/wt/latency/storage/sliced_list.cc" "storage/CMakeFiles/tenure_storage.dir/sliced_list.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/sliced_list.cc.o.d"
  "/work/wt/latency/storage/staged_graph.cc" "storage/CMakeFiles/tenure_storage.dir/staged_graph.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/staged_graph.cc.o.d"
  "/work/wt/latency/storage/stored_facts.cc" "storage/CMakeFiles/tenure_storage.dir/stored_facts.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/stored_facts.cc.o.d"
  "/work/wt/latency/storage/time_index.cc" "storage/CMakeFiles/tenure_storage.dir/time_index.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/time_index.cc.o.d"
  "/work/wt/latency/storage/tokens.cc" "storage/CMakeFiles/tenure_storage.dir/tokens.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/tokens.cc.o.d"
  "/work/wt/latency/storage/unique_keys.cc" "storage/CMakeFiles/tenure_storage.dir/unique_keys.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/unique_keys.cc.o.d"
  "/work/wt/latency/storage/validity_record.cc" "storage/CMakeFiles/tenure_storage.dir/validity_record.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/validity_record.cc.o.d"
  "/work/wt/latency/storage/value_record.cc" "storage/CMakeFiles/tenure_storage.dir/value_record.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/value_record.cc.o.d"
  "/work/wt/latency/storage/write_set.cc" "storage/CMakeFiles/tenure_storage.dir/write_set.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/write_set.cc.o.d"
  "/work/wt/latency/storage/written_days.cc" "storage/CMakeFiles/tenure_storage.dir/written_days.cc.o" "gcc" "storage/CMakeFiles/tenure_storage.dir/written_days.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/wt/latency/schema/CMakeFiles/tenure_schema.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
