// Arbitrary bytes, arbitrarily cut: the first byte picks the language, the second seeds the cuts. Checks what holds for every input:
// the same statements however the text was cut, extents that touch, text that is the source, and parts of opened statements that join to them.
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

// The end of each whole or joined statement where the chunker is asked to open at moments that `state` picks.
std::vector<uint64_t> ends_when_opened(const eager::Language &language, const std::string &source, uint32_t state) {
    auto chunker = language.chunker();
    auto next = [&state] { return (state = state * 1103515245 + 12345) >> 16; };
    std::vector<uint64_t> ends;
    uint64_t end = 0;
    uint32_t depth = 0;
    auto take = [&] {
        bool taken = false;
        for (EagerStatement part; eager_chunker_next(chunker.get(), &part); taken = true) {
            require(part.extent.start == end && part.extent.end >= end && part.role <= EAGER_ROLE_CLOSED);
            require(part.depth == depth - (part.role == EAGER_ROLE_CLAUSE || part.role == EAGER_ROLE_CLOSED));
            end = part.extent.end;
            depth += part.role == EAGER_ROLE_OPENED;
            depth -= part.role == EAGER_ROLE_CLOSED;
            if (depth == 0) ends.push_back(end);
        }
        return taken;
    };
    for (size_t at = 0, size; at < source.size(); at += size) {
        size = std::min<size_t>(1 + next() % 9, source.size() - at);
        std::vector<uint8_t> piece(source.begin() + static_cast<long>(at), source.begin() + static_cast<long>(at + size));
        if (eager_chunker_feed(chunker.get(), piece.data(), piece.size()) < 0) return ends;
        take();
        while (next() % 2 && eager_chunker_open(chunker.get(), next() % 2) > 0 && take()) continue;
    }
    if (eager_chunker_complete(chunker.get()) >= 0) take();
    return ends;
}

} // namespace

// Compiling the queries takes seconds under the sanitizers: not within the time of one input.
extern "C" int LLVMFuzzerInitialize(int *, char ***) {
    language(0);
    return 0;
}

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
    if (whole.status >= 0 && whole.progress.error_at == EAGER_NOWHERE) {
        std::vector<uint64_t> opened = ends_when_opened(chosen, source, data[1]);
        // Parts are released without the grammar's consent: behind a statement that it rejects they may end elsewhere.
        for (size_t i = 0; i < whole.statements.size() && whole.statements[i].kind != EAGER_KIND_UNKNOWN; i++) {
            require(i < opened.size() && opened[i] == whole.statements[i].extent.end);
        }
    }
    require(end <= source.size() && (whole.progress.error_at == EAGER_NOWHERE || end <= whole.progress.error_at));
    return 0;
}
