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
endfunction()

# What most sources include of the standard library, parsed once for all of them. GCC takes a precompiled header only
# where every definition that it was made with stands again, so it is made without any; the level of optimization may
# differ. Every source still includes what it uses: clang-tidy reads them without this. <filesystem> is left out: it
# brings std::quoted, which a call of our own quoted() with a std::string would find.
set(tenure_standard_headers
  <algorithm> <array> <chrono> <cstdint> <cstring> <functional> <limits> <map> <memory> <numeric>
  <optional> <set> <span> <string> <string_view> <system_error> <tuple> <unordered_map> <utility> <variant> <vector>)
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/standard_headers.cc" CONTENT "// Nothing but what is precompiled.\n")
add_library(tenure_standard_headers OBJECT "${PROJECT_BINARY_DIR}/standard_headers.cc")
tenure_compile(tenure_standard_headers)
target_precompile_headers(tenure_standard_headers PRIVATE ${tenure_standard_headers})

# tenure_precompile(<target>): reads the standard library precompiled.
function(tenure_precompile target)
  target_precompile_headers(${target} REUSE_FROM tenure_standard_headers)
endfunction()

# tenure_optimize_less(<target>): for what runs once and briefly. -O1 takes half of the compile time of -O3.
function(tenure_optimize_less target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()
