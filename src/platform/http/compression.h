#pragma once
// Compresses answers: Brotli or gzip, whichever the client takes. Threads: any.

#include <string>
#include <string_view>

namespace platform {

enum class Encoding { none, gzip, brotli };

// What to use for this Accept-Encoding; honours q=0.
Encoding choose_encoding(std::string_view accept_encoding);
// The body in that encoding. thorough is for files that are compressed once and kept.
std::string compress(std::string_view body, Encoding encoding, bool thorough);
// Whether bodies of this type are worth it.
bool worth_compressing(std::string_view content_type);

}  // namespace platform
