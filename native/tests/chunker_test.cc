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
