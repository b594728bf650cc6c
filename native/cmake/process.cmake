# libeager_process: starting worker processes and waiting on their descriptors.
find_package(Threads REQUIRED)

add_library(eager_process SHARED
  src/process/channels.c
  src/process/command.c
  src/process/enter.c
  src/process/entry.c
  src/process/filter.c
  src/process/poller.c
  src/process/process.c
  src/process/spawn.c
  src/staging/attributes.c
  src/staging/commit.c
  src/staging/trees.c)
target_include_directories(eager_process PUBLIC include)
target_link_libraries(eager_process PRIVATE eager_warnings Threads::Threads)

# One stands beside every program: linked whole it has no libraries to find before it starts.
add_executable(eager_warden
  src/process/entry.c
  src/process/filter.c
  src/process/spawn.c
  src/warden/limits.c
  src/warden/tree.c
  src/warden/warden.c)
target_include_directories(eager_warden PRIVATE include src/process)
target_link_libraries(eager_warden PRIVATE eager_warnings)

# Stands between the host and a warden whose program's changes are staged.
add_executable(eager_stage
  src/staging/attributes.c
  src/staging/commit.c
  src/staging/overlay.c
  src/staging/stage.c
  src/staging/trees.c
  src/warden/tree.c)
target_include_directories(eager_stage PRIVATE include src)
target_link_libraries(eager_stage PRIVATE eager_warnings)
if(NOT EAGER_SANITIZE)
  target_link_options(eager_warden PRIVATE -static)
  target_link_options(eager_stage PRIVATE -static)
endif()

# The host finds both in one folder: CMake's own for libraries where the caller names it, else the chunker's.
set(eager_process_output "${EAGER_OUTPUT}")
if(CMAKE_LIBRARY_OUTPUT_DIRECTORY)
  set(eager_process_output "${CMAKE_LIBRARY_OUTPUT_DIRECTORY}")
endif()
set_target_properties(eager_process eager_stage eager_warden PROPERTIES
  LIBRARY_OUTPUT_DIRECTORY "${eager_process_output}" RUNTIME_OUTPUT_DIRECTORY "${eager_process_output}")

if(EAGER_TESTS)
  add_executable(eager_process_tests
    tests/process/limits_test.cc
    tests/process/process_test.cc
    tests/process/poller_test.cc
    tests/process/stage_test.cc
    tests/process/warden_test.cc)
  target_compile_definitions(eager_process_tests PRIVATE EAGER_WARDEN="$<TARGET_FILE:eager_warden>")
  add_dependencies(eager_process_tests eager_warden)
  target_link_libraries(eager_process_tests PRIVATE eager_process GTest::gtest_main Threads::Threads)
  gtest_discover_tests(eager_process_tests PROPERTIES TIMEOUT 120)
endif()
