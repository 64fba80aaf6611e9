#include <algorithm>
#include <array>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "modules/identity/identity.h"

namespace identity {
namespace {

struct Names {
  std::string_view vi, en;
};

constexpr Names names_of_roles[] = {
    {"Quản trị", "Administrator"},
    {"Cán bộ văn thư", "Document officer"},
    {"Cán bộ đảng tịch", "Membership officer"},
    {"Cán bộ tổ chức", "Cadre officer"},
    {"Cán bộ kế hoạch sắp xếp", "Planner"},
    {"Lãnh đạo", "Leader"},
    {"Bí thư đơn vị", "Unit secretary"},
    {"Cán bộ hội nghị", "Conference officer"},
    {"Đại biểu điểm cầu", "Site delegate"},
    {"Người lập báo cáo", "Return officer"},
    {"Người duyệt báo cáo", "Return approver"},
    {"Đảng viên", "Member"},
    {"Kiểm toán", "Auditor"},
};

constexpr Names names_of_permissions[] = {
    {"quản lý tài khoản", "manage accounts"},
    {"cấp vai trò", "grant roles"},
    {"đọc nhật ký", "read the journal"},
    {"xem công việc nền", "see background jobs"},
    {"đổi thiết lập", "change settings"},
    {"xem đơn vị", "see units"},
    {"sửa đơn vị", "change units"},
    {"nhập danh mục đơn vị", "import units"},
    {"xem văn bản", "see documents"},
    {"vào sổ văn bản", "register documents"},
    {"quản lý dãy số và khóa", "manage number series and terms"},
    {"xuất danh sách văn bản", "export documents"},
    {"cấp số văn bản", "allocate numbers"},
    {"xem kết quả đọc văn bản", "see what was read from texts"},
    {"nạp văn bản để đọc", "upload texts for reading"},
    {"duyệt kết quả đọc văn bản", "review what was read from texts"},
    {"xem quy tắc", "see rules"},
    {"xem số liệu", "see statistics"},
    {"xem hồ sơ đảng viên", "see members' records"},
    {"làm thủ tục đảng viên", "change members' records"},
    {"nhập danh sách đảng viên", "import members"},
    {"xem số căn cước", "see citizen numbers"},
    {"lập phương án sắp xếp", "plan reorganisations"},
    {"duyệt phương án sắp xếp", "approve reorganisations"},
    {"giao chỉ tiêu", "set targets"},
    {"xem tổ chức yếu kém và kế hoạch củng cố", "see weak organisations and remedy plans"},
    {"lập và theo dõi kế hoạch củng cố", "make and follow remedy plans"},
};

constexpr std::uint64_t bit(Permission permission) { return std::uint64_t(1) << unsigned(permission); }

template <class... P>
constexpr std::uint64_t bits(P... permissions) {
  return (bit(permissions) | ...);
}

using enum Permission;

constexpr std::uint64_t looks = bits(units_read, documents_read, rules_read);
constexpr std::uint64_t reads_intake = bits(intake_read, intake_upload);

// The table: which role may do what on its unit and below. The administrator holds all, so that a small
// office can work with one account; what administrators do stands in the journal, which auditors read.
// Several powers are kept apart: an auditor reads everything and changes nothing.
constexpr std::uint64_t table[] = {
    /* administrator      */ ~std::uint64_t(0),
    /* document_officer   */ looks | reads_intake |
        bits(documents_register, documents_manage, documents_export, numbers_allocate, intake_review, statistics_read),
    /* membership_officer */ looks | reads_intake |
        bits(statistics_read, members_read, members_manage, members_import, members_identify, targets_manage,
             reviews_read, reviews_manage),
    /* cadre_officer      */ looks | reads_intake | bits(statistics_read, members_read, reviews_read, reviews_manage),
    /* planner            */ looks | bits(units_manage, units_import, documents_export, statistics_read,
                                          reorganisations_plan, targets_manage, reviews_read),
    /* leader             */ looks |
        bits(documents_export, intake_read, statistics_read, members_read, reorganisations_approve, reviews_read),
    /* unit_secretary     */ looks | reads_intake |
        bits(roles_grant, documents_register, numbers_allocate, intake_review, statistics_read, members_read,
             members_manage, reviews_read, reviews_manage),
    /* conference_officer */ looks | reads_intake | bits(documents_register, intake_review, statistics_read),
    /* site_delegate      */ bits(units_read, documents_read),
    /* return_officer     */ looks | reads_intake | bits(statistics_read),
    /* return_approver    */ looks | bits(intake_read, statistics_read),
    /* member             */ looks,
    /* auditor            */ looks |
        bits(journal_read, jobs_read, documents_export, intake_read, statistics_read, members_read, reviews_read),
};

template <class E>
constexpr std::size_t count_of = boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;
static_assert(std::size(table) == count_of<Role>);
static_assert(std::size(names_of_roles) == count_of<Role>);
static_assert(std::size(names_of_permissions) == count_of<Permission>);
static_assert(count_of<Permission> <= 64);

// A subtree's paths are those from `path` up to, not with, `path` whose last '/' became '0', the character after.
std::string end_of_subtree(std::string path) {
  path.back() = '0';
  return path;
}

// "/1/5/8/" → "/1/", "/1/5/", "/1/5/8/"
std::vector<std::string> path_and_above(const std::string& path) {
  std::vector<std::string> out;
  for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1))
    out.push_back(path.substr(0, at + 1));
  return out;
}

