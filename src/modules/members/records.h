#pragma once
// The records of the register of members as pages, files and the API see them. Plain data; no rules, no SQL. Religion
// and anybody's views have no field here (CONTRACTS, Members). Part of the face.

#include "modules/members/facts.h"

namespace members {

using CaseId = base::Id<struct CaseTag>;

// What takes its course over time. The last four are absences: the membership goes on, the standing changes.
BOOST_DEFINE_ENUM_CLASS(CaseKind, admission, readmission, recognition, transfer, temporary, abroad, exemption,
                        suspension)
BOOST_DEFINE_ENUM_CLASS(CaseState, open, done, refused, withdrawn)
// superior: three votes of the cell failed, the superior committee decides what happens.
BOOST_DEFINE_ENUM_CLASS(Stage, application, cell_vote, committee_vote, decision, ceremony, superior, sent, accepted,
                        refused, withdrawn, began, extended, returned)
BOOST_DEFINE_ENUM_CLASS(BadgeManner, due, early, posthumous)
BOOST_DEFINE_ENUM_CLASS(DueKind, recognition, late_recognition, transfer_start, transfer_papers, absence_end, badge)

struct SpellView {
  std::string unit_code{}, unit_name{};
  Status status{};
  base::Date from{};
  std::optional<base::Date> to{};
  std::optional<EndReason> reason{};
  std::string document{}, article{};
};
BOOST_DESCRIBE_STRUCT(SpellView, (), (unit_code, unit_name, status, from, to, reason, document, article))

struct Badge {
  int years = 0;
  base::Date on{};
  BadgeManner manner{};
  std::string document{};
};
BOOST_DESCRIBE_STRUCT(Badge, (), (years, on, manner, document))

// What waits for somebody, with its day.
struct DueItem {
  DueKind kind{};
  std::string member_code{}, full_name{}, unit_code{}, unit_name{};
  base::Date due{};
  bool late = false;
  std::optional<CaseId> case_id{};
  std::optional<int> years{};         // of a badge
  std::optional<int> unknown_year{};  // the calendar of that year is missing: the day counts weekends only
};
BOOST_DESCRIBE_STRUCT(DueItem, (),
                      (kind, member_code, full_name, unit_code, unit_name, due, late, case_id, years, unknown_year))

struct MemberItem {
  std::string code{}, full_name{};
  Gender gender{};
  std::optional<base::PartialDate> birth_date{};
  std::string unit_code{}, unit_name{};  // home, or the last one
  std::optional<Status> status{};        // nothing once the membership has ended
  Standing standing{};
  FocusGroup focus_group{};
  std::optional<base::Date> admitted_on{}, official_on{};
};
BOOST_DESCRIBE_STRUCT(MemberItem, (),
                      (code, full_name, gender, birth_date, unit_code, unit_name, status, standing, focus_group,
                       admitted_on, official_on))

struct CaseItem {
  CaseId id{};
  CaseKind kind{};
  CaseState state{};
  Stage stage{};
  std::string member_code{}, full_name{};
  std::string unit_code{}, unit_name{};    // of the cell that handles it; of a transfer: the sender
  std::string other_code{}, other_name{};  // the receiver, or the host
  base::Date from{};
  std::optional<base::Date> due{}, closed{};
  bool late = false;
};
BOOST_DESCRIBE_STRUCT(CaseItem, (),
                      (id, kind, state, stage, member_code, full_name, unit_code, unit_name, other_code, other_name,
                       from, due, closed, late))

struct MemberPage {
  std::string code{}, full_name{};
  Gender gender{};
  std::optional<base::PartialDate> birth_date{};
  std::string ethnicity{};
  std::optional<Education> education{};
  std::string occupation{};
  FocusGroup focus_group{};
  std::string citizen_number{};  // masked
  std::optional<base::Date> admitted_on{}, ceremony_on{}, official_on{};
  Standing standing{};
  std::optional<Status> status{};
  std::string unit_code{}, unit_name{};
  std::optional<int> party_age{};          // Units: full years today
  std::string merged_into{};               // code
  std::vector<std::string> merged_from{};  // codes
  std::vector<SpellView> spells{};
  std::vector<Badge> badges{};
  std::vector<CaseItem> cases{};  // the newest first
  std::optional<DueItem> next{};
  bool may_manage = false, may_identify = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MemberPage, (),
                      (code, full_name, gender, birth_date, ethnicity, education, occupation, focus_group,
                       citizen_number, admitted_on, ceremony_on, official_on, standing, status, unit_code, unit_name,
                       party_age, merged_into, merged_from, spells, badges, cases, next, may_manage, may_identify,
                       version))

struct NewMember {
  std::string code{};  // empty: the next free one
  std::string unit_code{};
  base::Date joined_on{};  // first day in that cell
  std::string full_name{};
  Gender gender{};
  std::optional<base::PartialDate> birth_date{};
  std::string ethnicity{};
  std::optional<Education> education{};
  std::string occupation{};
  FocusGroup focus_group = FocusGroup::none;
  std::string citizen_number{};
  std::optional<base::Date> admitted_on{}, ceremony_on{}, official_on{};
  std::string document{};  // of the admission
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(NewMember, (),
                      (code, unit_code, joined_on, full_name, gender, birth_date, ethnicity, education, occupation,
                       focus_group, citizen_number, admitted_on, ceremony_on, official_on, document, entered_for, note))

// What is absent stays as it is; an empty text empties the field.
struct MemberCorrection {
  std::optional<std::string> full_name{};
  std::optional<Gender> gender{};
  std::optional<base::PartialDate> birth_date{};
  std::optional<std::string> ethnicity{};
  std::optional<Education> education{};
  std::optional<std::string> occupation{};
  std::optional<FocusGroup> focus_group{};
  std::optional<std::string> citizen_number{};
  std::optional<base::Date> admitted_on{}, ceremony_on{}, official_on{};
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(MemberCorrection, (),
                      (full_name, gender, birth_date, ethnicity, education, occupation, focus_group, citizen_number,
                       admitted_on, ceremony_on, official_on, entered_for, note))

struct CitizenNumber {
  std::string citizen_number{};
};
BOOST_DESCRIBE_STRUCT(CitizenNumber, (), (citizen_number))

struct TimelineEntry {
  std::int64_t at = 0;  // Units: microseconds UTC
  std::string actor{}, on_behalf_of{}, verb{}, text{};
  base::Json difference{};
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (at, actor, on_behalf_of, verb, text, difference))

// Why a field is kept, and the report that needs it (MEM-05).
struct FieldPurpose {
  std::string field{}, label{}, purpose{}, report{};
};
BOOST_DESCRIBE_STRUCT(FieldPurpose, (), (field, label, purpose, report))

struct MemberFilter {
  std::string unit{};  // code; with its subtree
  std::optional<Status> status{};
  std::optional<Standing> standing{};
  std::optional<Gender> gender{};
  std::optional<FocusGroup> focus_group{};
  std::optional<Education> education{};
  std::string words{};  // each begins a word of the name, without regard to marks
  bool ended = false;   // those who are no longer members, instead of those who are
};

struct MemberList {
  std::vector<MemberItem> items;
  std::optional<std::string> next;
  std::optional<std::int64_t> total;
  bool capped = false;
};

}  // namespace members

#include "modules/members/labels.h"
