#include "modules/identity/identity_http.h"

namespace identity {

std::string access_table(const platform::Api& api) {
  using base::Language;
  std::string out =
      "# Vai trò và quyền / Roles and permissions\n\nMade from the code by `./run golden --accept`; do not edit. A "
      "role holds on "
      "a unit and "
      "its subtree, from a day to a day. A grant on the whole store holds everywhere.\n\n| permission |";
  std::string line = "|---|";
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto role) {
    out.append(" ").append(role.name).append(" |");
    line += ":-:|";
  });
  out += "\n" + line + "\n";
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto permission) {
    out.append("| ")
        .append(permission.name)
        .append(" – ")
        .append(permission_name(permission.value, Language::vi))
        .append(" |");
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>(
        [&](auto role) { out += role_allows(role.value, permission.value) ? " ● |" : "  |"; });
    out += "\n";
  });
  out += "\n| role | vai trò |\n|---|---|\n";
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto role) {
    out.append("| ").append(role.name).append(" | ").append(role_name(role.value, Language::vi)).append(" |\n");
  });
  if (api.operations().empty()) return out;
  out += "\n## Operations\n\n| operation | method and path | door | permission |\n|---|---|---|---|\n";
  for (const auto& operation : api.operations())
    out += "| " + operation.id + " | " + operation.method + " " + operation.path + " | " +
           (operation.door == platform::Door::open ? "open" : "session") + " | " +
           (operation.permission.empty() ? "–" : operation.permission) + " |\n";
  return out;
}

}  // namespace identity
