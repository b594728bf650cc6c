# libeager_process: starting worker processes and waiting on their descriptors.
find_package(Threads REQUIRED)

add_library(eager_process SHARED
  src/process/poller.c
  src/process/process.c
  src/process/spawn.c)
target_include_directories(eager_process PUBLIC include)
target_link_libraries(eager_process PRIVATE eager_warnings Threads::Threads)

if(EAGER_TESTS)
  add_executable(eager_process_tests
    tests/process/process_test.cc
    tests/process/poller_test.cc)
  target_link_libraries(eager_process_tests PRIVATE eager_process GTest::gtest_main Threads::Threads)
  gtest_discover_tests(eager_process_tests)
endif()
