#include "modules/identity/identity_http.h"

#include "platform/http/routes.h"

namespace identity {
namespace {

using platform::in_path;
using platform::in_query;
using platform::ParameterSpec;
using platform::Request;
using platform::Response;

constexpr std::int64_t most_on_a_page = 200;

std::int64_t id_in(const Request& request) { return request.path_number("id", "identity.nothing_here"); }

std::optional<std::string> next_of(const std::string& cursor) {
  return cursor.empty() ? std::nullopt : std::optional(cursor);
}

int limit_in(const Request& request) { return int(request.query_number("limit", 50, 1, most_on_a_page)); }

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

void add_sign_in(platform::Routes& api, SignInService& service) {
  api.get("getSession", "/session", "Phiên làm việc hiện tại").open().gives<SessionAnswer>().answers([&](Request& r) {
    return platform::record_response(service.describe(cookie_of(r), r.actor)).header("Cache-Control", "no-store");
  });
  api.post("signIn", "/session", "Đăng nhập").open().takes<SignIn>().gives<SessionAnswer>().answers([&](Request& r) {
    return opened(r, service.sign_in(base::parse_record<SignIn>(r.body), client_of(r)));
  });
  api.post("signInSecondFactor", "/session/second-factor", "Nhập mã xác thực hai bước")
      .open()
      .takes<OneCode>()
      .gives<SessionAnswer>()
      .answers([&](Request& r) {
        return opened(r, service.give_second_factor(cookie_of(r), r.header("x-csrf-token"),
                                                    base::parse_record<OneCode>(r.body), client_of(r)));
      });
  api.remove("signOut", "/session", "Đăng xuất").answers([&](Request& r) {
    service.sign_out(r.actor);
    return platform::no_content().header("Set-Cookie", set_cookie(r, ""));
  });
  api.post("lookAtOneTimeLink", "/one-time-link/about", "Xem liên kết dùng một lần để làm gì")
      .open()
      .only_looks()
      .takes<LinkToken>()
      .gives<LinkAbout>()
      .answers([&](Request& r) {
        return platform::record_response(service.look_at_link(base::parse_record<LinkToken>(r.body).token));
      });
  api.post("useOneTimeLink", "/one-time-link", "Đặt mật khẩu bằng liên kết dùng một lần")
      .open()
      .takes<UseLink>()
      .gives<SessionAnswer>()
      .answers(
          [&](Request& r) { return opened(r, service.use_link(base::parse_record<UseLink>(r.body), client_of(r))); });
}

void add_own_account(platform::Routes& api, SignInService& service) {
  api.post("changePassword", "/me/password", "Đổi mật khẩu")
      .takes<ChangePassword>()
      .gives<SessionAnswer>()
      .answers([&](Request& r) {
        return platform::record_response(service.change_password(r.actor, base::parse_record<ChangePassword>(r.body)));
      });
  api.post("startTotp", "/me/totp", "Bắt đầu bật xác thực hai bước")
      .takes<OnePassword>()
      .gives<TotpStart>()
      .answers([&](Request& r) {
        return platform::record_response(service.start_totp(r.actor, base::parse_record<OnePassword>(r.body)))
            .header("Cache-Control", "no-store");
      });
  api.post("confirmTotp", "/me/totp/confirm", "Xác nhận bật xác thực hai bước")
      .takes<OneCode>()
      .gives<RecoveryCodes>()
      .answers([&](Request& r) {
        return platform::record_response(service.confirm_totp(r.actor, base::parse_record<OneCode>(r.body)))
            .header("Cache-Control", "no-store");
      });
  api.post("removeTotp", "/me/totp/remove", "Tắt xác thực hai bước").takes<OnePassword>().answers([&](Request& r) {
    service.remove_totp(r.actor, base::parse_record<OnePassword>(r.body));
    return platform::no_content();
  });
  api.post("newRecoveryCodes", "/me/recovery-codes", "Tạo lại mã dự phòng")
      .takes<OnePassword>()
      .gives<RecoveryCodes>()
      .answers([&](Request& r) {
        return platform::record_response(service.new_recovery_codes(r.actor, base::parse_record<OnePassword>(r.body)))
            .header("Cache-Control", "no-store");
      });
  api.get("listMySessions", "/me/sessions", "Các phiên đang mở của tôi").lists<Session>().answers([&](Request& r) {
    return platform::list_response(service.list_sessions(r.actor));
  });
  api.remove("revokeSession", "/me/sessions/{id}", "Đóng một phiên")
      .with({in_path("id", "integer", "Số của phiên")})
      .answers([&](Request& r) {
        service.revoke_session(r.actor, SessionId{id_in(r)});
        return platform::no_content();
      });
  api.get("getPreferences", "/me/preferences", "Tùy chọn hiển thị của tôi")
      .gives<Preferences>()
      .answers([&](Request& r) { return platform::record_response(service.get_preferences(r.actor)); });
  api.put("putPreferences", "/me/preferences", "Đổi tùy chọn hiển thị")
      .takes<Preferences>()
      .gives<Preferences>()
      .answers([&](Request& r) {
        return platform::record_response(service.put_preferences(r.actor, base::parse_record<Preferences>(r.body)));
      });
  api.get("listTokens", "/me/tokens", "Mã truy cập của tôi").lists<Token>().answers([&](Request& r) {
    return platform::list_response(service.list_tokens(r.actor));
  });
  api.post("createToken", "/me/tokens", "Tạo mã truy cập")
      .takes<NewToken>()
      .gives<TokenAnswer>()
      .success(201)
      .answers([&](Request& r) {
        return platform::record_response(service.create_token(r.actor, base::parse_record<NewToken>(r.body)), 201)
            .header("Cache-Control", "no-store");
      });
  api.remove("revokeToken", "/me/tokens/{id}", "Hủy mã truy cập")
      .with({in_path("id", "integer", "Số của mã truy cập")})
      .answers([&](Request& r) {
        service.revoke_token(r.actor, TokenId{id_in(r)});
        return platform::no_content();
      });
}

Response account_answer(const Account& account) { return platform::record_response(account).version(account.version); }

void add_accounts(platform::Routes& api, AccountService& service) {
  api.get("listAccounts", "/accounts", "Danh sách tài khoản")
      .needs(Permission::accounts_manage)
      .lists<Account>()
      .with({in_query("search", "string", "Tên tài khoản hoặc họ tên, không cần dấu"),
             in_query("sort", "string", "person (theo tên người, mặc định) hoặc account (theo tên tài khoản)"),
             in_query("after", "string", "Trang tiếp theo"), in_query("limit", "integer", "Số dòng")})
      .answers([&](Request& r) {
        const auto sort = r.query_enum<AccountSort>("sort").value_or(AccountSort::person);
        const auto page = service.list_accounts(r.actor, r.query_value("search").value_or(""),
                                                r.query_value("after").value_or(""), limit_in(r), sort);
        return platform::list_response(page.items, {next_of(page.next), page.total, page.capped});
      });
  api.post("createAccount", "/accounts", "Tạo tài khoản")
      .needs(Permission::accounts_manage)
      .takes<NewAccount>()
      .gives<AccountLink>()
      .success(201)
      .answers([&](Request& r) {
        return platform::record_response(service.create_account(r.actor, base::parse_record<NewAccount>(r.body)), 201)
            .header("Cache-Control", "no-store");
      });
  api.post("bulkCreateAccounts", "/accounts/bulk", "Tạo nhiều tài khoản từ tệp CSV hoặc XLSX")
      .needs(Permission::accounts_manage)
      .gives<BulkReport>()
      .streams(8u << 20)
      .slow()
      .with({in_query("dryRun", "boolean", "Chỉ kiểm tra, không tạo")})
      .answers([&](Request& r) {
        const auto dry = r.query_value("dryRun").value_or("");
        return platform::record_response(
                   service.create_from_file(r.actor, r.body_file, dry == "1" || dry == "true", r.language))
            .header("Cache-Control", "no-store");
      });
  const std::vector<ParameterSpec> id{in_path("id", "integer", "Số tài khoản")};
  api.get("getAccount", "/accounts/{id}", "Một tài khoản")
      .needs(Permission::accounts_manage)
      .gives<Account>()
      .with(id)
      .answers([&](Request& r) { return account_answer(service.get_account(r.actor, AccountId{id_in(r)})); });
  api.patch("updateAccount", "/accounts/{id}", "Sửa tài khoản")
      .needs(Permission::accounts_manage)
      .takes<AccountChange>()
      .gives<Account>()
      .with(id)
      .answers([&](Request& r) {
        auto change = base::parse_record<AccountChange>(r.body);
        if (const auto seen = r.seen_version()) change.version = *seen;  // wins over the body's
        const AccountId id{id_in(r)};
        return platform::edit_or_show_both(
            r, "identity.account_changed", change,
            [&] { return account_answer(service.update_account(r.actor, id, change)); },
            [&] { return service.get_account(r.actor, id); });
      });
  api.post("resetAccount", "/accounts/{id}/reset", "Cấp lại quyền vào bằng liên kết dùng một lần")
      .needs(Permission::accounts_manage)
      .takes<ResetAccount>()
      .gives<AccountLink>()
      .with(id)
      .answers([&](Request& r) {
        return platform::record_response(
                   service.reset_account(r.actor, AccountId{id_in(r)}, base::parse_record<ResetAccount>(r.body)))
            .header("Cache-Control", "no-store");
      });
  for (const bool disabled : {true, false})
    api.post(disabled ? "disableAccount" : "enableAccount",
             disabled ? "/accounts/{id}/disable" : "/accounts/{id}/enable",
             disabled ? "Khóa tài khoản" : "Mở lại tài khoản")
        .needs(Permission::accounts_manage)
        .gives<Account>()
        .with(id)
        .answers([&service, disabled](Request& r) {
          return account_answer(service.set_disabled(r.actor, AccountId{id_in(r)}, disabled));
        });
}

void add_grants(platform::Routes& api, AccountService& service) {
  api.get("listGrants", "/grants", "Vai trò đã cấp")
      .lists<Grant>()
      .with({in_query("account", "integer", "Số tài khoản"),
             in_query("unit", "string", "Mã đơn vị; để trống là toàn hệ thống")})
      .answers([&](Request& r) {
        std::optional<AccountId> account;
        if (r.query_value("account")) account = AccountId{r.query_number("account", 0, 1, INT64_MAX)};
        return platform::list_response(service.list_grants(r.actor, account, r.query_value("unit")));
      });
  api.post("addGrant", "/accounts/{id}/grants", "Cấp vai trò")
      .needs(Permission::roles_grant)
      .takes<NewGrant>()
      .gives<Grant>()
      .success(201)
      .with({in_path("id", "integer", "Số tài khoản")})
      .answers([&](Request& r) {
        return platform::record_response(
            service.add_grant(r.actor, AccountId{id_in(r)}, base::parse_record<NewGrant>(r.body)), 201);
      });
  api.remove("removeGrant", "/grants/{id}", "Thôi vai trò từ hôm nay")
      .needs(Permission::roles_grant)
      .with({in_path("id", "integer", "Số của vai trò đã cấp")})
      .answers([&](Request& r) {
        service.remove_grant(r.actor, GrantId{id_in(r)});
        return platform::no_content();
      });
  api.get("listRoles", "/roles", "Các vai trò và quyền").lists<RoleAbout>().answers([&](Request&) {
    return platform::list_response(service.list_roles());
  });
  api.get("getSecondFactorSettings", "/settings/second-factor", "Vai trò nào phải xác thực hai bước")
      .gives<SecondFactorSettings>()
      .answers([&](Request&) { return platform::record_response(service.get_second_factor_settings()); });
  api.put("putSecondFactorSettings", "/settings/second-factor", "Đặt vai trò phải xác thực hai bước")
      .needs(Permission::settings_manage)
      .takes<SecondFactorSettings>()
      .gives<SecondFactorSettings>()
      .answers([&](Request& r) {
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

void add_journal(platform::Routes& api, JournalPages& service) {
  api.get("listJournal", "/journal", "Nhật ký")
      .needs(Permission::journal_read)
      .lists<JournalEntry>()
      .with(journal_parameters())
      .answers([&](Request& r) {
        const auto page = service.list_entries(r.actor, journal_query(r), r.language);
        return platform::list_response(page.items, {next_of(page.next)});
      });
  api.get("listJournalViews", "/journal/views", "Lượt xem hồ sơ cá nhân")
      .needs(Permission::journal_read)
      .lists<JournalEntry>()
      .with(journal_parameters())
      .answers([&](Request& r) {
        const auto page = service.list_views(r.actor, journal_query(r), r.language);
        return platform::list_response(page.items, {next_of(page.next)});
      });
  api.get("listJournalVerbs", "/journal/verbs", "Các việc có trong nhật ký, bằng lời")
      .needs(Permission::journal_read)
      .lists<JournalVerb>()
      .answers([&](Request& r) { return platform::list_response(service.list_verbs(r.actor, r.language)); });
  api.post("exportJournalHead", "/journal/head", "Xuất chữ ký cuối nhật ký")
      .needs(Permission::journal_read)
      .type("application/octet-stream")
      .answers([&](Request& r) {
        return platform::download("application/octet-stream", "chu-ky-nhat-ky.json", service.export_head(r.actor));
      });
  api.post("verifyJournal", "/journal/verify", "Kiểm tra nhật ký còn nguyên vẹn")
      .needs(Permission::journal_read)
      .only_looks()
      .slow()
      .takes<VerifyJournal>()
      .gives<JournalChecks>()
      .answers([&](Request& r) {
        const auto given = r.body.empty() ? VerifyJournal{} : base::parse_record<VerifyJournal>(r.body);
        return platform::record_response(service.verify(r.actor, given.head, r.language));
      });
  api.get("getJournalEntry", "/journal/{id}", "Một mục nhật ký, với giá trị cá nhân")
      .needs(Permission::journal_read)
      .gives<JournalEntry>()
      .with({in_path("id", "integer", "Số thứ tự")})
      .answers([&](Request& r) { return platform::record_response(service.get_entry(r.actor, id_in(r), r.language)); });
}

void add_jobs(platform::Routes& api, JournalPages& service) {
  api.get("listJobs", "/jobs", "Công việc nền")
      .lists<JobAbout>()
      .with({in_query("limit", "integer", "Số dòng")})
      .answers(
          [&](Request& r) { return platform::list_response(service.list_jobs(r.actor, limit_in(r), r.language)); });
  const std::vector<ParameterSpec> id{in_path("id", "integer", "Số công việc")};
  api.get("getJob", "/jobs/{id}", "Một công việc nền").gives<JobAbout>().with(id).answers([&](Request& r) {
    return platform::record_response(service.get_job(r.actor, platform::JobId{id_in(r)}, r.language));
  });
  api.post("cancelJob", "/jobs/{id}/cancel", "Dừng công việc nền").gives<JobAbout>().with(id).answers([&](Request& r) {
    return platform::record_response(service.cancel_job(r.actor, platform::JobId{id_in(r)}, r.language));
  });
}

}  // namespace

void add_operations(platform::Api& all, IdentityService& service) {
  platform::Routes api(all, "identity");
  add_sign_in(api, service.sign_in);
  add_own_account(api, service.sign_in);
  add_accounts(api, service.accounts);
  add_grants(api, service.accounts);
  add_journal(api, service.journal);
  add_jobs(api, service.journal);
}

}  // namespace identity
