#----------------------------------------------------------------
# Generated CMake target import file for configuration "Release".
#----------------------------------------------------------------

# Commands may need to know the format version.
set(CMAKE_IMPORT_FILE_VERSION 1)

# Import target "tenure::schema" for configuration "Release"
set_property(TARGET tenure::schema APPEND PROPERTY IMPORTED_CONFIGURATIONS RELEASE)
set_target_properties(tenure::schema PROPERTIES
  IMPORTED_LINK_INTERFACE_LANGUAGES_RELEASE "CXX"
  IMPORTED_LOCATION_RELEASE "${_IMPORT_PREFIX}/lib/libtenure_schema.a"
  )

list(APPEND _cmake_import_check_targets tenure::schema )
list(APPEND _cmake_import_check_files_for_tenure::schema "${_IMPORT_PREFIX}/lib/libtenure_schema.a" )

# Import target "tenure::storage" for configuration "Release"
set_property(TARGET tenure::storage APPEND PROPERTY IMPORTED_CONFIGURATIONS RELEASE)
set_target_properties(tenure::storage PROPERTIES
  IMPORTED_LINK_INTERFACE_LANGUAGES_RELEASE "CXX"
  IMPORTED_LOCATION_RELEASE "${_IMPORT_PREFIX}/lib/libtenure_storage.a"
  )

list(APPEND _cmake_import_check_targets tenure::storage )
list(APPEND _cmake_import_check_files_for_tenure::storage "${_IMPORT_PREFIX}/lib/libtenure_storage.a" )

# Import target "tenure::traversal" for configuration "Release"
set_property(TARGET tenure::traversal APPEND PROPERTY IMPORTED_CONFIGURATIONS RELEASE)
set_target_properties(tenure::traversal PROPERTIES
  IMPORTED_LINK_INTERFACE_LANGUAGES_RELEASE "CXX"
  IMPORTED_LOCATION_RELEASE "${_IMPORT_PREFIX}/lib/libtenure_traversal.a"
  )

list(APPEND _cmake_import_check_targets tenure::traversal )
list(APPEND _cmake_import_check_files_for_tenure::traversal "${_IMPORT_PREFIX}/lib/libtenure_traversal.a" )

# Import target "tenure::algorithms" for configuration "Release"
set_property(TARGET tenure::algorithms APPEND PROPERTY IMPORTED_CONFIGURATIONS RELEASE)
set_target_properties(tenure::algorithms PROPERTIES
  IMPORTED_LINK_INTERFACE_LANGUAGES_RELEASE "CXX"
  IMPORTED_LOCATION_RELEASE "${_IMPORT_PREFIX}/lib/libtenure_algorithms.a"
  )

list(APPEND _cmake_import_check_targets tenure::algorithms )
list(APPEND _cmake_import_check_files_for_tenure::algorithms "${_IMPORT_PREFIX}/lib/libtenure_algorithms.a" )

# Import target "tenure::engine" for configuration "Release"
set_property(TARGET tenure::engine APPEND PROPERTY IMPORTED_CONFIGURATIONS RELEASE)
set_target_properties(tenure::engine PROPERTIES
  IMPORTED_LINK_INTERFACE_LANGUAGES_RELEASE "CXX"
  IMPORTED_LOCATION_RELEASE "${_IMPORT_PREFIX}/lib/libtenure_engine.a"
  )

list(APPEND _cmake_import_check_targets tenure::engine )
list(APPEND _cmake_import_check_files_for_tenure::engine "${_IMPORT_PREFIX}/lib/libtenure_engine.a" )

# Import target "tenure::interchange" for configuration "Release"
set_property(TARGET tenure::interchange APPEND PROPERTY IMPORTED_CONFIGURATIONS RELEASE)
set_target_properties(tenure::interchange PROPERTIES
  IMPORTED_LINK_INTERFACE_LANGUAGES_RELEASE "CXX"
  IMPORTED_LOCATION_RELEASE "${_IMPORT_PREFIX}/lib/libtenure_interchange.a"
  )

list(APPEND _cmake_import_check_targets tenure::interchange )
list(APPEND _cmake_import_check_files_for_tenure::interchange "${_IMPORT_PREFIX}/lib/libtenure_interchange.a" )

# Commands beyond this point should not need to know the version.
set(CMAKE_IMPORT_FILE_VERSION)
