#include "platform/files/files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/support/test_store.h"

namespace platform {
namespace {

class FilesTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    store_ = std::make_unique<support::Store>(GetParam(), read_migrations("files", files::migrations()));
  }
  Transaction begin() { return store_->database().begin(); }
  std::string key_of_reading(Transaction& tx, const std::string& hash) {
    try {
      kept_.read(tx, hash);
      return "read";
    } catch (const base::Error& e) {
      return e.key();
    }
  }
  std::unique_ptr<support::Store> store_;
  Files kept_;
};
INSTANTIATE_TEST_SUITE_P(Engines, FilesTest, support::engines(), support::engine_name);

TEST_P(FilesTest, KeepsBytesOnceUnderTheirHash) {
  auto tx = begin();
  const std::string bytes("\0văn\xFF bản", 12);
  const auto file = kept_.keep(tx, bytes);
  EXPECT_EQ(kept_.keep(tx, bytes).hash, file.hash);
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM files_file"), 1);
  EXPECT_EQ(kept_.read(tx, file.hash), bytes);
  EXPECT_EQ(kept_.find_file(tx, file.hash)->size, std::int64_t(bytes.size()));
  EXPECT_EQ(kept_.keep(tx, "").size, 0);
  EXPECT_EQ(kept_.read(tx, kept_.keep(tx, "").hash), "");
}

TEST_P(FilesTest, AFileOfSeveralPartsComesBackWhole) {
  auto tx = begin();
  std::string bytes((5u << 20) / 2, 'a');
  for (std::size_t i = 0; i < bytes.size(); i += 997) bytes[i] = char(i);
  const auto in = store_->folder() / "in", out = store_->folder() / "out";
  std::ofstream(in, std::ios::binary) << bytes;
  const auto file = kept_.keep_file(tx, in);
  EXPECT_EQ(file.hash, kept_.keep(tx, bytes).hash);
  kept_.read_to(tx, file.hash, out);
  EXPECT_EQ(kept_.keep_file(tx, out).hash, file.hash);
}

TEST_P(FilesTest, DamageAndAbsenceAreSaid) {
  auto tx = begin();
  const auto file = kept_.keep(tx, "nguyên vẹn");
  EXPECT_EQ(key_of_reading(tx, file.hash), "read");
  const std::string other = "khác rồi";
  tx.run("UPDATE files_part SET bytes = ? WHERE hash = ?", Blob{other}, file.hash);
  EXPECT_EQ(key_of_reading(tx, file.hash), "files.damaged");
  EXPECT_THROW(kept_.read_to(tx, file.hash, store_->folder() / "out"), base::Error);
  EXPECT_FALSE(std::filesystem::exists(store_->folder() / "out"));
  EXPECT_EQ(key_of_reading(tx, "00"), "files.missing");
  EXPECT_THROW(kept_.keep_file(tx, store_->folder() / "absent"), base::Error);
}

}  // namespace
}  // namespace platform
