#include "chunking.h"

#include <gtest/gtest.h>

using eager::Language;

namespace {

using Texts = std::vector<std::string>;

TEST(Chunker, concatenated_statements_should_be_the_source_byte_for_byte) {
    Language python("python", "Python");
    std::string source = "# a\nimport os\n\nif os:\n  pass\n# b\nelse:\n  pass\nx = 1 # c\r\ny";
    auto cutting = python.cut(source);
    EXPECT_EQ((Texts{"# a\nimport os\n", "\nif os:\n  pass\n# b\nelse:\n  pass\n", "x = 1 # c\r\n", "y"}), cutting.texts);
}

TEST(Chunker, loading_should_fail_when_the_language_or_the_query_is_unknown) {
    EagerLanguage *language = nullptr;
    uint32_t error_at = 0;
    EXPECT_EQ(EAGER_UNKNOWN_LANGUAGE, eager_language_load("cobol", 5, "", 0, "", 0, &language, &error_at));
    EXPECT_EQ(EAGER_BAD_QUERY, eager_language_load("python", 6, "(module (nonsense) @import)", 27, "", 0, &language, &error_at));
    EXPECT_EQ(EAGER_BAD_QUERY, eager_language_load("python", 6, "(module) @elsewhere", 19, "", 0, &language, &error_at));
    EXPECT_EQ(nullptr, language);
}

TEST(Chunker, loading_should_fail_when_a_continuation_makes_no_sense) {
    const std::string wrong[] = {
        R"(((if_statement) (#continue? "if" "elsewhere")))", // no token of the grammar
        R"(((if_statement) (#continues? "if" "else")))",
        R"(((if_statement) (#continue! "if")))", // has to be continued, by nothing
        R"(((if_statement) (#continue? "if" "else") (#continue? "if" "elif")))",
    };
    for (const auto &query : wrong) {
        EagerLanguage *language = nullptr;
        uint32_t error_at = 0;
        EXPECT_EQ(EAGER_BAD_QUERY, eager_language_load("python", 6, query.data(), query.size(), "", 0, &language, &error_at)) << query;
    }
}

// The scanner has no list of its own: what the file does not name continues nothing.
TEST(Chunker, continuations_should_be_those_of_the_query_file) {
    struct Case {
        const char *language, *folder, *directive, *source, *first;
    };
    const Case cases[] = {
        {"python", "Python", R"((#continue? "for" "else"))", "for x in y: z\nelse: w\n", "for x in y: z\n"},
        {"python", "Python", R"((#continue? "elif" "elif" "else"))", "if x: y\nelif z: w\nelse: v\n", "if x: y\nelif z: w\n"},
        {"csharp", "CSharp", R"((#continue? "if" "else"))", "if (x) { } else { }", "if (x) { }"},
        {"javascript", "JavaScript", R"((#continue? "catch" "finally"))", "try { } catch { } finally { }", "try { } catch { }"},
    };
    for (const Case &one : cases) {
        std::string query = Language::read(std::string(one.folder) + "/statements.scm");
        EXPECT_EQ(Texts{one.source}, Language(one.language, query, "").cut(one.source).texts);
        size_t at = query.find(one.directive);
        ASSERT_NE(std::string::npos, at) << one.directive;
        query.erase(at, std::string(one.directive).size());
        auto without = Language(one.language, query, "").cut(one.source);
        EXPECT_TRUE(without.texts.empty() || without.texts[0] != one.source) << one.source;
    }
}

TEST(Chunker, last_expression_should_be_a_statement_when_the_language_needs_no_terminator) {
    Language csharp("csharp", "CSharp");
    struct Case {
        const char *source;
        EagerKind kind;
    };
    const Case cases[] = {
        {"1 + 2", EAGER_KIND_EXPRESSION},   {"f(x) // c", EAGER_KIND_EXPRESSION}, {"await x", EAGER_KIND_EXPRESSION},
        {"x = 1 ", EAGER_KIND_EXPRESSION},  {"x => x", EAGER_KIND_EXPRESSION},    {"x switch { _ => 1 }", EAGER_KIND_EXPRESSION},
        {"int x = 1", EAGER_KIND_UNKNOWN},  {"1 +", EAGER_KIND_UNKNOWN},          {"x\n#if A\n+\n#endif\n", EAGER_KIND_EXPRESSION},
        {"return x", EAGER_KIND_UNKNOWN},   {"if (x) y", EAGER_KIND_UNKNOWN},     {"f(", EAGER_KIND_UNKNOWN},
    };
    for (const Case &one : cases) {
        auto cutting = csharp.cut(one.source);
        ASSERT_EQ(1u, cutting.statements.size()) << one.source;
        EXPECT_EQ(static_cast<uint32_t>(one.kind), cutting.statements[0].kind) << one.source;
    }
    EXPECT_EQ(Texts{"f(x)"}, csharp.cut("f(x) // c").texts);
}

TEST(Chunker, feeding_should_fail_when_the_stream_was_completed) {
    Language python("python", "Python");
    auto chunker = python.chunker();
    EXPECT_EQ(0, eager_chunker_complete(chunker.get()));
    EXPECT_EQ(EAGER_ENDED, eager_chunker_feed(chunker.get(), reinterpret_cast<const uint8_t *>("x"), 1));
}

TEST(Chunker, text_should_be_null_when_it_was_given_up_or_never_fed) {
    Language python("python", "Python");
    auto chunker = python.chunker();
    std::string source = std::string(5000, '#') + "\nx\n";
    ASSERT_EQ(1, eager_chunker_feed(chunker.get(), reinterpret_cast<const uint8_t *>(source.data()), source.size()));
    EagerStatement statement;
    ASSERT_EQ(1, eager_chunker_next(chunker.get(), &statement));
    EXPECT_NE(nullptr, eager_chunker_text(chunker.get(), 0, source.size()));
    EXPECT_EQ(nullptr, eager_chunker_text(chunker.get(), 0, source.size() + 1));
    ASSERT_EQ(0, eager_chunker_feed(chunker.get(), reinterpret_cast<const uint8_t *>("y"), 1));
    EXPECT_EQ(nullptr, eager_chunker_text(chunker.get(), 0, 1));
}

TEST(Chunker, limit_should_stop_a_statement_that_never_ends) {
    Language python("python", "Python");
    for (size_t size : {1, 100, 100000}) {
        auto cutting = python.cut("x\n'''" + std::string(5000, 'a'), [size] { return size; }, 1000);
        EXPECT_EQ(EAGER_TOO_LONG, cutting.status);
        EXPECT_EQ(2u, cutting.progress.unfinished_at);
        EXPECT_EQ(1u, cutting.statements.size());
    }
}

TEST(Chunker, unfinished_literal_should_be_released_whole_when_the_stream_ended) {
    Language python("python", "Python"), csharp("csharp", "CSharp"), javascript("javascript", "JavaScript");
    EXPECT_EQ(Texts{"'''ab"}, python.cut("'''ab").texts);
    EXPECT_EQ(Texts{"\"ab"}, csharp.cut("\"ab").texts);
    EXPECT_EQ(Texts{"/s!"}, javascript.cut("/s!").texts);
}

// Under the sanitizers: the word of a statement that was given up is not read again.
TEST(Chunker, punctuation_should_not_look_back_when_the_statement_before_was_released) {
    Language csharp("csharp", "CSharp");
    for (const std::string source : {"/;!/", "delegate;!*", "a;!*"}) {
        auto whole = csharp.cut(source, source.size()), cut = csharp.cut(source, 1);
        EXPECT_EQ(whole.texts, cut.texts) << source;
        EXPECT_EQ(whole.progress.error_at, cut.progress.error_at) << source;
    }
    EXPECT_EQ((Texts{"delegate*<int, int> fp = null;", " F();"}), csharp.cut("delegate*<int, int> fp = null; F();").texts);
}

TEST(Chunker, lines_should_count_every_kind_of_line_break_once) {
    Language python("python", "Python");
    auto cutting = python.cut("a\r\nb\rc\nd\r\n");
    ASSERT_EQ(4u, cutting.statements.size());
    for (uint32_t i = 0; i < 4; i++) {
        EXPECT_EQ(i + 1, cutting.statements[i].extent.line);
        EXPECT_EQ(i + 1, cutting.statements[i].extent.end_line);
        EXPECT_EQ(i + 1, cutting.statements[i].code.line);
    }
}

} // namespace
