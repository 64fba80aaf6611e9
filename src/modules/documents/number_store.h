#pragma once
// SQL over congresses, series and numbers. A series without a recorded congress runs by calendar year: its
// congress_id is minus the year (0 when even that is not known). No access, no rules.

#include "modules/documents/documents_store.h"

namespace documents {

struct StoredSeries {
  std::int64_t id = 0, unit_id = 0;
  std::string code, code_key;
  std::int64_t congress_id = 0;
  std::string run;  // "committee", "congress"
};

namespace store {

struct StoredCongress {
  std::int64_t id = 0, unit_id = 0, number = 0;
  std::optional<base::Date> opened;
  base::Date closed;
  std::optional<base::Date> plenum;
  base::Date term_from;
  std::string source;
};
std::vector<StoredCongress> list_congresses(Transaction& tx, std::int64_t unit_id);
std::int64_t insert_congress(Transaction& tx, const StoredCongress& congress);

// The term a paper of this unit falls into: a congress's id, or what the head of this file says.
std::int64_t find_term(Transaction& tx, std::int64_t unit_id, const std::optional<base::PartialDate>& issued,
                       bool congress_paper);
std::optional<std::int64_t> term_number(Transaction& tx, std::int64_t congress_id);

std::optional<StoredSeries> find_series(Transaction& tx, std::int64_t id);
// The series, made when it is new. A congress's papers share one run of their own.
StoredSeries ensure_series(Transaction& tx, std::int64_t unit_id, const std::string& code, std::int64_t congress_id,
                           bool congress_paper);
struct NumberCounts {
  std::int64_t used = 0, reserved = 0, voided = 0, last = 0, different = 0;
};
// Series `s` of units in sight, `t` being their rows of tree_scope, as the condition says.
std::vector<std::pair<StoredSeries, NumberCounts>> list_series(Transaction& tx, const std::string& condition,
                                                               const platform::Bindings& values, std::size_t limit);
// "KL/TW khóa XIII"
std::string series_label(Transaction& tx, const StoredSeries& series);

struct StoredNumber {
  std::int64_t number = 0;
  std::string suffix;
  NumberState state{};
  std::int64_t document_id = 0;
  std::string reason;
};
std::optional<StoredNumber> find_number(Transaction& tx, std::int64_t series_id, std::int64_t number,
                                        std::string_view suffix);
// The highest number that is given or set aside.
std::int64_t highest_number(Transaction& tx, std::int64_t series_id);
bool has_stub(Transaction& tx, std::int64_t series_id, std::int64_t number);
void store_number(Transaction& tx, std::int64_t series_id, const StoredNumber& number, std::int64_t now,
                  const std::string& actor);
void remove_number(Transaction& tx, std::int64_t series_id, std::int64_t document_id);
void each_number(Transaction& tx, std::int64_t series_id, const std::function<void(const StoredNumber&)>& f);

}  // namespace store
}  // namespace documents
