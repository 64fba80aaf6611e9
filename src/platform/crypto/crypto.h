#pragma once
// Hashes, keys, passwords, one-time codes: thin over libsodium and liboath. Keys live in DIR/keys, readable
// by the owner only; they never enter a log, a journal or a backup without the backup's own pass phrase.

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/embedded.h"

namespace platform {

void start_crypto();  // once, before anything else here

std::string random_bytes(std::size_t count);
std::string random_token(std::size_t bytes = 32);  // URL-safe base64
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view hex);
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
bool equal_secrets(std::string_view a, std::string_view b);  // in constant time

std::string sha256(std::string_view bytes);  // 32 bytes
class Sha256 {                               // of a stream
 public:
  Sha256();
  void add(std::string_view bytes);
  std::string finish();

 private:
  alignas(8) std::array<unsigned char, 128> state_;
};
std::string keyed_hash(std::string_view key, std::string_view text);  // 32 bytes, BLAKE2b

// argon2id. Units: memory in bytes.
struct PasswordCost {
  unsigned long long operations = 3;
  std::size_t memory = 64u << 20;
};
std::string hash_password(std::string_view password, PasswordCost cost = {});
bool verify_password(const std::string& hash, std::string_view password);
// A 32-byte key from a pass phrase, with argon2id; salt: 16 bytes.
std::string derive_key(std::string_view pass_phrase, std::string_view salt);

// RFC 6238, 30 s, 6 digits. Gives the time step that matched, within one step either side of now.
std::string new_totp_secret();  // 20 bytes
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t now_seconds);
std::string totp_address(std::string_view secret, std::string_view account, std::string_view issuer);  // otpauth://…
std::string qr_svg(std::string_view text);

// Authenticated encryption of small values with a key outside the store.
std::string seal(std::string_view key, std::string_view plain);
std::optional<std::string> open_sealed(std::string_view key, std::string_view sealed);

struct SigningKey {
  std::string secret, open;  // Ed25519, 64 and 32 bytes
};
SigningKey new_signing_key();
std::string sign(const SigningKey& key, std::string_view message);
bool verify_signature(std::string_view open_key, std::string_view message, std::string_view signature);

// The keys of one data folder; made at first use, mode 0600.
struct Keys {
  std::string store;    // 32 bytes: sealing of sensitive columns
  std::string hashing;  // 32 bytes: keyed hashes
  SigningKey journal;   // the journal's head
};
// Errors: unavailable "keys.unreadable" {path}, "keys.exposed" {path}.
Keys open_keys(const std::filesystem::path& folder);

// Keys for one kind of sealed column, numbered: what is sealed names its key, so that keys can change while values wait
// to be sealed anew. Files NAME-1.key, NAME-2.key … in the folder of the keys. Thread-safe.
class KeyRing {
 public:
  // Makes the first key where there is none. Errors: as open_keys.
  KeyRing(std::filesystem::path folder, std::string name);
  std::string seal(std::string_view plain) const;  // with the newest key
  // Nothing when the key is gone or the bytes are none of ours.
  std::optional<std::string> open(std::string_view sealed) const;
  bool is_newest(std::string_view sealed) const;
  int add_key();         // from here on it seals; gives its number
  void drop_old_keys();  // all but the newest: once nothing is sealed with them

 private:
  std::filesystem::path file(int number) const;
  std::filesystem::path folder_;
  std::string name_;
  mutable std::mutex mutex_;
  std::map<int, std::string> keys_;
};

namespace crypto {
std::span<const base::EmbeddedFile> sentences();
}

}  // namespace platform
