// Sizes and shapes that no honest program has: the work stays linear and the memory bounded.
#include "chunking.h"

#include <gtest/gtest.h>

#include <chrono>

using eager::Cutting;
using eager::Language;

namespace {

std::string repeat(const std::string &text, size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (size_t i = 0; i < times; i++) all += text;
    return all;
}

double seconds(const std::function<void()> &work) {
    auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Cuts `make(n)` and `make(8 n)`: eight times the text may take at most `most` times as long.
void expect_linear(const Language &language, const std::function<std::string(size_t)> &make, size_t n, double most = 24) {
    Cutting small, large;
    double first = seconds([&] { small = language.cut(make(n), 4096); });
    double second = seconds([&] { large = language.cut(make(8 * n), 4096); });
    EXPECT_GE(small.status, 0);
    EXPECT_GE(large.status, 0);
    EXPECT_LT(second, most * first + 0.05);
}

struct Shape {
    const char *name, *language, *folder;
    std::function<std::string(size_t)> make;
};

const Shape shapes[] = {
    {"python_long_line", "python", "Python", [](size_t n) { return "x = [" + repeat("12345, ", n) + "]\n"; }},
    {"python_long_string", "python", "Python", [](size_t n) { return "x = '" + repeat("0123456789", n) + "'\n"; }},
    {"python_long_fstring", "python", "Python", [](size_t n) { return "x = f'" + repeat("012{x}789", n) + "'\n"; }},
    {"python_brackets", "python", "Python", [](size_t n) { return "x = " + repeat("(", n) + repeat(")", n) + "\n"; }},
    {"python_broken", "python", "Python", [](size_t n) { return "x = [" + repeat("1 = = 2 for ", n) + "]\n"; }},
    {"python_held", "python", "Python", [](size_t n) { return repeat("x = = 1\n", n); }},
    {"python_comments", "python", "Python", [](size_t n) { return repeat("# nothing\n", n); }},
    {"python_many_statements", "python", "Python", [](size_t n) { return repeat("x = 1\n", n); }},
    {"python_elifs", "python", "Python", [](size_t n) { return "if x: y\n" + repeat("elif x: y\n", n) + "z\n"; }},
    {"csharp_long_line", "csharp", "CSharp", [](size_t n) { return "var x = new[] {" + repeat("12345, ", n) + "};"; }},
    {"csharp_long_string", "csharp", "CSharp", [](size_t n) { return "var x = \"" + repeat("0123456789", n) + "\";"; }},
    {"csharp_raw_string", "csharp", "CSharp", [](size_t n) { return "var x = \"\"\"" + repeat("012345678\"", n) + " \"\"\";"; }},
    {"csharp_brackets", "csharp", "CSharp", [](size_t n) { return "x = " + repeat("(", n) + "1" + repeat(")", n) + ";"; }},
    {"csharp_ifs", "csharp", "CSharp", [](size_t n) { return repeat("if (x) ", n) + "y();"; }},
    {"csharp_broken", "csharp", "CSharp", [](size_t n) { return "x = (" + repeat("1 = = 2 class ", n) + ");"; }},
    {"csharp_conditions", "csharp", "CSharp", [](size_t n) { return repeat("#if A\nx();\n#endif\n", n); }},
    {"csharp_open_conditions", "csharp", "CSharp", [](size_t n) { return repeat("#if A\n", n); }},
    {"javascript_templates", "javascript", "JavaScript", [](size_t n) { return "x = `" + repeat("0123${x}", n) + "`\n;"; }},
    {"javascript_brackets", "javascript", "JavaScript", [](size_t n) { return "x = " + repeat("[", n) + repeat("]", n) + ";"; }},
    {"python_nested_lists", "python", "Python",
        [](size_t n) { return "x = " + repeat("[0, ", 190) + repeat("1, ", 40 * n) + "2" + repeat(", 0]", 190) + "\n"; }},
    {"csharp_nested_lists", "csharp", "CSharp",
        [](size_t n) { return "x = " + repeat("f(0, ", n) + repeat("1, ", 20 * n) + "2" + repeat(", 0)", n) + ";"; }},
    {"csharp_quotes", "csharp", "CSharp", [](size_t n) { return repeat("\"", n); }},
};

void PrintTo(const Shape &shape, std::ostream *out) { *out << shape.name; }

class Hostile : public testing::TestWithParam<Shape> {};

TEST_P(Hostile, cost_should_be_linear_in_the_text) {
    const Shape &shape = GetParam();
    Language language(shape.language, shape.folder);
    expect_linear(language, shape.make, 12500);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Hostile, testing::ValuesIn(shapes), [](const auto &shape) { return std::string(shape.param.name); });

// Statements that are too long for the grammar to see whole: it confirms them without the middle of their lists, blocks and literals.
TEST(Hostile, kind_should_be_known_however_long_the_statement_is) {
    Language python("python", "Python"), csharp("csharp", "CSharp"), javascript("javascript", "JavaScript");
    const size_t n = 400000;
    struct Case {
        const Language &language;
        std::string source;
        EagerKind kind;
    };
    const Case cases[] = {
        {python, "x = [" + repeat("12345, ", n) + "]\ny\n", EAGER_KIND_ASSIGNMENT},
        {python, "f({'a': [" + repeat("(1, [2]), ", n) + "]})\ny\n", EAGER_KIND_EXPRESSION},
        {python, "x = r\"\"\"" + repeat("012\\{}\n", n) + "\"\"\"\ny\n", EAGER_KIND_ASSIGNMENT},
        {python, "class A:\n" + repeat("  x = f(1, 2)\n", n) + "y\n", EAGER_KIND_DEFINITION},
        {python, "if x:\n  if y:\n" + repeat("    z, w = 1\n", n) + "else:\n  z\ny\n", EAGER_KIND_CONTROL_FLOW},
        {python, "x = [" + repeat("a + ", n) + "b]\ny\n", EAGER_KIND_UNKNOWN},
        {csharp, "var x = new[] {" + repeat("12345, ", n) + "}; y;", EAGER_KIND_ASSIGNMENT},
        {csharp, "class A {" + repeat("int x = f(1, 2);\n", n) + "} y;", EAGER_KIND_DEFINITION},
        {csharp, "f(@\"" + repeat("012\\;\n", n) + "\"); y;", EAGER_KIND_EXPRESSION},
        {javascript, "x = {" + repeat("a: [1, 2], ", n) + "}; y;", EAGER_KIND_ASSIGNMENT},
        {javascript, "function f() {" + repeat("x(1, 2); ", n) + "} y;", EAGER_KIND_DEFINITION},
    };
    for (const Case &one : cases) {
        auto cutting = one.language.cut(one.source, 4096);
        ASSERT_EQ(2u, cutting.statements.size()) << one.source.substr(0, 30);
        EXPECT_EQ(static_cast<uint32_t>(one.kind), cutting.statements[0].kind) << one.source.substr(0, 30);
    }
}

TEST(Hostile, feeding_byte_by_byte_should_be_linear_when_one_statement_is_long) {
    Language python("python", "Python"), csharp("csharp", "CSharp");
    std::string literal = repeat("0123456789", 100000);
    EXPECT_EQ(1u, python.cut("x = '''" + literal + "'''\n").statements.size());
    EXPECT_EQ(1u, csharp.cut("var x = @\"" + literal + "\";").statements.size());
    EXPECT_EQ(1u, python.cut(repeat("x", 1000000) + "\n").statements.size());
}

} // namespace
