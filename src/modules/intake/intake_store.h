#pragma once
// SQL of the tables intake_*; no decisions.

#include <optional>
#include <string>
#include <vector>

#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/intake/drafts.h"
#include "modules/intake/records.h"
#include "platform/database/database.h"

namespace intake {

struct StoredText {
  TextRow row;
  tree::UnitId unit_id;
  std::string file_hash, pages, warnings;
};
struct StoredItem {
  ItemView view;
  TextId text_id;
  std::int64_t decided_at = 0;                // Units: microseconds UTC, when it is saved
  base::Json refusals = base::Json::array();  // [{about, key, parameters}]: about which other item, or ""
};
// Where an item stands in the order of its text: by its start, the longer one first, then by its id.
struct ItemPlace {
  std::int64_t start = 0, end = 0, id = 0;
};
struct ItemFilter {
  std::string type{};                        // "": any
  std::optional<bool> waiting{};             // or decided
  std::optional<std::int64_t> from{}, to{};  // those that touch this part of the text. Units: code points
};
enum class Side { before, after };
struct ItemQuery {
  ItemFilter filter{};
  std::string cursor{};              // of a page beside another; or a page around
  std::optional<ItemId> item{};      // this item,
  std::optional<std::int64_t> at{};  // what stands at this place of the text,
  ItemsFrom begin{};                 // or from the first one, or the first that waits
  int limit = 500;
};
struct TextPart {  // Units: code points
  std::int64_t start = 0, length = 0;
};
struct StoredAttestation {
  AttestationView view;
  tree::UnitId unit_id;
};
struct NewText {
  tree::UnitId unit_id;
  std::string name, file_hash, kind, encoding, pages, warnings;
  std::int64_t length = 0;
  std::int64_t account_id = 0, created_at = 0;
  std::string account_name;
};
constexpr const char* by_hand = "by_hand";  // the method of an item that a person added

struct TextFilter {
  std::string text;  // in the name, any spelling
  bool waiting_only = false;
  std::optional<std::int64_t> before;  // id, for the next page
  int limit = 50;
};
struct FactFilter {
  std::string type, text;
  std::optional<std::int64_t> text_id, before;
  int limit = 100;
};
struct AttestationFilter {
  std::string person, office;
  std::optional<base::Date> on;
  std::optional<std::int64_t> before;
  int limit = 100;
};

class IntakeStore {
 public:
  std::optional<TextId> find_by_file(platform::Transaction& tx, tree::UnitId unit, const std::string& hash);
  TextId add_text(platform::Transaction& tx, const NewText& text, const std::string& body, const Reading& reading);
  std::optional<StoredText> find_text(platform::Transaction& tx, TextId id);
  std::string body(platform::Transaction& tx, TextId id);
  std::string body_part(platform::Transaction& tx, TextId id, std::int64_t start, std::int64_t length);
  std::vector<StoredText> list_texts(platform::Transaction& tx, const identity::Scope& scope, const TextFilter& filter);
  std::vector<StoredItem> list_items(platform::Transaction& tx, TextId id);
  // Those on one side of a place (of none: all) that stand nearest to it, in the order of the text.
  std::vector<StoredItem> list_beside(platform::Transaction& tx, TextId id, const ItemFilter& filter, Side side,
                                      const std::optional<ItemPlace>& place, int most);
  std::optional<ItemPlace> first_place(platform::Transaction& tx, TextId id, const ItemFilter& filter);
  std::int64_t count_items(platform::Transaction& tx, TextId id, const ItemFilter& filter,
                           const std::optional<ItemPlace>& before = {});
  std::vector<ItemCount> count_by_type(platform::Transaction& tx, TextId id);
  // Waiting, certain to the reader and no option: the documents, and how many others.
  std::vector<StoredItem> list_certain_documents(platform::Transaction& tx, TextId id);
  std::int64_t count_certain_others(platform::Transaction& tx, TextId id);
  // The documents that name a number; those that state a relation.
  std::vector<StoredItem> list_numbered(platform::Transaction& tx, TextId id);
  std::vector<StoredItem> list_with_relations(platform::Transaction& tx, TextId id);
  std::optional<StoredItem> find_item(platform::Transaction& tx, ItemId id);
  std::optional<StoredItem> find_by_key(platform::Transaction& tx, TextId id, const std::string& key);
  // What the readers so far said, in the order of list_items; what a person added stands as that person read it.
  std::vector<Draft> list_read(platform::Transaction& tx, TextId id);
  ItemId add_item(platform::Transaction& tx, TextId text, const Draft& draft, Difference difference);
  ItemId add_by_hand(platform::Transaction& tx, TextId text, const NewItem& item, const std::string& words);
  // Everything a decision may change; raises the version. False when the version was another.
  bool save_item(platform::Transaction& tx, const StoredItem& item, std::int64_t version_seen);
  void set_difference(platform::Transaction& tx, ItemId id, Difference difference,
                      const std::optional<base::Json>& proposed);
  void count_text(platform::Transaction& tx, TextId id);                           // waiting and decided again
  void set_reading(platform::Transaction& tx, TextId id, const Reading& reading);  // raises the text's version

  std::vector<ContradictionView> list_contradictions(platform::Transaction& tx, TextId id);
  void add_fact(platform::Transaction& tx, const StoredItem& item, tree::UnitId unit, std::optional<base::Date> day);
  void add_attestation(platform::Transaction& tx, const StoredItem& item, tree::UnitId unit, const std::string& person,
                       const std::string& office, std::optional<base::Date> day);
  void remove_facts(platform::Transaction& tx, ItemId item);
  void set_refusals(platform::Transaction& tx, const StoredItem& item);
  void add_relation(platform::Transaction& tx, ItemId item, std::int64_t relation);
  void add_attachment(platform::Transaction& tx, ItemId item, documents::DocumentId document, std::int64_t file);
  // What the item hung on documents: pairs of document and file; and the relations that it wrote.
  std::vector<std::pair<documents::DocumentId, std::int64_t>> list_attachments(platform::Transaction& tx, ItemId item);
  void forget_attachment(platform::Transaction& tx, ItemId item, std::int64_t file);
  std::vector<std::int64_t> list_relations(platform::Transaction& tx, ItemId item);
  void forget_relation(platform::Transaction& tx, std::int64_t relation);  // of both items
  std::vector<FactView> list_facts(platform::Transaction& tx, const identity::Scope& scope, const FactFilter& filter);
  std::vector<StoredAttestation> list_attestations(platform::Transaction& tx, const identity::Scope& scope,
                                                   const AttestationFilter& filter);
};

}  // namespace intake
