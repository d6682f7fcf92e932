# find_package(tenure): gives tenure::tenure, the database engine with the static libraries under it, and
# tenure::interchange, the importers and exporters.
include("${CMAKE_CURRENT_LIST_DIR}/TenureDependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/tenureTargets.cmake")
