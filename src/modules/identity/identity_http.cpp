#include "modules/identity/identity_http.h"

#include "platform/http/records.h"

namespace identity {
namespace {

using platform::Door;
using platform::Operation;
using platform::ParameterSpec;
using platform::Request;
using platform::Response;

constexpr std::int64_t most_on_a_page = 200;

ParameterSpec in_path(const char* name, const char* description) {
  return {name, "path", "integer", description, true};
}
ParameterSpec in_query(const char* name, const char* type, const char* description) {
  return {name, "query", type, description, false};
}

std::int64_t id_in(const Request& request) { return request.path_number("id", "identity.nothing_here"); }

std::optional<std::string> next_of(const std::string& cursor) {
  return cursor.empty() ? std::nullopt : std::optional(cursor);
}

int limit_in(const Request& request) { return int(request.query_number("limit", 50, 1, most_on_a_page)); }

// Collects what most operations have in common; `done` adds it.
class Adding {
 public:
  Adding(platform::Api& api, const char* id, const char* method, const char* path, const char* summary) : api_(api) {
    operation_.id = id;
    operation_.method = method;
    operation_.path = std::string("/api/v1") + path;
    operation_.tag = "identity";
    operation_.summary = summary;
    operation_.writes = operation_.method != "GET";
  }
  Adding& open() { return operation_.door = Door::open, *this; }
  Adding& only_looks() { return operation_.writes = false, *this; }
  Adding& needs(Permission permission) { return operation_.permission = base::enum_name(permission), *this; }
  Adding& with(std::vector<ParameterSpec> parameters) { return operation_.parameters = std::move(parameters), *this; }
  Adding& success(int status) { return operation_.success = status, *this; }
  Adding& slow() { return operation_.slow = true, *this; }
  Adding& streams(std::size_t limit) { return operation_.streams = true, operation_.body_limit = limit, *this; }
  template <class T>
  Adding& takes() {
    return operation_.request_schema = platform::record_schema<T>(), *this;
  }
  template <class T>
  Adding& gives() {
    return operation_.response_schema = platform::record_schema<T>(), *this;
  }
  template <class T>
  Adding& lists() {
    return operation_.response_schema = platform::list_schema<T>(), *this;
  }
  Adding& type(const char* response_type) { return operation_.response_type = response_type, *this; }
  void done(std::function<Response(Request&)> handler) {
    operation_.handler = std::move(handler);
    if (operation_.response_schema.empty() && operation_.response_type == "application/json") operation_.success = 204;
    api_.add(std::move(operation_));
  }

