// Statements that are opened while they arrive.
#include "chunking.h"

#include <gtest/gtest.h>

#include <random>

using eager::Language;

namespace {

struct Part {
    std::string role, text;
    unsigned depth;
    bool operator==(const Part &other) const { return role == other.role && text == other.text && depth == other.depth; }
};

std::ostream &operator<<(std::ostream &out, const Part &part) { return out << part.depth << part.role << ":" << part.text; }

using Parts = std::vector<Part>;

const char *const roles[] = {"whole", "opened", "leaf", "clause", "closed"};

// Feeds pieces whose sizes `next` gives and asks to open after those for which `opens` says so.
Parts cut(
    const Language &language, const std::string &source, const std::function<size_t()> &next, const std::function<bool()> &opens, int ahead = 0) {
    auto chunker = language.chunker();
    Parts parts;
    auto take = [&] {
        EagerStatement statement;
        while (eager_chunker_next(chunker.get(), &statement)) {
            std::string text = source.substr(statement.extent.start, statement.extent.end - statement.extent.start);
            parts.push_back({roles[statement.role], text, statement.depth});
        }
    };
    for (size_t at = 0, size; at < source.size(); at += size) {
        size = std::min(next(), source.size() - at);
        EXPECT_GE(eager_chunker_feed(chunker.get(), reinterpret_cast<const uint8_t *>(source.data()) + at, size), 0);
        take();
        for (size_t before = parts.size() + 1; opens() && before != parts.size(); take()) {
            before = parts.size();
            eager_chunker_open(chunker.get(), ahead);
        }
    }
    EXPECT_GE(eager_chunker_complete(chunker.get()), 0);
    take();
    return parts;
}

Parts cut_opened(const Language &language, const std::string &source, int ahead = 0) {
    return cut(language, source, [] { return size_t{1}; }, [] { return true; }, ahead);
}

TEST(OpenBlocks, functions_should_open_when_they_are_asked_for_and_take_nothing) {
    Language python("python", "Python");
    Parts expected{
        {"opened", "def f() -> None: # c\n", 0}, {"leaf", "  a\n", 1}, {"leaf", "  if b:\n    c\n  else:\n    d\n", 1},
        {"leaf", "  # e\n  def g():\n    h\n", 1}, {"closed", "", 0}, {"opened", "if i:\n", 0}, {"leaf", "  def f():\n    a\n", 1}, {"closed", "", 0},
    };
    const std::string source = "def f() -> None: # c\n  a\n  if b:\n    c\n  else:\n    d\n  # e\n  def g():\n    h\nif i:\n  def f():\n    a\n";
    EXPECT_EQ(expected, cut_opened(python, source, 1));
    EXPECT_EQ("whole", cut_opened(python, source).front().role);
    for (const char *header : {"def f(a):", "def f(*a):", "@d\ndef f():", "async def f():", "class f():", "def f(\n):", "def f() -> g(1):", "def f[T]():"}) {
        Parts parts = cut_opened(python, std::string(header) + "\n  a\n  b\nc\n", 1);
        EXPECT_EQ("whole", parts.front().role) << header;
    }
}

TEST(OpenBlocks, parts_should_be_released_when_the_statement_is_opened) {
    Language python("python", "Python");
    Parts expected{
        {"whole", "a\n", 0}, {"opened", "if x: # c\n", 0}, {"leaf", "  b\n", 1}, {"opened", "  for y in z:\n", 1}, {"leaf", "     c\n", 2},
        {"clause", "  # d\n  else:\n", 1}, {"leaf", "   e\n", 2}, {"closed", "", 1}, {"clause", "elif w: f\n", 0}, {"clause", "else:\n", 0},
        {"leaf", "    def g():\n        if 1:\n          2\n", 1}, {"closed", "", 0}, {"whole", "h\n", 0},
    };
    EXPECT_EQ(expected, cut_opened(python, "a\nif x: # c\n  b\n  for y in z:\n     c\n  # d\n  else:\n   e\nelif w: f\nelse:\n    def g():\n        if 1:\n          2\nh\n"));
}

TEST(OpenBlocks, several_blocks_should_be_closed_when_one_line_ends_them) {
    Language python("python", "Python");
    Parts expected{
        {"opened", "try:\n", 0}, {"opened", " with a:\n", 1}, {"opened", "  while b:\n", 2}, {"leaf", "   c\n", 3}, {"closed", "", 2}, {"closed", "", 1},
        {"clause", "except* d: e\n", 0}, {"clause", "finally:\n", 0}, {"leaf", " if f: g\n else: h\n", 1}, {"closed", "", 0},
    };
    EXPECT_EQ(expected, cut_opened(python, "try:\n with a:\n  while b:\n   c\nexcept* d: e\nfinally:\n if f: g\n else: h\n"));
}

TEST(OpenBlocks, statements_should_stay_whole_when_the_language_does_not_open_them) {
    Language python("python", "Python");
    for (const char *source : {"def f():\n  1\n", "class A:\n  x\n", "async for x in y:\n  z\n", "match x:\n  case 1:\n    y\n", "if x: y\n", "@a\ndef f():\n  if x:\n    y\n"}) {
        EXPECT_EQ((Parts{{"whole", source, 0}}), cut_opened(python, source));
    }
}

TEST(OpenBlocks, a_word_that_may_become_a_clause_should_be_waited_for) {
    Language python("python", "Python");
    auto chunker = python.chunker();
    auto feed = [&](const std::string &text) { return eager_chunker_feed(chunker.get(), reinterpret_cast<const uint8_t *>(text.data()), text.size()); };
    EXPECT_EQ(0, feed("if x:\n  a\nel"));
    EXPECT_EQ(2, eager_chunker_open(chunker.get(), 0));
    EXPECT_EQ(4, feed("ements\n"));
}

TEST(OpenBlocks, errors_should_be_placed_when_a_line_fits_no_block) {
    Language python("python", "Python");
    for (const std::string source : {"if x:\n    a\n  b\n", "if x:\n  a\n    b\n", "if x:\na\n", "try:\n  a\nb\n", "if x:\n  for y in z:\n    a\n   b\n", "if x: \n  a\nelse: b\n  c\n"}) {
        auto chunker = python.chunker();
        EagerProgress whole, opened;
        whole = python.cut(source).progress;
        for (char byte : source) {
            eager_chunker_feed(chunker.get(), reinterpret_cast<const uint8_t *>(&byte), 1);
            EagerStatement statement;
            eager_chunker_open(chunker.get(), 0);
            while (eager_chunker_next(chunker.get(), &statement)) continue;
        }
        eager_chunker_report(chunker.get(), &opened);
        EXPECT_NE(EAGER_NOWHERE, opened.error_at) << source;
        EXPECT_EQ(whole.error_at, opened.error_at) << source;
    }
}

// Whatever the moment of opening, the parts of a statement, joined, are that statement, and what lies between an opened and its closed is deeper.
TEST(OpenBlocks, parts_should_join_to_the_whole_statements_when_opened_at_any_moment) {
    Language python("python", "Python");
    const std::string source =
        "# a\nimport os\nif a:\n\tb\n\tif c:\n\t\td\n# e\n\telif f:\n\t\tg = (1,\n2)\n\telse: h\n\n\ttry:\n\t\ti\n\texcept (A,\n B): j\n\telse:\n\t\tk\n\tfinally:\n\t\tl\nelse:\n"
        "    for m in n: o\n    while p:\n        '''\nq\n'''\n        with (r as s,\n t): # u\n         v; w\n        x\n    else:\n        def y():\n            z\n"
        "a = 1 \\\n  + 2\nwith b:\n  c\n  @d\n  class E:\n    pass\ndef g(): # p\n  q\n  if r:\n    s\n # t\n  u\nf";
    auto whole = python.cut(source).texts;
    std::mt19937 random(1);
    for (int round = 0; round < 300; round++) {
        int odds = 1 + static_cast<int>(random() % 9);
        auto parts = cut(python, source, [&] { return 1 + random() % 9; }, [&] { return static_cast<int>(random() % 10) < odds; }, round % 2);
        std::vector<std::string> joined;
        unsigned depth = 0;
        for (const Part &part : parts) {
            unsigned around = depth - (part.role == "closed" || part.role == "clause" ? 1 : 0);
            EXPECT_EQ(around, part.depth) << part;
            if (depth == 0) joined.emplace_back();
            joined.back() += part.text;
            if (part.role == "opened") depth++;
            if (part.role == "closed") depth--;
        }
        EXPECT_EQ(whole, joined);
    }
}

TEST(OpenBlocks, opening_should_do_nothing_when_the_language_opens_no_blocks) {
    Language csharp("csharp", "CSharp");
    EXPECT_EQ((Parts{{"whole", "if (x) { y(); } else { z(); }", 0}}), cut_opened(csharp, "if (x) { y(); } else { z(); }"));
}

} // namespace
