# How our own code is compiled. Warnings stay off other people's headers: they come in as SYSTEM.

set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

set(tenure_warnings
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC bug 105651: `"text" + std::to_string(…)` is reported under one of these three; the address sanitizer
  # finds what they are for.
  list(APPEND tenure_warnings -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(TENURE_WERROR)
  list(APPEND tenure_warnings -Werror)
endif()

set(tenure_instrumentation "")
if(TENURE_SANITIZE)
  list(APPEND tenure_instrumentation -fsanitize=${TENURE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC's documentation: in instrumented code it guesses wrong.
    list(APPEND tenure_warnings -Wno-maybe-uninitialized)
  endif()
endif()
if(TENURE_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "TENURE_FUZZ needs clang (libFuzzer); use `cmake --preset fuzz`")
  endif()
  # Coverage feedback in every library; only the fuzzers themselves link libFuzzer's main.
  list(APPEND tenure_instrumentation -fsanitize=fuzzer-no-link)
endif()
if(TENURE_COVERAGE)
  list(APPEND tenure_instrumentation --coverage)
endif()
# For every target, the test framework's main included: a half-instrumented program misreports.
add_compile_options(${tenure_instrumentation})
add_link_options(${tenure_instrumentation})

# tenure_compile(<target>): C++20 without extensions, our warnings, includes by path from the root.
function(tenure_compile target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE ${tenure_warnings})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  tenure_compile_together(${target})
endfunction()

# tenure_compile_together(<target>): up to eight sources of a folder in one run of the compiler, which then parses the
# headers that they share once. What a source keeps to itself (an unnamed namespace) must have another name than in its
# neighbours; the compiler says so where it has not. With TENURE_UNITY=OFF every source is compiled alone.
function(tenure_compile_together target)
  if(NOT TENURE_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cc$")
  list(SORT sources)
  set(last_folder "")
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source)
    cmake_path(GET source PARENT_PATH folder)
    if(NOT folder STREQUAL last_folder)
      set(last_folder "${folder}")
      set(count 0)
    endif()
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY "${PROJECT_SOURCE_DIR}" OUTPUT_VARIABLE group)
    string(REPLACE "/" "_" group "${group}")
    math(EXPR number "${count} / 8")
    math(EXPR count "${count} + 1")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}_${number}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # A type of an unnamed namespace in a class of the same source is none of "in a header", as GCC takes it here.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()

# tenure_optimize_less(<target>): for what runs once and briefly. -O1 takes half of the compile time of -O3.
function(tenure_optimize_less target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()
