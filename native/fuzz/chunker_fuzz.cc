// Arbitrary bytes, arbitrarily cut: the first byte picks the language, the second seeds the cuts. Checks what holds for every input:
// the same statements however the text was cut, extents that touch, and text that is the source.
#include "chunking.h"

#include <cstdlib>
#include <cstring>

namespace {

void require(bool condition) {
    if (!condition) abort();
}

const eager::Language &language(uint8_t choice) {
    static const eager::Language python("python", "Python"), csharp("csharp", "CSharp"), javascript("javascript", "JavaScript");
    return choice % 3 == 0 ? python : choice % 3 == 1 ? csharp : javascript;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    const eager::Language &chosen = language(data[0]);
    std::string source(reinterpret_cast<const char *>(data) + 2, size - 2);
    uint32_t state = data[1];
    eager::Cutting whole = chosen.cut(source, source.size() + 1);
    eager::Cutting cut = chosen.cut(source, [&state] { return 1 + ((state = state * 1103515245 + 12345) >> 16) % 9; });
    require(whole.texts == cut.texts && whole.progress.error_at == cut.progress.error_at);
    uint64_t end = 0;
    for (size_t i = 0; i < whole.statements.size(); i++) {
        const EagerStatement &statement = whole.statements[i], &other = cut.statements[i];
        require(statement.kind == other.kind && whole.names[i] == cut.names[i]);
        require(statement.extent.start == end && statement.extent.end > end);
        require(statement.code.start >= end && statement.code.end > statement.code.start && statement.code.end <= statement.extent.end);
        require(statement.extent.line <= statement.code.line && statement.code.end_line <= statement.extent.end_line);
        require(memcmp(whole.texts[i].data(), source.data() + end, whole.texts[i].size()) == 0);
        end = statement.extent.end;
    }
    require(end <= source.size() && (whole.progress.error_at == EAGER_NOWHERE || end <= whole.progress.error_at));
    return 0;
}