 private:
  platform::Api& api_;
  Operation operation_;
};

std::string cookie_of(const Request& request) {
  const auto it = request.cookies.find("lt_session");
  return it == request.cookies.end() ? "" : it->second;
}

Client client_of(const Request& request) {
  return {request.remote, request.header("user-agent"), request.id, cookie_of(request)};
}

std::string set_cookie(const Request& request, const std::string& token) {
  return "lt_session=" + token + "; Path=/; HttpOnly; SameSite=Lax" + (request.secure ? "; Secure" : "") +
         (token.empty() ? "; Max-Age=0" : "");
}

Response opened(const Request& request, const Opened& session) {
  return platform::record_response(session.answer)
      .header("Set-Cookie", set_cookie(request, session.token))
      .header("Cache-Control", "no-store");
}

void add_sign_in(platform::Api& api, SignInService& service) {
  Adding(api, "getSession", "GET", "/session", "Phiên làm việc hiện tại")
      .open()
      .gives<SessionAnswer>()
      .done([&](Request& r) {
        return platform::record_response(service.describe(cookie_of(r), r.actor)).header("Cache-Control", "no-store");
      });
  Adding(api, "signIn", "POST", "/session", "Đăng nhập")
      .open()
      .takes<SignIn>()
      .gives<SessionAnswer>()
      .done([&](Request& r) { return opened(r, service.sign_in(base::parse_record<SignIn>(r.body), client_of(r))); });
  Adding(api, "signInSecondFactor", "POST", "/session/second-factor", "Nhập mã xác thực hai bước")
      .open()
      .takes<OneCode>()
      .gives<SessionAnswer>()
      .done([&](Request& r) {
        return opened(r, service.give_second_factor(cookie_of(r), r.header("x-csrf-token"),
                                                    base::parse_record<OneCode>(r.body), client_of(r)));
      });
  Adding(api, "signOut", "DELETE", "/session", "Đăng xuất").done([&](Request& r) {
    service.sign_out(r.actor);
    return platform::no_content().header("Set-Cookie", set_cookie(r, ""));
  });
  Adding(api, "lookAtOneTimeLink", "POST", "/one-time-link/about", "Xem liên kết dùng một lần để làm gì")
      .open()
      .only_looks()
      .takes<LinkToken>()
      .gives<LinkAbout>()
      .done([&](Request& r) {
        return platform::record_response(service.look_at_link(base::parse_record<LinkToken>(r.body).token));
      });
  Adding(api, "useOneTimeLink", "POST", "/one-time-link", "Đặt mật khẩu bằng liên kết dùng một lần")
      .open()
      .takes<UseLink>()
      .gives<SessionAnswer>()
      .done([&](Request& r) { return opened(r, service.use_link(base::parse_record<UseLink>(r.body), client_of(r))); });
}

void add_own_account(platform::Api& api, SignInService& service) {
  Adding(api, "changePassword", "POST", "/me/password", "Đổi mật khẩu")
      .takes<ChangePassword>()
      .gives<SessionAnswer>()
      .done([&](Request& r) {
        return platform::record_response(service.change_password(r.actor, base::parse_record<ChangePassword>(r.body)));
      });
  Adding(api, "startTotp", "POST", "/me/totp", "Bắt đầu bật xác thực hai bước")
      .takes<OnePassword>()
      .gives<TotpStart>()
      .done([&](Request& r) {
        return platform::record_response(service.start_totp(r.actor, base::parse_record<OnePassword>(r.body)))
            .header("Cache-Control", "no-store");
      });
  Adding(api, "confirmTotp", "POST", "/me/totp/confirm", "Xác nhận bật xác thực hai bước")
      .takes<OneCode>()
      .gives<RecoveryCodes>()
      .done([&](Request& r) {
        return platform::record_response(service.confirm_totp(r.actor, base::parse_record<OneCode>(r.body)))
            .header("Cache-Control", "no-store");
      });
  Adding(api, "removeTotp", "POST", "/me/totp/remove", "Tắt xác thực hai bước")
      .takes<OnePassword>()
      .done([&](Request& r) {
        service.remove_totp(r.actor, base::parse_record<OnePassword>(r.body));
        return platform::no_content();
      });
  Adding(api, "newRecoveryCodes", "POST", "/me/recovery-codes", "Tạo lại mã dự phòng")
      .takes<OnePassword>()
      .gives<RecoveryCodes>()
      .done([&](Request& r) {
        return platform::record_response(service.new_recovery_codes(r.actor, base::parse_record<OnePassword>(r.body)))
            .header("Cache-Control", "no-store");
      });
  Adding(api, "listMySessions", "GET", "/me/sessions", "Các phiên đang mở của tôi")
      .lists<Session>()
      .done([&](Request& r) { return platform::list_response(service.list_sessions(r.actor)); });
  Adding(api, "revokeSession", "DELETE", "/me/sessions/{id}", "Đóng một phiên")
      .with({in_path("id", "Số của phiên")})
      .done([&](Request& r) {
        service.revoke_session(r.actor, SessionId{id_in(r)});
        return platform::no_content();
      });
  Adding(api, "getPreferences", "GET", "/me/preferences", "Tùy chọn hiển thị của tôi")
      .gives<Preferences>()
      .done([&](Request& r) { return platform::record_response(service.get_preferences(r.actor)); });
  Adding(api, "putPreferences", "PUT", "/me/preferences", "Đổi tùy chọn hiển thị")
      .takes<Preferences>()
      .gives<Preferences>()
      .done([&](Request& r) {
        return platform::record_response(service.put_preferences(r.actor, base::parse_record<Preferences>(r.body)));
      });
  Adding(api, "listTokens", "GET", "/me/tokens", "Mã truy cập của tôi").lists<Token>().done([&](Request& r) {
    return platform::list_response(service.list_tokens(r.actor));
  });
  Adding(api, "createToken", "POST", "/me/tokens", "Tạo mã truy cập")
      .takes<NewToken>()
      .gives<TokenAnswer>()
      .success(201)
      .done([&](Request& r) {
        return platform::record_response(service.create_token(r.actor, base::parse_record<NewToken>(r.body)), 201)
            .header("Cache-Control", "no-store");
      });
  Adding(api, "revokeToken", "DELETE", "/me/tokens/{id}", "Hủy mã truy cập")
      .with({in_path("id", "Số của mã truy cập")})
      .done([&](Request& r) {
        service.revoke_token(r.actor, TokenId{id_in(r)});
        return platform::no_content();
      });
}

// The version that the caller saw: If-Match wins over the body.
void take_if_match(const Request& request, AccountChange& change) {
  std::string tag = request.header("if-match");
  std::erase(tag, '"');
  if (tag.starts_with("W/")) tag.erase(0, 2);
  if (!tag.empty() && tag.size() < 18 && tag.find_first_not_of("0123456789") == std::string::npos)
    change.version = std::stoll(tag);
}

Response account_answer(const Account& account) {
  return platform::record_response(account).header("ETag", "\"" + std::to_string(account.version) + "\"");
}

void add_accounts(platform::Api& api, AccountService& service) {
  Adding(api, "listAccounts", "GET", "/accounts", "Danh sách tài khoản")
      .needs(Permission::accounts_manage)
      .lists<Account>()
      .with({in_query("search", "string", "Tên tài khoản hoặc họ tên, không cần dấu"),
             in_query("after", "string", "Trang tiếp theo"), in_query("limit", "integer", "Số dòng")})
      .done([&](Request& r) {
        const auto page = service.list_accounts(r.actor, r.query_value("search").value_or(""),
                                                r.query_value("after").value_or(""), limit_in(r));
        return platform::list_response(page.items, {next_of(page.next), page.total, page.capped});
      });
  Adding(api, "createAccount", "POST", "/accounts", "Tạo tài khoản")
      .needs(Permission::accounts_manage)
      .takes<NewAccount>()
      .gives<AccountLink>()
      .success(201)
      .done([&](Request& r) {
        return platform::record_response(service.create_account(r.actor, base::parse_record<NewAccount>(r.body)), 201)
            .header("Cache-Control", "no-store");
      });
  Adding(api, "bulkCreateAccounts", "POST", "/accounts/bulk", "Tạo nhiều tài khoản từ tệp CSV hoặc XLSX")
      .needs(Permission::accounts_manage)
      .gives<BulkReport>()
      .streams(8u << 20)
      .slow()
      .with({in_query("dryRun", "boolean", "Chỉ kiểm tra, không tạo")})
      .done([&](Request& r) {
        const auto dry = r.query_value("dryRun").value_or("");
        return platform::record_response(
                   service.create_from_file(r.actor, r.body_file, dry == "1" || dry == "true", r.language))
            .header("Cache-Control", "no-store");
      });
  const std::vector<ParameterSpec> id{in_path("id", "Số tài khoản")};
  Adding(api, "getAccount", "GET", "/accounts/{id}", "Một tài khoản")
      .needs(Permission::accounts_manage)
      .gives<Account>()
      .with(id)
      .done([&](Request& r) { return account_answer(service.get_account(r.actor, AccountId{id_in(r)})); });
  Adding(api, "updateAccount", "PATCH", "/accounts/{id}", "Sửa tài khoản")
      .needs(Permission::accounts_manage)
      .takes<AccountChange>()
      .gives<Account>()
      .with(id)
      .done([&](Request& r) {
        auto change = base::parse_record<AccountChange>(r.body);
        take_if_match(r, change);
        const AccountId id{id_in(r)};
        return platform::edit_or_show_both(
            r, "identity.account_changed", change,
            [&] { return account_answer(service.update_account(r.actor, id, change)); },
            [&] { return service.get_account(r.actor, id); });
      });
  Adding(api, "resetAccount", "POST", "/accounts/{id}/reset", "Cấp lại quyền vào bằng liên kết dùng một lần")
      .needs(Permission::accounts_manage)
      .takes<ResetAccount>()
      .gives<AccountLink>()
      .with(id)
      .done([&](Request& r) {
        return platform::record_response(
                   service.reset_account(r.actor, AccountId{id_in(r)}, base::parse_record<ResetAccount>(r.body)))
            .header("Cache-Control", "no-store");
      });
  for (const bool disabled : {true, false})
    Adding(api, disabled ? "disableAccount" : "enableAccount", "POST",
           disabled ? "/accounts/{id}/disable" : "/accounts/{id}/enable",
           disabled ? "Khóa tài khoản" : "Mở lại tài khoản")
        .needs(Permission::accounts_manage)
        .gives<Account>()
        .with(id)
        .done([&service, disabled](Request& r) {
          return account_answer(service.set_disabled(r.actor, AccountId{id_in(r)}, disabled));
        });
}

void add_grants(platform::Api& api, AccountService& service) {
  Adding(api, "listGrants", "GET", "/grants", "Vai trò đã cấp")
      .lists<Grant>()
      .with({in_query("account", "integer", "Số tài khoản"),
             in_query("unit", "string", "Mã đơn vị; để trống là toàn hệ thống")})
      .done([&](Request& r) {
        std::optional<AccountId> account;
        if (r.query_value("account")) account = AccountId{r.query_number("account", 0, 1, INT64_MAX)};
        return platform::list_response(service.list_grants(r.actor, account, r.query_value("unit")));
      });
  Adding(api, "addGrant", "POST", "/accounts/{id}/grants", "Cấp vai trò")
      .needs(Permission::roles_grant)
      .takes<NewGrant>()
      .gives<Grant>()
      .success(201)
      .with({in_path("id", "Số tài khoản")})
      .done([&](Request& r) {
        return platform::record_response(
            service.add_grant(r.actor, AccountId{id_in(r)}, base::parse_record<NewGrant>(r.body)), 201);
      });
  Adding(api, "removeGrant", "DELETE", "/grants/{id}", "Thôi vai trò từ hôm nay")
      .needs(Permission::roles_grant)
      .with({in_path("id", "Số của vai trò đã cấp")})
      .done([&](Request& r) {
        service.remove_grant(r.actor, GrantId{id_in(r)});
        return platform::no_content();
      });
  Adding(api, "listRoles", "GET", "/roles", "Các vai trò và quyền").lists<RoleAbout>().done([&](Request&) {
    return platform::list_response(service.list_roles());
  });
  Adding(api, "getSecondFactorSettings", "GET", "/settings/second-factor", "Vai trò nào phải xác thực hai bước")
      .gives<SecondFactorSettings>()
      .done([&](Request&) { return platform::record_response(service.get_second_factor_settings()); });
  Adding(api, "putSecondFactorSettings", "PUT", "/settings/second-factor", "Đặt vai trò phải xác thực hai bước")
      .needs(Permission::settings_manage)
      .takes<SecondFactorSettings>()
      .gives<SecondFactorSettings>()
      .done([&](Request& r) {
        return platform::record_response(
            service.put_second_factor_settings(r.actor, base::parse_record<SecondFactorSettings>(r.body)));
      });
}

const std::vector<ParameterSpec>& journal_parameters() {
  static const std::vector<ParameterSpec> all{in_query("unit", "string", "Mã đơn vị, kể cả cấp dưới"),
                                              in_query("verb", "string", "Việc"),
                                              in_query("objectKind", "string", "Loại đối tượng"),
                                              in_query("objectId", "string", "Đối tượng"),
                                              in_query("account", "string", "Tên tài khoản"),
                                              in_query("from", "date", "Từ ngày"),
                                              in_query("to", "date", "Đến trước ngày"),
                                              in_query("after", "string", "Trang tiếp theo"),
                                              in_query("limit", "integer", "Số dòng")};
  return all;
}

JournalQuery journal_query(const Request& r) {
  JournalQuery query;
  query.unit_code = r.query_value("unit").value_or("");
  query.verb = r.query_value("verb").value_or("");
  query.object_kind = r.query_value("objectKind").value_or("");
  query.object_id = r.query_value("objectId").value_or("");
  query.account = r.query_value("account").value_or("");
  query.from = r.query_date("from");
  query.to = r.query_date("to");
  if (r.query_value("after")) query.before = r.query_number("after", 0, 1, INT64_MAX);
  query.limit = limit_in(r);
  return query;
}

void add_journal(platform::Api& api, JournalPages& service) {
  Adding(api, "listJournal", "GET", "/journal", "Nhật ký")
      .needs(Permission::journal_read)
      .lists<JournalEntry>()
      .with(journal_parameters())
      .done([&](Request& r) {
        const auto page = service.list_entries(r.actor, journal_query(r), r.language);
        return platform::list_response(page.items, {next_of(page.next)});
      });
  Adding(api, "listJournalViews", "GET", "/journal/views", "Lượt xem hồ sơ cá nhân")
      .needs(Permission::journal_read)
      .lists<JournalEntry>()
      .with(journal_parameters())
      .done([&](Request& r) {
        const auto page = service.list_views(r.actor, journal_query(r), r.language);
        return platform::list_response(page.items, {next_of(page.next)});
      });
  Adding(api, "exportJournalHead", "POST", "/journal/head", "Xuất chữ ký cuối nhật ký")
      .needs(Permission::journal_read)
      .type("application/octet-stream")
      .done([&](Request& r) {
        return platform::download("application/octet-stream", "chu-ky-nhat-ky.json", service.export_head(r.actor));
      });
  Adding(api, "verifyJournal", "POST", "/journal/verify", "Kiểm tra nhật ký còn nguyên vẹn")
      .needs(Permission::journal_read)
      .only_looks()
      .slow()
      .takes<VerifyJournal>()
      .gives<JournalChecks>()
      .done([&](Request& r) {
        const auto given = r.body.empty() ? VerifyJournal{} : base::parse_record<VerifyJournal>(r.body);
        return platform::record_response(service.verify(r.actor, given.head, r.language));
      });
  Adding(api, "getJournalEntry", "GET", "/journal/{id}", "Một mục nhật ký, với giá trị cá nhân")
      .needs(Permission::journal_read)
      .gives<JournalEntry>()
      .with({in_path("id", "Số thứ tự")})
      .done([&](Request& r) { return platform::record_response(service.get_entry(r.actor, id_in(r), r.language)); });
}

void add_jobs(platform::Api& api, JournalPages& service) {
  Adding(api, "listJobs", "GET", "/jobs", "Công việc nền")
      .lists<JobAbout>()
      .with({in_query("limit", "integer", "Số dòng")})
      .done([&](Request& r) { return platform::list_response(service.list_jobs(r.actor, limit_in(r), r.language)); });
  const std::vector<ParameterSpec> id{in_path("id", "Số công việc")};
  Adding(api, "getJob", "GET", "/jobs/{id}", "Một công việc nền").gives<JobAbout>().with(id).done([&](Request& r) {
    return platform::record_response(service.get_job(r.actor, platform::JobId{id_in(r)}, r.language));
  });
  Adding(api, "cancelJob", "POST", "/jobs/{id}/cancel", "Dừng công việc nền")
      .gives<JobAbout>()
      .with(id)
      .done([&](Request& r) {
        return platform::record_response(service.cancel_job(r.actor, platform::JobId{id_in(r)}, r.language));
      });
}

}  // namespace

void add_operations(platform::Api& api, IdentityService& service) {
  add_sign_in(api, service.sign_in);
  add_own_account(api, service.sign_in);
  add_accounts(api, service.accounts);
  add_grants(api, service.accounts);
  add_journal(api, service.journal);
  add_jobs(api, service.journal);
}

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
           (operation.door == Door::open ? "open" : "session") + " | " +
           (operation.permission.empty() ? "–" : operation.permission) + " |\n";
  return out;
}

}  // namespace identity