std::string path_of(platform::Transaction& tx, tree::UnitId unit) {
  return tx.find<std::string>("SELECT path FROM tree_scope WHERE unit_id = ?", unit).value_or("");
}

struct HeldRole {
  Role role;
  tree::UnitId unit;
  std::string path;  // "" for the whole store
};

std::vector<HeldRole> list_held_roles(platform::Transaction& tx, const base::Actor& actor, base::Date today) {
  std::vector<HeldRole> out;
  tx.each(
      "SELECT g.role, g.unit_id, s.path FROM identity_grant g "
      "JOIN identity_account a ON a.id = g.account_id AND a.disabled = 0 "
      "LEFT JOIN tree_scope s ON s.unit_id = g.unit_id "
      "WHERE g.account_id = ? AND g.from_day <= ? AND (g.to_day IS NULL OR g.to_day > ?)",
      [&](platform::Row row) {
        const auto role = base::parse_enum<Role>(row.get<std::string>(0));
        const auto unit = row.get<tree::UnitId>(1);
        auto path = row.get<std::optional<std::string>>(2);
        if (role && (!unit || path)) out.push_back({*role, unit, path.value_or("")});
      },
      actor.account_id, today, today);
  return out;
}

bool token_may(const base::Actor& actor, Permission permission) {
  return actor.scope.empty() || (actor.scope == "read" && only_reads(permission));
}

}  // namespace

bool role_allows(Role role, Permission permission) { return (table[std::size_t(role)] & bit(permission)) != 0; }

bool only_reads(Permission permission) {
  return (bits(journal_read, jobs_read, units_read, documents_read, documents_export, intake_read, rules_read,
               statistics_read, members_read, members_identify, reviews_read) &
          bit(permission)) != 0;
}

std::string_view role_name(Role role, base::Language language) {
  const auto& names = names_of_roles[std::size_t(role)];
  return language == base::Language::vi ? names.vi : names.en;
}

std::string_view permission_name(Permission permission, base::Language language) {
  const auto& names = names_of_permissions[std::size_t(permission)];
  return language == base::Language::vi ? names.vi : names.en;
}

void Scope::add(std::string path) {
  if (everything || holds(path)) return;
  std::erase_if(paths, [&](const std::string& inner) { return inner.starts_with(path); });
  paths.insert(std::lower_bound(paths.begin(), paths.end(), path), path);
}

tree::UnitId Scope::top() const {
  if (everything || paths.size() != 1) return {};
  const auto& path = paths.front();  // "/1/7/40/"
  return tree::UnitId{std::stoll(path.substr(path.rfind('/', path.size() - 2) + 1))};
}

bool Scope::holds(std::string_view path) const {
  return everything || std::any_of(paths.begin(), paths.end(), [&](const auto& p) { return path.starts_with(p); });
}

std::string Scope::condition(std::string_view alias, platform::Bindings& bindings) const {
  if (everything) return "1=1";
  if (paths.empty()) return "1=0";
  std::string sql = "(";
  const std::string column = std::string(alias) + ".path";
  for (const auto& path : paths) {
    sql += (sql.size() > 1 ? " OR (" : "(") + column + " >= ? AND " + column + " < ?)";
    bindings.add_text(path);
    bindings.add_text(end_of_subtree(path));
  }
  return sql + ")";
}

Access::Access(const tree::Tree& tree, const platform::Clock& clock) : tree_(tree), clock_(clock) {}

