#include "platform/table/read_ahead.h"

#include <future>

namespace platform {
namespace {

constexpr std::size_t rows_ahead = 2000;

class ReadAhead final : public TableReader {
 public:
  explicit ReadAhead(std::unique_ptr<TableReader> reader) : reader_(std::move(reader)) { begin(); }

  bool next(TableRow& row) override {
    if (at_ == piece_.rows.size()) {
      if (!coming_.valid()) return false;
      piece_ = coming_.get();
      at_ = 0;
      if (piece_.rows.empty()) return false;
      begin();
    }
    std::swap(row, piece_.rows[at_++]);
    return true;
  }
  int thousandths() const override { return piece_.thousandths; }
  TableFormat format() const override { return reader_->format(); }

 private:
  struct Piece {
    std::vector<TableRow> rows;
    int thousandths = 0;
  };

  void begin() {
    coming_ = std::async(std::launch::async, [this] {
      Piece piece;
      piece.rows.resize(rows_ahead);
      std::size_t count = 0;
      while (count < rows_ahead && reader_->next(piece.rows[count])) ++count;
      piece.rows.resize(count);
      piece.thousandths = reader_->thousandths();
      return piece;
    });
  }

  std::unique_ptr<TableReader> reader_;  // of one thread at a time: who reads the piece that is coming
  Piece piece_;
  std::size_t at_ = 0;
  std::future<Piece> coming_;  // its end is waited for first
};

}  // namespace

std::unique_ptr<TableReader> read_ahead(std::unique_ptr<TableReader> reader) {
  return std::make_unique<ReadAhead>(std::move(reader));
}

}  // namespace platform
