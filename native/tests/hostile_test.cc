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

TEST(Hostile, feeding_byte_by_byte_should_be_linear_when_one_statement_is_long) {
    Language python("python", "Python"), csharp("csharp", "CSharp");
    std::string literal = repeat("0123456789", 100000);
    EXPECT_EQ(1u, python.cut("x = '''" + literal + "'''\n").statements.size());
    EXPECT_EQ(1u, csharp.cut("var x = @\"" + literal + "\";").statements.size());
    EXPECT_EQ(1u, python.cut(repeat("x", 1000000) + "\n").statements.size());
}

} // namespace
