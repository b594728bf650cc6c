// Loads a registered language with its statement query, and cuts texts with it.
#pragma once

#include "eager/eager.h"

#include <algorithm>
#include <fstream>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace eager {

struct Cutting {
    std::vector<EagerStatement> statements;
    std::vector<std::string> texts;
    std::vector<int32_t> names; // how many each has
    EagerProgress progress{};
    int32_t status = EAGER_OK;
};

class Language {
public:
    Language(const std::string &name, const std::string &folder)
        : Language(name, read(folder + "/statements.scm"), read(folder + "/names.scm")) {}
    Language(const std::string &name, const std::string &statements, const std::string &names) {
        uint32_t error_at = 0;
        require(eager_language_load(name.data(), name.size(), statements.data(), statements.size(), names.data(), names.size(),
            &language_, &error_at) == EAGER_OK, "a query of the language does not compile");
    }
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;
    ~Language() { eager_language_delete(language_); }

    using Chunker = std::unique_ptr<EagerChunker, void (*)(EagerChunker *)>;

    Chunker chunker(size_t limit = 1 << 26) const {
        EagerChunker *chunker = nullptr;
        require(eager_chunker_create(language_, limit, &chunker) == EAGER_OK, "no chunker");
        return {chunker, eager_chunker_delete};
    }

    // Feeds pieces whose sizes `next` gives, and completes the stream.
    Cutting cut(const std::string &source, const std::function<size_t()> &next, size_t limit = 1 << 26) const {
        auto self = chunker(limit);
        Cutting cutting;
        for (size_t at = 0, size; at < source.size() && cutting.status >= 0; at += size) {
            size = std::min(next(), source.size() - at);
            // A copy of its own size, so that a sanitizer sees every read behind it.
            std::vector<uint8_t> piece(source.begin() + static_cast<long>(at), source.begin() + static_cast<long>(at + size));
            cutting.status = eager_chunker_feed(self.get(), piece.data(), piece.size());
            take(self.get(), cutting);
        }
        if (cutting.status >= 0) cutting.status = eager_chunker_complete(self.get());
        take(self.get(), cutting);
        eager_chunker_report(self.get(), &cutting.progress);
        return cutting;
    }

    Cutting cut(const std::string &source, size_t size = 1) const {
        return cut(source, [size] { return size; });
    }

    static std::string read(const std::string &file) {
        std::ifstream stream(std::string(EAGER_LANGUAGES) + "/" + file);
        std::stringstream text;
        text << stream.rdbuf();
        return text.str();
    }

private:
    static void require(bool condition, const char *otherwise) {
        if (condition) return;
        std::fprintf(stderr, "%s\n", otherwise);
        std::abort();
    }

    static void take(EagerChunker *chunker, Cutting &cutting) {
        EagerStatement statement;
        while (eager_chunker_next(chunker, &statement)) {
            const uint8_t *text = eager_chunker_text(chunker, statement.extent.start, statement.extent.end);
            require(text != nullptr, "the text of a statement was given up");
            cutting.texts.emplace_back(reinterpret_cast<const char *>(text), statement.extent.end - statement.extent.start);
            const EagerName *names = nullptr;
            cutting.names.push_back(eager_chunker_names(chunker, &names));
            cutting.statements.push_back(statement);
        }
    }

    EagerLanguage *language_ = nullptr;
};

} // namespace eager
