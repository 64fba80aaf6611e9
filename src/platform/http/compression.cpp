#include "platform/http/compression.h"

#include <brotli/encode.h>
#include <zlib.h>

#include "base/error.h"

namespace platform {
namespace {

// "gzip;q=0" and "*;q=0" forbid.
bool accepts(std::string_view list, std::string_view name) {
  for (std::size_t at = 0; at < list.size();) {
    auto end = list.find(',', at);
    if (end == list.npos) end = list.size();
    auto part = list.substr(at, end - at);
    at = end + 1;
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    const auto semicolon = part.find(';');
    auto token = part.substr(0, semicolon);
    while (!token.empty() && token.back() == ' ') token.remove_suffix(1);
    if (token != name) continue;
    const auto q = semicolon == part.npos ? part.npos : part.find("q=", semicolon);
    return q == part.npos || part.substr(q + 2).find_first_of("123456789") != part.npos;
  }
  return false;
}

std::string gzip(std::string_view body, int level) {
  z_stream stream{};
  CHECK(deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, uLong(body.size())) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = uInt(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = uInt(out.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string brotli(std::string_view body, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(body.size());
  if (size == 0) size = body.size() + 1024;
  std::string out(size, '\0');
  CHECK(BrotliEncoderCompress(quality, 20, BROTLI_MODE_TEXT, body.size(), reinterpret_cast<const uint8_t*>(body.data()),
                              &size, reinterpret_cast<uint8_t*>(out.data())));
  out.resize(size);
  return out;
}

}  // namespace

Encoding choose_encoding(std::string_view accept_encoding) {
  if (accepts(accept_encoding, "br")) return Encoding::brotli;
  if (accepts(accept_encoding, "gzip")) return Encoding::gzip;
  return Encoding::none;
}

std::string compress(std::string_view body, Encoding encoding, bool thorough) {
  switch (encoding) {
    case Encoding::gzip:
      return gzip(body, thorough ? 9 : 4);
    case Encoding::brotli:
      return brotli(body, thorough ? 9 : 3);
    case Encoding::none:
      break;
  }
  return std::string(body);
}

bool worth_compressing(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") ||
         type.starts_with("application/problem+json") || type.starts_with("application/javascript") ||
         type.starts_with("image/svg");
}

}  // namespace platform
