#pragma once
// The nouns of the register of members that other modules count and move by. Values are the keys of API, CSV and
// store (CONTRACTS, Members). Pure. Part of the face (members.h includes it).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/record.h"
#include "modules/tree/tree.h"

namespace members {

using MemberId = base::Id<struct MemberTag>;

BOOST_DEFINE_ENUM_CLASS(Status, probationary, official)
BOOST_DEFINE_ENUM_CLASS(Standing, active, exempt, suspended, temporary_away)
BOOST_DEFINE_ENUM_CLASS(Gender, female, male)
BOOST_DEFINE_ENUM_CLASS(Education, primary, lower_secondary, upper_secondary, vocational, college, bachelor, master,
                        doctor)
BOOST_DEFINE_ENUM_CLASS(FocusGroup, student, non_state_worker, none)
// Why a spell ended. recognised, transferred and reorganised do not end the membership; merged_record ends that of a
// record, whose person goes on in the kept one.
BOOST_DEFINE_ENUM_CLASS(EndReason, recognised, transferred, struck_off, left, expelled, deceased, merged_record,
                        reorganised)

// A member of one cell with one status during [from, to).
struct SpellFact {
  tree::UnitId unit;
  Status status{};
  base::Date from;
  std::optional<base::Date> to;
  std::optional<EndReason> reason;  // of an ended spell
  bool operator==(const SpellFact&) const = default;
};

// What is counted of one member, with the whole history in the order of `from`.
struct MemberFact {
  MemberId id;
  std::string full_name;
  Gender gender{};
  std::optional<base::PartialDate> birth;
  std::string ethnicity;  // "" where unknown
  std::optional<Education> education;
  std::string occupation;
  FocusGroup focus_group = FocusGroup::none;
  std::optional<base::Date> admitted, ceremony, official;
  Standing standing = Standing::active;
  std::vector<SpellFact> spells;
};

}  // namespace members
