#pragma once
// What goes over the wire: requests and answers of the identity operations, each described once. Units are
// given as codes; an empty code is the whole store. Times are microseconds UTC. No behaviour here.

#include "modules/identity/identity.h"

namespace identity {

BOOST_DEFINE_ENUM_CLASS(UiLanguage, vi, en)
BOOST_DEFINE_ENUM_CLASS(Theme, system, light, dark, contrast)
BOOST_DEFINE_ENUM_CLASS(AccountSort, person, account)  // by given name, as offices list people; by account name
BOOST_DEFINE_ENUM_CLASS(TextSize, normal, large)
// What a session may do next. Only `signed_in` opens the other operations.
BOOST_DEFINE_ENUM_CLASS(SessionState, signed_out, second_factor, change_password, enrol_second_factor, signed_in)
BOOST_DEFINE_ENUM_CLASS(TokenScope, all, read)
BOOST_DEFINE_ENUM_CLASS(LinkPurpose, first, invite, reset)

using GrantId = base::Id<struct GrantTag>;
using SessionId = base::Id<struct SessionTag>;
using TokenId = base::Id<struct TokenTag>;

struct Preferences {
  UiLanguage language = UiLanguage::vi;
  Theme theme = Theme::system;
  TextSize text_size = TextSize::normal;
};
BOOST_DESCRIBE_STRUCT(Preferences, (), (language, theme, text_size))

struct Grant {
  GrantId id;
  AccountId account_id;
  std::string account_name;
  Role role{};
  std::int64_t unit_id = 0;
  std::string unit_code, unit_name;
  base::Date from;
  std::optional<base::Date> to;
  std::string granted_by;
};
BOOST_DESCRIBE_STRUCT(Grant, (),
                      (id, account_id, account_name, role, unit_id, unit_code, unit_name, from, to, granted_by))

struct NewGrant {
  Role role{};
  std::string unit_code;
  std::optional<base::Date> from, to;
};
BOOST_DESCRIBE_STRUCT(NewGrant, (), (role, unit_code, from, to))

struct Account {
  AccountId id;
  std::string name, full_name;
  std::int64_t unit_id = 0;
  std::string unit_code, unit_name;
  bool disabled = false, must_change = false, second_factor = false;
  std::vector<Role> roles;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> signed_in_at;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Account, (),
                      (id, name, full_name, unit_id, unit_code, unit_name, disabled, must_change, second_factor, roles,
                       created_at, signed_in_at, version))

struct NewAccount {
  std::string name, full_name, unit_code;
  std::optional<NewGrant> grant;
};
BOOST_DESCRIBE_STRUCT(NewAccount, (), (name, full_name, unit_code, grant))

struct AccountChange {
  std::optional<std::string> full_name, unit_code;
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(AccountChange, (), (full_name, unit_code, version))

// An account and the one-time link that its owner opens to choose a password. The link is shown once.
struct AccountLink {
  Account account;
  std::string link;
  std::int64_t expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(AccountLink, (), (account, link, expires_at))

struct ResetAccount {
  bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(ResetAccount, (), (second_factor))

struct BulkProblem {
  std::int64_t line = 0;
  std::string field, key, sentence;
};
BOOST_DESCRIBE_STRUCT(BulkProblem, (), (line, field, key, sentence))
struct BulkCreated {
  std::int64_t line = 0;
  std::string name, link;
};
BOOST_DESCRIBE_STRUCT(BulkCreated, (), (line, name, link))
struct BulkReport {
  bool dry_run = false;
  std::int64_t rows = 0;
  std::vector<BulkCreated> created;
  std::vector<BulkProblem> refused;
};
BOOST_DESCRIBE_STRUCT(BulkReport, (), (dry_run, rows, created, refused))

struct SignIn {
  std::string name, password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (name, password))
struct OneCode {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(OneCode, (), (code))
struct OnePassword {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(OnePassword, (), (password))
struct ChangePassword {
  std::string current_password, new_password;
};
BOOST_DESCRIBE_STRUCT(ChangePassword, (), (current_password, new_password))
struct LinkToken {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(LinkToken, (), (token))
struct LinkAbout {
  LinkPurpose purpose{};
  std::string name;
  std::int64_t expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(LinkAbout, (), (purpose, name, expires_at))
struct UseLink {
  std::string token, password;
  std::optional<std::string> name, full_name;
};
BOOST_DESCRIBE_STRUCT(UseLink, (), (token, password, name, full_name))

struct SessionAnswer {
  SessionState state{};
  std::string csrf;
  AccountId account_id;
  std::string name, full_name;
  std::int64_t unit_id = 0;
  std::string unit_code, unit_name;
  bool second_factor = false;
  std::vector<Grant> grants;
  std::vector<Permission> permissions;
  Preferences preferences;
};
BOOST_DESCRIBE_STRUCT(SessionAnswer, (),
                      (state, csrf, account_id, name, full_name, unit_id, unit_code, unit_name, second_factor, grants,
                       permissions, preferences))

struct Session {
  SessionId id;
  std::int64_t created_at = 0, last_seen_at = 0, expires_at = 0;
  std::string remote, agent;
  bool current = false;
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, created_at, last_seen_at, expires_at, remote, agent, current))

struct TotpStart {
  std::string address, qr_svg;
};
BOOST_DESCRIBE_STRUCT(TotpStart, (), (address, qr_svg))
struct RecoveryCodes {
  std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))

struct Token {
  TokenId id;
  std::string name;
  TokenScope scope{};
  std::int64_t created_at = 0, expires_at = 0;
  std::optional<std::int64_t> last_used_at;
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, name, scope, created_at, expires_at, last_used_at))
struct NewToken {
  std::string name;
  TokenScope scope = TokenScope::read;
  int days = 30;
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (name, scope, days))
struct TokenAnswer {
  Token about;
  std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (about, token))

struct RoleAbout {
  Role role{};
  std::string name_vi, name_en;
  std::vector<Permission> permissions;
  bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(RoleAbout, (), (role, name_vi, name_en, permissions, second_factor))
struct SecondFactorSetting {
  Role role{};
  bool required = false;
};
BOOST_DESCRIBE_STRUCT(SecondFactorSetting, (), (role, required))
struct SecondFactorSettings {
  std::vector<SecondFactorSetting> items;
};
BOOST_DESCRIBE_STRUCT(SecondFactorSettings, (), (items))

struct JournalEntry {
  std::int64_t sequence = 0, at = 0;
  std::string actor;
  std::int64_t account_id = 0;
  std::string verb, verb_text, object_kind, object_id;
  std::int64_t unit_id = 0;
  std::string unit_code, unit_name;
  base::Json difference;
  std::string on_behalf_of, request_id;
};
BOOST_DESCRIBE_STRUCT(JournalEntry, (),
                      (sequence, at, actor, account_id, verb, verb_text, object_kind, object_id, unit_id, unit_code,
                       unit_name, difference, on_behalf_of, request_id))
struct JournalVerb {
  std::string verb, text;
};
BOOST_DESCRIBE_STRUCT(JournalVerb, (), (verb, text))
struct JournalCheck {
  bool whole = true;
  std::int64_t entries = 0, sealed = 0;
  std::optional<std::int64_t> first_broken;
  std::string key, sentence;
};
BOOST_DESCRIBE_STRUCT(JournalCheck, (), (whole, entries, sealed, first_broken, key, sentence))
struct JournalChecks {
  JournalCheck journal, views;
};
BOOST_DESCRIBE_STRUCT(JournalChecks, (), (journal, views))
struct VerifyJournal {
  std::optional<std::string> head;
};
BOOST_DESCRIBE_STRUCT(VerifyJournal, (), (head))

struct JobAbout {
  std::int64_t id = 0;
  std::string kind, title, state;
  std::int64_t done = 0, total = 0;
  std::string error_key, error;
  base::Json result;
  std::int64_t account_id = 0, unit_id = 0, created_at = 0, started_at = 0, ended_at = 0;
};
BOOST_DESCRIBE_STRUCT(JobAbout, (),
                      (id, kind, title, state, done, total, error_key, error, result, account_id, unit_id, created_at,
                       started_at, ended_at))

}  // namespace identity

#include "modules/identity/identity_labels.h"
