#include <liboath/oath.h>
#include <qrencode.h>
#include <sodium.h>

#include <cstdlib>
#include <memory>

#include "base/error.h"
#include "platform/crypto/crypto.h"

namespace platform {
namespace {

constexpr std::int64_t totp_step_seconds = 30;

std::string base32(std::string_view bytes) {
  char* out = nullptr;
  std::size_t length = 0;
  CHECK(oath_base32_encode(bytes.data(), bytes.size(), &out, &length) == OATH_OK);
  const std::unique_ptr<char, decltype(&std::free)> owner(out, &std::free);
  while (length > 0 && out[length - 1] == '=') --length;
  return {out, length};
}

// Percent-encodes what RFC 3986 does not leave alone.
std::string encode_address_part(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c);
    const bool plain = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '-' ||
                       b == '.' || b == '_' || b == '~';
    if (plain)
      out += c;
    else
      out += '%', out += digits[b >> 4], out += digits[b & 15];
  }
  return out;
}

}  // namespace

void start_crypto() {
  CHECK(sodium_init() >= 0);
  CHECK(oath_init() == OATH_OK);
}

std::string hash_password(std::string_view password, PasswordCost cost) {
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.operations, cost.memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();  // the only way it fails
  out.resize(out.find('\0'));
  return out;
}

bool verify_password(const std::string& hash, std::string_view password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string new_totp_secret() { return random_bytes(20); }

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t now_seconds) {
  if (code.size() != 6 || now_seconds < 0) return std::nullopt;
  const std::int64_t now = now_seconds / totp_step_seconds;
  std::optional<std::int64_t> matched;
  for (const std::int64_t step : {now - 1, now, now + 1}) {
    char expected[8] = {};
    if (step < 0 || oath_hotp_generate(secret.data(), secret.size(), std::uint64_t(step), 6, false,
                                       OATH_HOTP_DYNAMIC_TRUNCATION, expected) != OATH_OK)
      continue;
    if (equal_secrets({expected, 6}, code)) matched = step;
  }
  return matched;
}

std::string totp_address(std::string_view secret, std::string_view account, std::string_view issuer) {
  const std::string from = encode_address_part(issuer);
  return "otpauth://totp/" + from + ":" + encode_address_part(account) + "?secret=" + base32(secret) +
         "&issuer=" + from + "&algorithm=SHA1&digits=6&period=30";
}

std::string qr_svg(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) throw base::Error(base::ErrorKind::too_large, "field.too_long", {{"max", "2300"}});
  constexpr int margin = 4;  // ISO/IEC 18004: four modules of quiet zone
  const int side = code->width + 2 * margin;
  std::string path;
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width;) {
      int run = 0;
      while (x + run < code->width && (code->data[y * code->width + x + run] & 1)) ++run;
      if (run > 0)
        path += "M" + std::to_string(x + margin) + " " + std::to_string(y + margin) + "h" + std::to_string(run) +
                "v1h-" + std::to_string(run) + "z";
      x += run > 0 ? run : 1;
    }
  const std::string size = std::to_string(side);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
         "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "h-" + size +
         "z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
}

std::string derive_key(std::string_view pass_phrase, std::string_view salt) {
  CHECK(salt.size() == crypto_pwhash_SALTBYTES);
  std::string key(32, '\0');
  const int failed =
      crypto_pwhash(reinterpret_cast<unsigned char*>(key.data()), key.size(), pass_phrase.data(), pass_phrase.size(),
                    reinterpret_cast<const unsigned char*>(salt.data()), 3, 64u << 20, crypto_pwhash_ALG_ARGON2ID13);
  if (failed) throw std::bad_alloc();
  return key;
}

}  // namespace platform
