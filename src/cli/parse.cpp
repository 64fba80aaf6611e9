// The only file that includes CLI11. Every flag may also stand in the environment (LIENTHONG_…) or in the
// configuration file; the flag wins, then the environment, then the file.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

#include "cli/cli.h"

namespace cli {
namespace {

void add_store_flags(::CLI::App& command, Options& o) {
  command.add_option("--data", o.data, "thư mục dữ liệu: khóa, socket và, với SQLite, cả kho / data folder")
      ->envname("LIENTHONG_DATA");
  command
      .add_option("--db", o.database,
                  "postgresql://… ; mặc định là SQLite trong thư mục dữ liệu / PostgreSQL instead of SQLite")
      ->envname("LIENTHONG_DB");
}

void add_server_flags(::CLI::App& command, Options& o) {
  command.add_option("--listen", o.listen, "địa chỉ:cổng; cổng 0: chọn cổng trống / address:port")
      ->envname("LIENTHONG_LISTEN")
      ->capture_default_str();
  command.add_option("--port-file", o.port_file, "ghi số cổng vào tệp này / write the port here");
  command.add_option("--certificate", o.certificate, "chứng chỉ TLS (PEM) / TLS certificate")
      ->envname("LIENTHONG_CERTIFICATE");
  command.add_option("--key", o.key, "khóa TLS (PEM) / TLS key")->envname("LIENTHONG_KEY");
  command.add_option("--workers", o.workers, "số luồng xử lý / worker threads")
      ->envname("LIENTHONG_WORKERS")
      ->capture_default_str()
      ->check(::CLI::Range(1, 256));
  command.add_option("--queue", o.queue, "hàng đợi tối đa / queue limit")
      ->envname("LIENTHONG_QUEUE")
      ->capture_default_str()
      ->check(::CLI::Range(1, 100000));
  command.add_flag("--trust-proxy", o.trust_proxy, "tin X-Forwarded-* của proxy / trust the proxy's headers")
      ->envname("LIENTHONG_TRUST_PROXY");
  command.add_option("--log-level", o.log_level, "debug, info, warning, error")
      ->envname("LIENTHONG_LOG_LEVEL")
      ->capture_default_str()
      ->check(::CLI::IsMember({"debug", "info", "warning", "error"}));
  command.add_option("--log-file", o.log_file, "mặc định: stderr / default: stderr")->envname("LIENTHONG_LOG_FILE");
}

// CLI11 lets the file win over the environment, and gives every command what the environment says, into places that
// the commands share. So the chosen command has the last word: its flags, then the environment, then the file.
void put_in_order(::CLI::App& chosen, const std::vector<std::string>& arguments) {
  for (auto* option : chosen.get_options()) {
    const std::string name = option->get_name();
    const bool flagged = std::any_of(arguments.begin(), arguments.end(),
                                     [&](const auto& a) { return a == name || a.starts_with(name + "="); });
    const char* value = option->get_envname().empty() ? nullptr : std::getenv(option->get_envname().c_str());
    if (value && *value && !flagged) {
      option->clear();
      option->add_result(value);
    }
    if (option->count() > 0) option->run_callback();
  }
}

}  // namespace

Parsed parse(const std::vector<std::string>& arguments, Output& output) {
  Parsed parsed;
  Options& o = parsed.options;
  ::CLI::App root(
      "Liên Thông: công tác tổ chức xây dựng Đảng, liên thông từ trên xuống dưới.\n"
      "Mỗi lệnh có --help riêng. Cờ nào cũng đặt được bằng biến môi trường LIENTHONG_… hoặc tệp cấu hình.",
      "lienthong");
  root.set_config("--config", "", "tệp cấu hình (TOML) / configuration file")->envname("LIENTHONG_CONFIG");
  std::string language = "vi";
  root.add_option("--language", language, "vi hoặc en")
      ->envname("LIENTHONG_LANGUAGE")
      ->check(::CLI::IsMember({"vi", "en"}));
  root.add_option("--format", o.format, "text hoặc json / text or json")->check(::CLI::IsMember({"text", "json"}));
  root.set_version_flag("--version", std::string("lienthong ") + LIENTHONG_VERSION);
  root.require_subcommand(1);
  root.fallthrough();

  const auto command = [&](::CLI::App& parent, const std::string& name, const std::string& help, bool store = true) {
    auto* c = parent.add_subcommand(name, help);
    c->fallthrough();
    if (store) add_store_flags(*c, o);
    return c;
  };
  auto* serve_command = command(root, "serve", "chạy máy chủ / run the server");
  add_server_flags(*serve_command, o);
  auto* demo_command = command(root, "demo", "chạy thử với một tổ chức mẫu / run with a sample organisation");
  add_server_flags(*demo_command, o);
  auto* init_command =
      command(root, "init", "tạo kho và quản trị viên đầu tiên / create the store and its first administrator");
  init_command->add_option("--admin", o.admin, "tên tài khoản / account name")->required();
  init_command->add_flag("--password-stdin", o.password_stdin, "đọc mật khẩu từ stdin / read the password from stdin")
      ->required();
  auto* token = root.add_subcommand("token", "mã truy cập cho chương trình / API tokens");
  token->require_subcommand(1);
  token->fallthrough();
  auto* token_command = command(*token, "create", "tạo mã / create a token");
  token_command->add_option("--account", o.account, "tài khoản / account")->required();
  token_command->add_option("--days", o.days, "số ngày có hiệu lực / days of validity")
      ->capture_default_str()
      ->check(::CLI::Range(1, 366));
  token_command->add_option("--scope", o.scope, "all hoặc read")
      ->capture_default_str()
      ->check(::CLI::IsMember({"all", "read"}));
  auto* import_group = root.add_subcommand("import", "nhập dữ liệu từ CSV hoặc XLSX / import");
  import_group->require_subcommand(1);
  import_group->fallthrough();
  const auto import_command = [&](const char* name, const char* help) {
    auto* c = command(*import_group, name, help);
    c->add_option("file", o.files, "tệp CSV hoặc XLSX")->required()->expected(1);
    c->add_flag("--dry-run", o.dry_run, "chỉ kiểm tra / check only");
    c->add_flag("--valid-only", o.valid_only, "nhập các dòng đúng, bỏ dòng sai / store the good rows");
    c->add_option("--errors", o.errors, "ghi các dòng bị từ chối vào tệp này / report of refused rows");
    c->add_option("--batch", o.batch, "tên đợt nhập / name of the batch");
  };
  import_command("units", "nhập danh mục đơn vị / import units");
  import_command("members", "nhập danh sách đảng viên / import members");
  import_command("spells", "nhập quá trình sinh hoạt đảng / import spells of membership");
  auto* undo_group = import_group->add_subcommand("undo", "hoàn tác một đợt nhập / undo an import");
  undo_group->require_subcommand(1);
  undo_group->fallthrough();
  for (const auto& [name, what] :
       {std::pair("units", "đợt nhập đơn vị / of units"),
        std::pair("members", "đợt nhập đảng viên hoặc quá trình sinh hoạt / of members or spells")})
    command(*undo_group, name, what)->add_option("batch", o.number, "số đợt nhập / number of the batch")->required();
  auto* export_group = root.add_subcommand("export", "xuất dữ liệu ra CSV hoặc XLSX / export");
  export_group->require_subcommand(1);
  export_group->fallthrough();
  const auto export_command = [&](const char* name, const char* help) {
    command(*export_group, name, help)->add_option("file", o.files, "tệp .csv hoặc .xlsx")->required()->expected(1);
  };
  export_command("units", "xuất danh mục đơn vị / export units");
  export_command("members", "xuất danh sách đảng viên / export members");
  export_command("spells", "xuất quá trình sinh hoạt đảng / export spells of membership");
  auto* members_group = root.add_subcommand("members", "đảng viên / members");
  members_group->require_subcommand(1);
  members_group->fallthrough();
  auto* duplicates_command =
      command(*members_group, "duplicates", "rà soát hồ sơ trùng / look for records of one person");
  duplicates_command->add_option("--unit", o.unit, "mã đơn vị; cả các đơn vị bên dưới / code of the unit")->required();
  duplicates_command->add_flag("--lower", o.lower, "cả những đôi chỉ gần giống / also pairs of a lower grade");
  auto* statistics_group = root.add_subcommand("statistics", "số liệu / figures");
  statistics_group->require_subcommand(1);
  statistics_group->fallthrough();
  auto* query_command = command(*statistics_group, "query", "hỏi một số liệu, in câu trả lời JSON / ask for figures");
  query_command->add_option("query", o.query, "câu hỏi JSON / the query")->required();
  command(*statistics_group, "sheet", "trước và sau một phương án, JSON / before and after a plan")
      ->add_option("id", o.plan, "mã phương án / the plan's id")
      ->required();
  auto* reorganise_group = root.add_subcommand("reorganise", "sắp xếp đơn vị theo phương án / reorganise units");
  reorganise_group->require_subcommand(1);
  reorganise_group->fallthrough();
  for (const auto& [name, what] : {std::pair("preview", "phương án sẽ làm gì; không ghi gì / what a plan would do"),
                                   std::pair("approve", "duyệt phương án / approve a plan"),
                                   std::pair("commit", "thực hiện phương án / carry a plan out")})
    command(*reorganise_group, name, what)
        ->add_option("file", o.files, "tệp phương án (JSON)")
        ->required()
        ->expected(1);
  command(*reorganise_group, "undo", "hoàn tác khi chưa có gì dựa vào phương án / undo while nothing was built on it")
      ->add_option("id", o.plan, "mã phương án / the plan's id")
      ->required();
  auto* intake_command = command(root, "intake", "đọc văn bản và in những gì đọc được / read official texts");
  intake_command->add_option("file", o.files, "các tệp văn bản / files")->required();
  auto* audit_group = root.add_subcommand("audit", "nhật ký / the journal");
  audit_group->require_subcommand(1);
  audit_group->fallthrough();
  auto* verify_journal = command(*audit_group, "verify", "kiểm chuỗi nhật ký / prove the chain");
  verify_journal->add_option("--head", o.errors, "đầu chuỗi đã xuất trước đây / a head exported earlier");
  command(*audit_group, "head", "in đầu chuỗi có chữ ký / print the signed head");
  auto* forget =
      command(*audit_group, "forget",
              "hủy khóa để giá trị cá nhân của một người trong nhật ký không đọc được nữa, không lấy lại được "
              "/ destroy the key of one person's values in the journal, for good");
  forget->add_option("person", o.person, "như account:5 / like account:5")->required();
  auto* keys_group = root.add_subcommand("keys", "khóa niêm phong / keys");
  keys_group->require_subcommand(1);
  keys_group->fallthrough();
  command(*keys_group, "rotate", "niêm phong lại số căn cước bằng khóa mới / seal citizen numbers with a new key");
  auto* backup_command = command(root, "backup", "sao lưu, kể cả khi máy chủ đang chạy / back up, also while serving");
  backup_command->add_option("file", o.files, "tệp sao lưu")->required()->expected(1);
  backup_command->add_option("--pass-phrase-file", o.pass_phrase_file,
                             "câu bí mật niêm phong khóa / pass phrase that seals the keys");
  auto* restore_command = command(root, "restore", "khôi phục vào một kho trống / restore into an empty store");
  restore_command->add_option("file", o.files, "tệp sao lưu")->required()->expected(1);
  restore_command->add_option("--pass-phrase-file", o.pass_phrase_file,
                              "câu bí mật đã dùng khi sao lưu / the pass phrase of the backup");
  auto* verify_command =
      command(root, "verify", "kiểm kho dữ liệu, hoặc một tệp sao lưu / check the store, or a backup file");
  verify_command->add_option("file", o.files, "tệp sao lưu / backup file")->expected(0, 1);
  command(root, "jobs", "các việc chạy nền / background jobs");
  command(root, "openapi", "in tài liệu OpenAPI / print the OpenAPI document", false);
  command(root, "access", "in bảng vai trò và quyền / print the table of roles and permissions", false);
  command(root, "read-child", "", false)->group("");

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    root.parse(reversed);
    ::CLI::App* chosen = &root;
    while (!chosen->get_subcommands().empty()) chosen = chosen->get_subcommands().front();
    put_in_order(*chosen, arguments);
  } catch (const ::CLI::ParseError& error) {
    std::ostringstream out, err;
    const int code = root.exit(error, out, err);
    if (!out.str().empty()) output.out(out.str());
    if (!err.str().empty()) output.err(err.str());
    parsed.exit_code = code == 0 ? 0 : 2;
    return parsed;
  }
  o.language = language == "en" ? base::Language::en : base::Language::vi;
  for (const ::CLI::App* level = &root; !level->get_subcommands().empty();) {
    level = level->get_subcommands().front();
    o.command += (o.command.empty() ? "" : " ") + level->get_name();
  }
  return parsed;
}

}  // namespace cli
