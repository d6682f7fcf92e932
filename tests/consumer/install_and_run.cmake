# Installs the build in BUILD_DIR below WORK_DIR, builds the project in CONSUMER_DIR (the README's example) against
# that install, runs it and compares what it prints with output.txt. Arguments: BUILD_DIR, WORK_DIR (emptied first), CONSUMER_DIR, CXX, GENERATOR.
foreach(argument IN ITEMS BUILD_DIR WORK_DIR CONSUMER_DIR CXX GENERATOR)
  if(NOT DEFINED ${argument})
    message(FATAL_ERROR "install_and_run.cmake needs -D${argument}=…")
  endif()
endforeach()

function(step what)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${WORK_DIR}"
    RESULT_VARIABLE outcome OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT outcome EQUAL 0)
    message(FATAL_ERROR "${what} ended with ${outcome}:\n${output}")
  endif()
  message(STATUS "${what}: done")
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${WORK_DIR}")
step("installing" "${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${WORK_DIR}/prefix")
step("configuring the consumer" "${CMAKE_COMMAND}" -S "${CONSUMER_DIR}" -B "${WORK_DIR}/build" -G "${GENERATOR}"
  "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix" "-DCMAKE_CXX_COMPILER=${CXX}" -DCMAKE_BUILD_TYPE=Release)
step("building the consumer" "${CMAKE_COMMAND}" --build "${WORK_DIR}/build")
step("running the consumer" "${WORK_DIR}/build/movements")
file(READ "${CONSUMER_DIR}/output.txt" expected)
if(NOT output STREQUAL expected)
  message(FATAL_ERROR "the consumer prints\n${output}\nand not, as output.txt has it,\n${expected}")
endif()
if(EXISTS "${WORK_DIR}/prefix/bin/tenure")
  step("running the installed command" "${WORK_DIR}/prefix/bin/tenure" --help)
endif()