Scope Access::scope(platform::Transaction& tx, const base::Actor& actor, Permission permission) const {
  Scope scope;
  if (actor.kind == base::ActorKind::operating_system) scope.everything = true;
  if (actor.kind != base::ActorKind::account || !token_may(actor, permission)) return scope;
  for (auto& held : list_held_roles(tx, actor, clock_.today())) {
    if (!role_allows(held.role, permission)) continue;
    if (!held.unit) return {true, {}};
    scope.add(std::move(held.path));
  }
  return scope;
}

bool Access::may(platform::Transaction& tx, const base::Actor& actor, Permission permission, tree::UnitId unit) const {
  const Scope held = scope(tx, actor, permission);
  if (held.everything || held.nothing() || !unit) return held.everything;
  const std::string path = path_of(tx, unit);
  return !path.empty() && held.holds(path);
}

void Access::require(platform::Transaction& tx, const base::Actor& actor, Permission permission,
                     tree::UnitId unit) const {
  if (actor.kind == base::ActorKind::nobody)
    throw base::Error(base::ErrorKind::unauthenticated, "identity.sign_in_needed");
  if (may(tx, actor, permission, unit)) return;
  // A unit that the actor may not see is not named either.
  std::string name = "đơn vị này";
  if (!unit)
    name = "toàn hệ thống";
  else if (may(tx, actor, units_read, unit))
    if (const auto span = tree_.nearest_span(tx, unit, clock_.today())) name = span->name;
  throw base::Error(base::ErrorKind::forbidden, "identity.forbidden",
                    {{"permission", std::string(permission_name(permission, base::Language::vi))},
                     {"permission_en", std::string(permission_name(permission, base::Language::en))},
                     {"unit", name}});
}

bool Access::may_anywhere(platform::Transaction& tx, const base::Actor& actor, Permission permission) const {
  return !scope(tx, actor, permission).nothing();
}

void Access::require_anywhere(platform::Transaction& tx, const base::Actor& actor, Permission permission) const {
  if (!may_anywhere(tx, actor, permission)) require(tx, actor, permission, {});
}

std::optional<AccountId> Access::find_account(platform::Transaction& tx, std::string_view name) const {
  return tx.find<AccountId>("SELECT id FROM identity_account WHERE folded = ? AND disabled = 0", base::fold(name));
}

std::vector<Permission> Access::list_permissions(platform::Transaction& tx, const base::Actor& actor,
                                                 tree::UnitId unit) const {
  std::vector<Permission> out;
  const std::string path = unit ? path_of(tx, unit) : "";
  std::uint64_t held = actor.kind == base::ActorKind::operating_system ? ~std::uint64_t(0) : 0;
  if (actor.kind == base::ActorKind::account)
    for (const auto& grant : list_held_roles(tx, actor, clock_.today()))
      if (!grant.unit || (!path.empty() && path.starts_with(grant.path))) held |= table[std::size_t(grant.role)];
  for (std::size_t i = 0; i < count_of<Permission>; ++i)
    if ((held & bit(Permission(i))) && token_may(actor, Permission(i))) out.push_back(Permission(i));
  return out;
}

bool Access::sees(platform::Transaction& tx, const Scope& scope, std::span<const Party> parties) const {
  if (scope.everything) return true;
  if (scope.nothing()) return false;
  return std::any_of(parties.begin(), parties.end(), [&](const Party& party) {
    const std::string path = path_of(tx, party.unit_id);
    if (path.empty()) return false;
    return scope.holds(path) || (party.subtree && std::any_of(scope.paths.begin(), scope.paths.end(),
                                                              [&](const auto& p) { return p.starts_with(path); }));
  });
}

std::string Access::sees_condition(const Scope& scope, std::string_view party_table, std::string_view key,
                                   std::string_view outer, platform::Bindings& bindings) const {
  if (scope.everything) return "1=1";
  if (scope.nothing()) return "1=0";
  // Not EXISTS, of which PostgreSQL would make a table of every thing in the scope first.
  std::string sql = "(SELECT 1 FROM ";
  sql.append(party_table).append(" p JOIN tree_scope s ON s.unit_id = p.unit_id WHERE p.").append(key);
  sql.append(" = ").append(outer).append(" AND (").append(scope.condition("s", bindings));
  std::vector<std::string> above;
  for (const auto& path : scope.paths)
    for (auto& part : path_and_above(path))
      if (std::find(above.begin(), above.end(), part) == above.end()) above.push_back(std::move(part));
  sql += " OR (p.subtree = 1 AND s.path IN (";
  for (std::size_t i = 0; i < above.size(); ++i) {
    sql += i ? ", ?" : "?";
    bindings.add_text(above[i]);
  }
  return sql + "))) LIMIT 1) IS NOT NULL";
}

}  // namespace identity
