# CMake generated Testfile for 
# Source directory: /work/wt/latency
# Build directory: /work/wt/latency
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
subdirs("schema")
subdirs("storage")
subdirs("engine/traversal")
subdirs("engine/algorithms")
subdirs("engine/query")
subdirs("engine")
subdirs("interchange")
subdirs("apps")
subdirs("tests")
subdirs("bench")
