#pragma once
// SQL over the tables documents_document, _body, _party, _alias, _effect, _file. No decisions, no access.
// A position orders documents by day of issue, then id; lists page by it.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/documents/documents.h"
#include "modules/documents/effect.h"
#include "modules/documents/reference.h"
#include "modules/identity/identity.h"
#include "modules/tree/tree.h"
#include "platform/database/database.h"

namespace documents {

using platform::Transaction;

// Units: days since 1850-01-01 shifted by 32 bits, plus the id. A document without a date is the oldest.
std::int64_t position_of(std::optional<base::Date> issued, std::int64_t id);
std::int64_t position_of_day(base::Date day);

// One row of documents_document.
struct StoredDocument {
  std::int64_t id = 0, position = 0, version = 1;
  DocumentState state = DocumentState::registered;
  std::optional<std::int64_t> merged_into;
  std::string kind;
  std::optional<std::int64_t> number;
  std::string suffix, code, code_key;
  std::optional<std::int64_t> year, series_id;
  std::int64_t congress_id = 0;  // 0: not known; negative: the year, where no congress is recorded
  bool congress_paper = false;
  std::optional<base::PartialDate> issued;
  std::int64_t owner_unit_id = 0;
  std::optional<std::int64_t> issuer_id, advising_id;
  bool open_to_all = false;
  std::optional<base::Date> effective_from, effective_to;
  std::string field, subject, addressees, source;
  std::int64_t created_at = 0, updated_at = 0;
  std::string created_by;

  bool is_party() const { return code.find('/') != std::string::npos; }
  std::optional<base::Date> first_day() const { return issued ? std::optional(issued->first()) : std::nullopt; }
  // "50-KL/TW"; empty for a named text.
  std::string number_label() const;
};

struct StoredParty {
  std::int64_t unit_id = 0;
  bool subtree = false;
  std::string role;  // "owner", "addressee"
};

std::string field_key(std::string_view text);  // "Tổ chức bộ máy" → "to_chuc_bo_may"

namespace store {

std::int64_t next_id(Transaction& tx);
std::optional<StoredDocument> find_document(Transaction& tx, std::int64_t id);
void insert_document(Transaction& tx, const StoredDocument& document);
void update_document(Transaction& tx, const StoredDocument& document);
// Makes the words of the search index anew from everything that is known of the document.
void index_words(Transaction& tx, std::int64_t id);

// Which of the documents `d` are meant: what the service adds to a search, so that no limit cuts off what it wants.
struct Which {
  std::string condition = "1 = 1";
  platform::Bindings values{};
};
std::vector<std::int64_t> list_by_number(Transaction& tx, std::int64_t number, std::string_view suffix,
                                         std::string_view code_key, Which which = {});
std::vector<std::int64_t> list_by_number(Transaction& tx, std::int64_t number, Which which);
// "321-QĐ/TW@2025-06-24" → its id, registered or stub; nothing when unknown or not unique. For what no reader asks.
std::optional<std::int64_t> find_by_reference(Transaction& tx, std::string_view reference);

std::int64_t ensure_body(Transaction& tx, std::int64_t unit_id, const std::string& name);
struct Body {
  std::int64_t id = 0, unit_id = 0;
  std::string name;
};
std::optional<Body> find_body(Transaction& tx, std::optional<std::int64_t> id);
bool has_body(Transaction& tx, const std::string& name);

std::vector<StoredParty> list_parties(Transaction& tx, std::int64_t id);
void store_parties(Transaction& tx, std::int64_t id, const std::vector<StoredParty>& parties);

std::vector<AliasName> list_aliases(Transaction& tx, std::int64_t id);
bool insert_alias(Transaction& tx, std::int64_t id, const std::string& name, const std::string& key);
bool remove_alias(Transaction& tx, std::int64_t id, std::int64_t alias);
std::vector<std::int64_t> list_by_alias(Transaction& tx, const std::string& key, Which which = {});

std::vector<EffectSpan> list_effects(Transaction& tx, std::int64_t id);
void store_effects(Transaction& tx, std::int64_t id, const std::vector<EffectSpan>& spans);

std::vector<AttachedFile> list_files(Transaction& tx, std::int64_t id);
std::int64_t insert_file(Transaction& tx, std::int64_t id, const AttachedFile& file, const std::string& text,
                         std::int64_t now, const std::string& actor);
bool remove_file(Transaction& tx, std::int64_t id, std::int64_t file);
void move_files(Transaction& tx, std::int64_t from, std::int64_t to);
// Where a unit stands in the tree of today.
std::optional<std::string> find_path(Transaction& tx, std::int64_t unit_id);
// Of a unit, those that have a day of issue.
std::vector<std::int64_t> list_dated(Transaction& tx, std::int64_t unit_id);

// What to call a document: its number, or its first alias, or the kind and its subject.
std::string label(Transaction& tx, const StoredDocument& document);

}  // namespace store

// "Nghị quyết Hội nghị Trung ương 4 khóa XII" and "Nghị quyết Trung ương 4 (khóa 12)" have one key.
std::string alias_key(std::string_view text);
std::string plenum_key(std::string_view kind, std::int64_t session, std::int64_t term);
std::string congress_key(std::string_view kind, std::int64_t congress);

}  // namespace documents
