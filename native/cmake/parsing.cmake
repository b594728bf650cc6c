# libeager: the chunker. Our C, the tree-sitter core and one grammar a language, in one shared library.
set(EAGER_OUTPUT "${CMAKE_BINARY_DIR}" CACHE PATH "Folder that receives the shared libraries")
set(EAGER_SOURCES "${CMAKE_CURRENT_SOURCE_DIR}/node_modules")

if(NOT EXISTS "${EAGER_SOURCES}/tree-sitter-python/src/parser.c")
  message(STATUS "Fetching the pinned sources of tree-sitter and its grammars")
  execute_process(
    COMMAND npm ci --ignore-scripts --no-audit --no-fund
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" RESULT_VARIABLE fetched)
  if(NOT fetched EQUAL 0)
    message(FATAL_ERROR "npm ci failed in native/: the sources of tree-sitter are pinned in native/package-lock.json")
  endif()
endif()

set(core "${EAGER_SOURCES}/tree-sitter/vendor/tree-sitter/lib")
add_library(eager_tree_sitter OBJECT "${core}/src/lib.c")
target_include_directories(eager_tree_sitter PUBLIC "${core}/include" PRIVATE "${core}/src")
target_compile_definitions(eager_tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE TREE_SITTER_HIDE_SYMBOLS)
target_compile_options(eager_tree_sitter PRIVATE -w)

add_library(eager_core OBJECT
  src/chunker.c src/grammars.c src/language.c src/source.c src/syntax.c)
target_include_directories(eager_core PUBLIC include PRIVATE src)
target_link_libraries(eager_core PUBLIC eager_tree_sitter PRIVATE eager_warnings)

add_library(eager SHARED $<TARGET_OBJECTS:eager_core> $<TARGET_OBJECTS:eager_tree_sitter>)
target_include_directories(eager PUBLIC include)
set_target_properties(eager PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${EAGER_OUTPUT}")
set_property(GLOBAL PROPERTY EAGER_OBJECTS $<TARGET_OBJECTS:eager_core> $<TARGET_OBJECTS:eager_tree_sitter>)

# A language: the npm package of its grammar, and our own lexical rules in src/NAME.
function(eager_language name package)
  set(grammar "${EAGER_SOURCES}/${package}/src")
  add_library(eager_grammar_${name} OBJECT "${grammar}/parser.c" "${grammar}/scanner.c")
  target_include_directories(eager_grammar_${name} PRIVATE "${grammar}")
  target_compile_options(eager_grammar_${name} PRIVATE -w)
  add_library(eager_rules_${name} OBJECT ${ARGN})
  target_include_directories(eager_rules_${name} PRIVATE include src)
  target_link_libraries(eager_rules_${name} PRIVATE eager_warnings)
  target_sources(eager PRIVATE $<TARGET_OBJECTS:eager_grammar_${name}> $<TARGET_OBJECTS:eager_rules_${name}>)
  set_property(GLOBAL APPEND PROPERTY EAGER_OBJECTS
    $<TARGET_OBJECTS:eager_grammar_${name}> $<TARGET_OBJECTS:eager_rules_${name}>)
endfunction()

eager_language(python tree-sitter-python src/python/tokens.c src/python/lines.c)
eager_language(csharp tree-sitter-c-sharp
  src/csharp/tokens.c src/csharp/literals.c src/csharp/directives.c src/csharp/statements.c)

if(EAGER_TESTS)
  add_executable(eager_parsing_tests tests/chunker_test.cc)
  target_include_directories(eager_parsing_tests PRIVATE tests)
  target_compile_definitions(eager_parsing_tests PRIVATE
    EAGER_LANGUAGES="${CMAKE_CURRENT_SOURCE_DIR}/../parsers/Eager.Parsing/Languages")
  target_link_libraries(eager_parsing_tests PRIVATE eager GTest::gtest_main eager_warnings)
  gtest_discover_tests(eager_parsing_tests PROPERTIES TIMEOUT 120)
endif()
