# The libraries that Tenure's own libraries link. Read by our build and, installed beside the package
# configuration, by find_package(tenure); what only the command or the tests need is found there instead.
include(CMakeFindDependencyMacro)

find_dependency(Threads)
find_dependency(Boost 1.74)
find_dependency(ICU COMPONENTS uc i18n)
find_dependency(fmt 9)
find_dependency(nlohmann_json 3.11)
find_dependency(ZLIB)

# RocksDB's own CMake package offers the static library and asks for the development packages of every
# compressor it was built with; xxHash has none. Both are one header folder and one library.
function(tenure_imported_library target header library)
  if(TARGET ${target})
    return()
  endif()
  string(MAKE_C_IDENTIFIER "TENURE_${library}_INCLUDE" include_variable)
  string(MAKE_C_IDENTIFIER "TENURE_${library}_LIBRARY" library_variable)
  find_path(${include_variable} ${header})
  find_library(${library_variable} NAMES ${library})
  mark_as_advanced(${include_variable} ${library_variable})
  if(NOT ${include_variable} OR NOT ${library_variable})
    message(FATAL_ERROR "Tenure needs lib${library} and its header <${header}>; see dependencies.txt")
  endif()
  add_library(${target} UNKNOWN IMPORTED)
  set_target_properties(${target} PROPERTIES
    IMPORTED_LOCATION "${${library_variable}}"
    INTERFACE_INCLUDE_DIRECTORIES "${${include_variable}}")
endfunction()

tenure_imported_library(TenureDependencies::rocksdb rocksdb/db.h rocksdb)
tenure_imported_library(TenureDependencies::xxhash xxhash.h xxhash)
