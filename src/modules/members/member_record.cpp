#include "modules/members/member_record.h"

#include "platform/crypto/crypto.h"

namespace members {
namespace {

using base::Json;

Json to_json(const StoredMember& m) {
  Json spells = Json::array();
  for (const auto& s : m.spells)
    spells.push_back({{"unit", s.fact.unit.value},
                      {"status", base::to_json(s.fact.status)},
                      {"from", base::to_json(s.fact.from)},
                      {"to", base::to_json(s.fact.to)},
                      {"reason", base::to_json(s.fact.reason)},
                      {"document", base::to_json(s.document_id)},
                      {"article", s.article},
                      {"batch", s.batch_id}});
  return {{"full_name", m.full_name},
          {"gender", base::to_json(m.gender)},
          {"birth", base::to_json(m.birth_date)},
          {"ethnicity", m.ethnicity},
          {"education", base::to_json(m.education)},
          {"occupation", m.occupation},
          {"focus_group", base::to_json(m.focus_group)},
          {"citizen_sealed", platform::to_hex(m.citizen_sealed)},
          {"citizen_hash", platform::to_hex(m.citizen_hash)},
          {"admitted", base::to_json(m.admitted_on)},
          {"ceremony", base::to_json(m.ceremony_on)},
          {"official", base::to_json(m.official_on)},
          {"standing", base::to_json(m.standing)},
          {"spells", std::move(spells)}};
}

template <class T>
void read(const Json& json, const char* field, T& value) {
  std::vector<base::FieldProblem> problems;
  base::from_json(json.at(field), value, field, problems);
  CHECK(problems.empty());
}

// Over what the store has of the member now.
void from_json(const Json& json, StoredMember& m) {
  read(json, "full_name", m.full_name);
  read(json, "gender", m.gender);
  read(json, "birth", m.birth_date);
  read(json, "ethnicity", m.ethnicity);
  read(json, "education", m.education);
  read(json, "occupation", m.occupation);
  read(json, "focus_group", m.focus_group);
  m.citizen_sealed = platform::from_hex(json.at("citizen_sealed").get<std::string>()).value_or("");
  m.citizen_hash = platform::from_hex(json.at("citizen_hash").get<std::string>()).value_or("");
  read(json, "admitted", m.admitted_on);
  read(json, "ceremony", m.ceremony_on);
  read(json, "official", m.official_on);
  read(json, "standing", m.standing);
  m.spells.clear();
  for (const auto& spell : json.at("spells")) {
    auto& s = m.spells.emplace_back();
    read(spell, "unit", s.fact.unit);
    read(spell, "status", s.fact.status);
    read(spell, "from", s.fact.from);
    read(spell, "to", s.fact.to);
    read(spell, "reason", s.fact.reason);
    read(spell, "document", s.document_id);
    read(spell, "article", s.article);
    read(spell, "batch", s.batch_id);
  }
}

}  // namespace

std::string write_record(const StoredMember& member) {
  return to_json(member).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::string> reseal_record(const std::string& record,
                                         const std::function<std::optional<std::string>(const std::string&)>& anew) {
  auto json = Json::parse(record);
  const auto sealed = platform::from_hex(json.at("citizen_sealed").get<std::string>()).value_or("");
  const auto now = sealed.empty() ? std::nullopt : anew(sealed);
  if (!now) return std::nullopt;
  json["citizen_sealed"] = platform::to_hex(*now);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void read_record(const std::string& record, StoredMember& member) { from_json(Json::parse(record), member); }

}  // namespace members
