#pragma once
// One fact read in a text: its type, its words (a half-open code-point span of the NFC text) and its
// canonical fields as ANNOTATION.md defines them. An Item says what the text says, never more; how sure
// the reader is stands beside it and never inside `canonical`.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace intake {

enum class ItemType : std::uint8_t { document, person, organisation, figure, date, task, proposal, award, conference };
std::string_view to_string(ItemType type);

struct Value;
using List = std::vector<Value>;
// Keys are literals: they outlive every record.
using Record = std::vector<std::pair<std::string_view, Value>>;

struct Value : std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Record> {
  using variant::variant;
  Value(int number) : variant(std::int64_t(number)) {}
  Value(std::size_t number) : variant(std::int64_t(number)) {}
  Value(const char* text) : variant(std::string(text)) {}
  Value(std::string_view text) : variant(std::string(text)) {}
  bool is_null() const { return index() == 0; }
  const std::string* text() const { return std::get_if<std::string>(this); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(this); }
};

class Fields {
 public:
  void reserve(std::size_t count) { fields_.reserve(count); }
  Fields& set(std::string_view key, Value value);    // replaces
  const Value* find(std::string_view key) const;     // null when absent
  Value* edit(std::string_view key);                 // the same, to change it in place
  std::string text(std::string_view key) const;      // "" when absent or not a text
  std::int64_t integer(std::string_view key) const;  // -1 when absent or not an integer
  bool has(std::string_view key) const;              // present and not null
  void erase(std::string_view key);
  const Record& all() const { return fields_; }

 private:
  Record fields_;
};

// certain: may be accepted in bulk. choose: several readings or candidates. needs_person: check the words.
enum class Certainty : std::uint8_t { certain, choose, needs_person };
std::string_view to_string(Certainty certainty);

// A possible target or reading, with the words of the text that speak for it.
struct Candidate {
  std::string target;                // id of an item of the same text, or a canonical key
  std::string reason;                // why, as a stable key: same_number, same_kind_before, own_document, …
  std::uint32_t start = 0, end = 0;  // the words that speak for it
};

struct Item {
  std::string id;  // given by recognise(): d1, p1, o1, f1, t1 (dates), k1 (tasks), r1 (proposals), w1 (awards), c1
  ItemType type = ItemType::document;
  Certainty certainty = Certainty::certain;
  bool optional = false;  // bylines and the like: never a draft
  std::uint32_t start = 0, end = 0;
  Fields canonical;
  double confidence = 1.0;
  std::string_view method;            // which rule read it: "full", "range", "signature", …
  std::vector<Candidate> candidates;  // of refers_to, or of a choice

  bool contains(const Item& other) const { return start <= other.start && other.end <= end; }
  bool overlaps(const Item& other) const { return start < other.end && other.start < end; }
};

}  // namespace intake
