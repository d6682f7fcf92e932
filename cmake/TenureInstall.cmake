# `cmake --install build --prefix DIR`: the command, the static libraries, the headers under include/tenure
# (their includes are by path from there, as in the sources), and the package that find_package(tenure) reads.
# tests/consumer builds a program against it.
include(CMakePackageConfigHelpers)

# tenure::tenure is the engine's door with everything it stands on.
add_library(tenure_door INTERFACE)
target_link_libraries(tenure_door INTERFACE tenure_engine)
set_target_properties(tenure_door PROPERTIES EXPORT_NAME tenure)
add_library(tenure::tenure ALIAS tenure_door)
install(TARGETS tenure_door EXPORT tenureTargets)

foreach(room IN ITEMS schema storage engine interchange)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/${room}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/tenure"
    FILES_MATCHING PATTERN "*.h")
endforeach()

set(tenure_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/tenure")
install(EXPORT tenureTargets NAMESPACE tenure:: DESTINATION "${tenure_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tenureConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_SOURCE_DIR}/cmake/tenureConfig.cmake" "${PROJECT_SOURCE_DIR}/cmake/TenureDependencies.cmake"
  "${PROJECT_BINARY_DIR}/tenureConfigVersion.cmake" DESTINATION "${tenure_package_dir}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
