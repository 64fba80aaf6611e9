#include "platform/crypto/crypto.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "base/error.h"

namespace platform {
namespace {

class Crypto : public ::testing::Test {
 protected:
  void SetUp() override { start_crypto(); }
  std::string hex(std::string_view text) { return *from_hex(text); }
  std::filesystem::path new_folder() {
    return std::filesystem::path(::testing::TempDir()) / ("crypto_test_" + random_token(8));
  }
};

TEST_F(Crypto, Sha256FitsTheVectorsOfFips180) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 stream;
  stream.add("abcdbcdecdefdefgefghfghighijhijk");
  stream.add("ijkljklmklmnlmnomnopnopq");
  EXPECT_EQ(to_hex(stream.finish()), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_F(Crypto, TotpFitsTheVectorsOfRfc6238) {
  // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
  const std::string secret = "12345678901234567890";
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},         {1111111109, "081804"},
                                                          {1111111111, "050471"}, {1234567890, "005924"},
                                                          {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [at, code] : vectors) {
    EXPECT_EQ(match_totp(secret, code, at), at / 30) << at;
    EXPECT_EQ(match_totp(secret, code, at + 30), at / 30) << "one step late";
    EXPECT_FALSE(match_totp(secret, code, at + 90)) << "three steps late";
  }
  for (auto wrong : {"", "28708", "2870822", "28708a", "000000"}) EXPECT_FALSE(match_totp(secret, wrong, 59)) << wrong;
}

TEST_F(Crypto, SignaturesFitTheVectorsOfRfc8032) {
  // RFC 8032, 7.1, test 2.
  const std::string open = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const SigningKey key{hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb") + open, open};
  const std::string signature = sign(key, "\x72");
  EXPECT_EQ(to_hex(signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(verify_signature(open, "\x72", signature));
  EXPECT_FALSE(verify_signature(open, "\x73", signature));
  EXPECT_FALSE(verify_signature(open.substr(1), "\x72", signature));
  EXPECT_FALSE(verify_signature(open, "\x72", "short"));
}

TEST_F(Crypto, KeyedHashIsBlake2b) {
  // BLAKE2b-256 of "" under 32 zero bytes differs from the hash without a key and from another key's.
  const std::string zero(32, '\0');
  EXPECT_EQ(keyed_hash(zero, "a"), keyed_hash(zero, "a"));
  EXPECT_NE(keyed_hash(zero, "a"), keyed_hash(std::string(32, '\1'), "a"));
  EXPECT_EQ(keyed_hash(zero, "").size(), 32u);
}

TEST_F(Crypto, PasswordsAreArgon2id) {
  const PasswordCost cheap{1, 8192};
  const std::string hash = hash_password("mật khẩu dài", cheap);
  EXPECT_EQ(hash.rfind("$argon2id$v=19$m=8,t=1,p=1$", 0), 0u) << hash;
  EXPECT_TRUE(verify_password(hash, "mật khẩu dài"));
  EXPECT_FALSE(verify_password(hash, "mật khẩu dai"));
  EXPECT_FALSE(verify_password("not a hash", "x"));
  EXPECT_FALSE(verify_password("", ""));
}

TEST_F(Crypto, SealedValuesOpenOnlyWithTheirKeyAndUntouched) {
  const std::string key = random_bytes(32);
  const std::string sealed = seal(key, "số điện thoại");
  EXPECT_EQ(open_sealed(key, sealed), "số điện thoại");
  EXPECT_FALSE(open_sealed(random_bytes(32), sealed));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string touched = sealed;
    touched[i] = char(touched[i] ^ 1);
    EXPECT_FALSE(open_sealed(key, touched)) << i;
  }
  EXPECT_FALSE(open_sealed(key, ""));
  EXPECT_NE(seal(key, "a"), seal(key, "a"));
}

TEST_F(Crypto, CodingsReadBackAndRefuseRubbish) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string bytes = random_bytes(size);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
  }
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_hex("0g"));
  EXPECT_FALSE(from_base64url("a+b/"));
  EXPECT_FALSE(from_base64url("ab=="));
  EXPECT_TRUE(equal_secrets("ab", "ab"));
  EXPECT_FALSE(equal_secrets("ab", "abc"));
}

TEST_F(Crypto, TheAddressOfASecretIsWhatPhonesRead) {
  EXPECT_EQ(totp_address("12345678901234567890", "h.anh", "Liên Thông"),
            "otpauth://totp/Li%C3%AAn%20Th%C3%B4ng:h.anh?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Li%C3%AAn%20Th%C3%B4ng&algorithm=SHA1&digits=6&period=30");
  const std::string svg = qr_svg("otpauth://totp/x?secret=ABC");
  EXPECT_NE(svg.find("viewBox=\"0 0 37 37\""), std::string::npos);  // 27 bytes: version 3, 29 + 2 × 4
  EXPECT_EQ(svg.find("style"), std::string::npos);
}

TEST_F(Crypto, KeysAreMadeOnceAndForTheirOwnerOnly) {
  const auto folder = new_folder();
  const Keys first = open_keys(folder);
  const Keys second = open_keys(folder);
  EXPECT_EQ(first.store, second.store);
  EXPECT_EQ(first.hashing, second.hashing);
  EXPECT_TRUE(verify_signature(second.journal.open, "x", sign(first.journal, "x")));
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    struct stat about {};
    ASSERT_EQ(::stat(file.path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u) << file.path();
  }
  std::filesystem::remove_all(folder);
}

TEST_F(Crypto, ARingOpensWhatOlderKeysSealedUntilTheyAreDropped) {
  const auto folder = new_folder();
  KeyRing ring(folder, "people");
  const std::string old = ring.seal("001088012345");
  EXPECT_TRUE(ring.is_newest(old));
  EXPECT_EQ(ring.add_key(), 2);
  EXPECT_FALSE(ring.is_newest(old));
  EXPECT_EQ(ring.open(old), "001088012345");
  const std::string now = ring.seal("001088012345");
  EXPECT_TRUE(KeyRing(folder, "people").is_newest(now)) << "another start reads both keys";
  ring.drop_old_keys();
  EXPECT_EQ(ring.open(old), std::nullopt);
  EXPECT_EQ(KeyRing(folder, "people").open(now), "001088012345");
  for (const char* rubbish : {"", ":", "x", "2:", "99:abc"}) EXPECT_EQ(ring.open(rubbish), std::nullopt) << rubbish;
  std::filesystem::remove_all(folder);
}

TEST_F(Crypto, DamagedOrExposedKeysAreRefused) {
  const auto folder = new_folder();
  open_keys(folder);
  const auto key_of = [&] {
    try {
      open_keys(folder);
    } catch (const base::Error& error) {
      return error.key();
    }
    return std::string("opened");
  };
  EXPECT_EQ(key_of(), "opened");
  ASSERT_EQ(::chmod((folder / "store.key").c_str(), 0644), 0);
  EXPECT_EQ(key_of(), "keys.exposed");
  ASSERT_EQ(::chmod((folder / "store.key").c_str(), 0600), 0);
  std::ofstream(folder / "store.key") << "rubbish";
  EXPECT_EQ(key_of(), "keys.unreadable");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace platform
