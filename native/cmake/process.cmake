# libeager_process: starting worker processes and waiting on their descriptors.
find_package(Threads REQUIRED)

add_library(eager_process SHARED
  src/process/poller.c
  src/process/process.c
  src/process/spawn.c)
target_include_directories(eager_process PUBLIC include)
target_link_libraries(eager_process PRIVATE eager_warnings Threads::Threads)

# Beside the library: the host finds both in one place.
add_executable(eager_warden src/process/warden.c)
target_link_libraries(eager_warden PRIVATE eager_warnings)
if(CMAKE_LIBRARY_OUTPUT_DIRECTORY)
  set_target_properties(eager_warden PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
endif()

if(EAGER_TESTS)
  add_executable(eager_process_tests
    tests/process/process_test.cc
    tests/process/poller_test.cc
    tests/process/warden_test.cc)
  target_compile_definitions(eager_process_tests PRIVATE EAGER_WARDEN="$<TARGET_FILE:eager_warden>")
  add_dependencies(eager_process_tests eager_warden)
  target_link_libraries(eager_process_tests PRIVATE eager_process GTest::gtest_main Threads::Threads)
  gtest_discover_tests(eager_process_tests)
endif()
