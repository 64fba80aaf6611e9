#pragma once
// The sentences that users read, by stable key, in Vietnamese and English. Filled once at start by app/
// from every part's sentences.json; read-only and thread-safe afterwards.

#include <span>
#include <string>
#include <string_view>

#include "base/embedded.h"
#include "base/error.h"

namespace base {

enum class Language { vi, en };

// Adds the sentences of one part. A key that exists already is a bug.
void add_sentences(std::span<const EmbeddedFile> files);
// The sentence with its {places} filled; a word that differs in English is given as {place} and {place_en}. A key
// without a sentence is answered by the key itself.
std::string sentence(std::string_view key, const Parameters& parameters, Language language);
bool has_sentence(std::string_view key);

std::span<const EmbeddedFile> sentences();  // of base itself

}  // namespace base
