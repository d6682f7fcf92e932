# CMake generated Testfile for 
# Source directory: /work/wt/latency/bench
# Build directory: /work/wt/latency/bench
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
