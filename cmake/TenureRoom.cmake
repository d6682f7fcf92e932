# tenure_room(<name> [RECURSE] [LINKS <rooms below>...] [PRIVATE_LINKS <libraries>...])
#
# Makes the static library tenure_<name> from the sources in the current folder (and, with RECURSE, the
# folders in it), exported as tenure::<name>. The rooms in LINKS are passed on to whoever links this one;
# PRIVATE_LINKS serve its sources only and may not appear in its headers. A room of headers alone is an
# interface library, so that whoever links it need not know.
function(tenure_room name)
  cmake_parse_arguments(PARSE_ARGV 1 ROOM "RECURSE" "" "LINKS;PRIVATE_LINKS")
  if(ROOM_RECURSE)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  else()
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  endif()

  set(target tenure_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
    tenure_compile(${target})
    target_link_libraries(${target} PUBLIC ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    target_compile_features(${target} INTERFACE cxx_std_20)
    target_link_libraries(${target} INTERFACE ${ROOM_LINKS})
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope}
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/tenure>")
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  add_library(tenure::${name} ALIAS ${target})
  install(TARGETS ${target} EXPORT tenureTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endfunction()
