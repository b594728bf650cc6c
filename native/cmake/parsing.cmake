# libeager: the chunker. Our C, the tree-sitter core and one grammar a language, in one shared library.
set(EAGER_OUTPUT "${CMAKE_BINARY_DIR}" CACHE PATH "Folder that receives the shared libraries")
set(EAGER_SOURCES "${CMAKE_CURRENT_SOURCE_DIR}/node_modules")

set(lock "${CMAKE_CURRENT_SOURCE_DIR}/package-lock.json")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${lock}")
if("${lock}" IS_NEWER_THAN "${EAGER_SOURCES}/.package-lock.json")
  message(STATUS "Fetching the pinned sources of tree-sitter and its grammars")
  execute_process(
    COMMAND npm ci --ignore-scripts --no-audit --no-fund
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" RESULT_VARIABLE fetched)
  if(NOT fetched EQUAL 0)
    message(FATAL_ERROR "npm ci failed in native/: the sources of tree-sitter are pinned in native/package-lock.json")
  endif()
endif()

# The core's error recovery is not linear and is not wanted here: it has to report an error when it meets one, so that the
# progress callback can stop it, and not only when every version of its stack is in error.
set(core "${EAGER_SOURCES}/tree-sitter/vendor/tree-sitter/lib")
set(core_sources "${CMAKE_CURRENT_BINARY_DIR}/tree-sitter")
file(COPY "${core}/src/" DESTINATION "${core_sources}")
file(READ "${core}/src/parser.c" parser)
set(recovering "static void ts_parser__handle_error(\n  TSParser *self,\n  StackVersion version,\n  Subtree lookahead\n) {\n")
string(REPLACE "${recovering}" "${recovering}  self->has_error = true;\n" reporting "${parser}")
string(REPLACE "  self->has_error = has_error;\n" "  (void)has_error;\n" patched "${reporting}")
if(reporting STREQUAL parser OR patched STREQUAL reporting)
  message(FATAL_ERROR "tree-sitter's parser.c is not the one that cmake/parsing.cmake knows how to change")
endif()
file(WRITE "${core_sources}/parser.c.new" "${patched}")
configure_file("${core_sources}/parser.c.new" "${core_sources}/parser.c" COPYONLY)

add_library(eager_tree_sitter OBJECT "${core_sources}/lib.c")
target_include_directories(eager_tree_sitter PUBLIC "${core}/include" PRIVATE "${core_sources}")
target_compile_definitions(eager_tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE TREE_SITTER_HIDE_SYMBOLS)
target_compile_options(eager_tree_sitter PRIVATE -w)

add_library(eager_core OBJECT
  src/chunker.c src/clauses.c src/grammars.c src/language.c src/names.c src/source.c src/syntax.c)
target_include_directories(eager_core PUBLIC include PRIVATE src)
target_link_libraries(eager_core PUBLIC eager_tree_sitter PRIVATE eager_warnings)

add_library(eager SHARED $<TARGET_OBJECTS:eager_core> $<TARGET_OBJECTS:eager_tree_sitter>)
target_include_directories(eager PUBLIC include)
set_target_properties(eager PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${EAGER_OUTPUT}")

# A language: the npm package of its grammar, and our own lexical rules in src/NAME.
function(eager_language name package)
  set(grammar "${EAGER_SOURCES}/${package}/src")
  add_library(eager_grammar_${name} OBJECT "${grammar}/parser.c" "${grammar}/scanner.c")
  target_include_directories(eager_grammar_${name} PRIVATE "${grammar}")
  target_compile_options(eager_grammar_${name} PRIVATE -w)
  add_library(eager_rules_${name} OBJECT ${ARGN})
  target_include_directories(eager_rules_${name} PRIVATE include src "${core}/include")
  target_link_libraries(eager_rules_${name} PRIVATE eager_warnings)
  target_sources(eager PRIVATE $<TARGET_OBJECTS:eager_grammar_${name}> $<TARGET_OBJECTS:eager_rules_${name}>)
  set_property(GLOBAL APPEND PROPERTY EAGER_RULES eager_rules_${name})
endfunction()

eager_language(python tree-sitter-python src/python/tokens.c src/python/strings.c src/python/lines.c)
eager_language(csharp tree-sitter-c-sharp
  src/csharp/tokens.c src/csharp/literals.c src/csharp/directives.c src/csharp/statements.c)
eager_language(javascript tree-sitter-javascript src/javascript/tokens.c src/javascript/statements.c)

set(EAGER_LANGUAGES "${CMAKE_CURRENT_SOURCE_DIR}/../parsers/Eager.Parsing/Languages")

if(EAGER_TESTS)
  add_executable(eager_parsing_tests tests/chunker_test.cc tests/hostile_test.cc tests/open_test.cc)
  target_include_directories(eager_parsing_tests PRIVATE tests)
  target_compile_definitions(eager_parsing_tests PRIVATE EAGER_LANGUAGES="${EAGER_LANGUAGES}")
  target_link_libraries(eager_parsing_tests PRIVATE eager GTest::gtest_main eager_warnings)
  gtest_discover_tests(eager_parsing_tests PROPERTIES TIMEOUT 120)
endif()

# Needs clang as the C and C++ compiler: see native/fuzz/run.
option(EAGER_FUZZ "Build the libFuzzer target" OFF)
if(EAGER_FUZZ)
  foreach(target eager eager_core)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    target_compile_definitions(${target} PRIVATE EAGER_MOST_CONFIRMED=2048)
  endforeach()
  get_property(rules GLOBAL PROPERTY EAGER_RULES)
  foreach(target ${rules})
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    target_compile_definitions(${target} PRIVATE EAGER_MOST_CONFIRMED=2048)
  endforeach()
  add_executable(eager_fuzz fuzz/chunker_fuzz.cc)
  target_include_directories(eager_fuzz PRIVATE tests)
  target_compile_definitions(eager_fuzz PRIVATE EAGER_LANGUAGES="${EAGER_LANGUAGES}")
  target_link_libraries(eager_fuzz PRIVATE eager)
  target_link_options(eager_fuzz PRIVATE -fsanitize=fuzzer)
endif()
