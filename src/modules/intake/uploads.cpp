// How a file comes in: read while the person waits or in a job, watched for secrecy, kept with what was read.

#include <fstream>

#include "base/text.h"
#include "modules/intake/intake.h"
#include "modules/intake/reading/reading.h"

namespace intake {
namespace {

using identity::Permission;

constexpr std::uintmax_t read_at_once = 4 << 20;  // Units: bytes; larger files and slow kinds go to a job

std::string read_head(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string head(16, '\0');
  in.read(head.data(), std::streamsize(head.size()));
  head.resize(std::size_t(in.gcount()));
  return head;
}

// Pictures and PDF may need minutes; everything else that is small is read while the person waits.
bool is_slow(const std::filesystem::path& path) {
  const std::string head = read_head(path);
  return std::filesystem::file_size(path) > read_at_once || head.starts_with("%PDF") || head.starts_with("\x89PNG") ||
         head.starts_with("\xFF\xD8\xFF") || head.starts_with("II*") || head.starts_with("MM");
}

std::string pages_json(const ReadText& read) {
  base::Json pages = base::Json::array();
  for (std::size_t i = 0; i < read.pages.size(); ++i) {
    base::Json page = {{"number", i + 1}, {"start", read.pages[i].start}};
    if (read.pages[i].confidence) page["confidence"] = *read.pages[i].confidence;
    pages.push_back(page);
  }
  return pages.dump();
}

std::string warnings_json(const ReadText& read) {
  base::Json warnings = base::Json::array();
  for (const auto& w : read.warnings) warnings.push_back({{"key", w.key}, {"parameters", w.parameters}});
  return warnings.dump();
}

// A file name as shown and stored: the last part of any path, without control characters.
std::string clean_name(const std::string& name) {
  std::string out;
  for (const char c : name.substr(name.find_last_of("/\\") == std::string::npos ? 0 : name.find_last_of("/\\") + 1))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  if (!base::is_valid_utf8(out)) out.clear();
  out = base::squeeze(base::to_nfc(out));
  if (base::count_code_points(out) > 200) out = base::to_utf8(base::to_code_points(out).substr(0, 200));
  return out.empty() ? "khong-ten" : out;
}

bool is_secret(const base::Error& error) { return error.key() == "intake.text_secret"; }

}  // namespace

IntakeService::IntakeService(Surroundings surroundings) : s_(std::move(surroundings)) {
  s_.jobs.add_kind("intake.read", [this](platform::JobRun& run) { return read_job(run); });
}

Uploaded IntakeService::upload(const base::Actor& actor, const std::string& unit_code, const std::string& name,
                               const std::filesystem::path& file) {
  tree::UnitId unit;
  {
    auto tx = s_.database.begin_read();
    const auto found = s_.tree.find_unit(tx, unit_code);
    if (!found || !s_.access.may(tx, actor, Permission::intake_upload, *found))
      throw base::Error(base::ErrorKind::not_found, "intake.unit_unknown", {{"unit", unit_code}}).at_field("unit");
    unit = *found;
  }
  const std::string shown_name = clean_name(name);
  if (!is_slow(file)) return keep(actor, unit, shown_name, file, {});

  auto tx = s_.database.begin();
  const auto job = s_.jobs.enqueue(tx, actor, "intake.read", "Đọc văn bản", base::Json{{"unit", unit.value}}.dump(),
                                   unit.value, {{file, shown_name}});
  tx.commit();
  Uploaded answer;
  answer.job_id = job.value;
  return answer;
}

std::string IntakeService::read_job(platform::JobRun& run) {
  const auto input = base::Json::parse(run.job().input);
  const auto file = run.file();
  bool cancelled = false;
  const auto progress = [&](std::size_t page, std::size_t pages) {
    try {
      run.progress(std::int64_t(page), std::int64_t(pages));
    } catch (const platform::JobCancelled&) {
      cancelled = true;
    }
    return !cancelled;
  };
  try {
    const tree::UnitId unit{input.at("unit").get<std::int64_t>()};
    return base::to_json(keep(run.actor(), unit, file.name, file.path, progress)).dump();
  } catch (const base::Error&) {
    if (cancelled) throw platform::JobCancelled{};
    throw;
  }
}

ReadText IntakeService::read_watched(const base::Actor& actor, tree::UnitId unit, const std::filesystem::path& file,
                                     const ReadOptions& options) {
  try {
    return read_file(file, options);
  } catch (const base::Error& error) {
    if (is_secret(error)) {
      auto tx = s_.database.begin();
      s_.audit.record(tx, actor, "intake.secret_refused", "text", "", unit.value);
      tx.commit();
    }
    throw;
  }
}

std::string IntakeService::text_of_file(const base::Actor& actor, tree::UnitId unit,
                                        const std::filesystem::path& file) {
  try {
    return read_watched(actor, unit, file, {}).text;
  } catch (const base::Error& error) {
    if (is_secret(error)) throw;
    return {};
  }
}

Uploaded IntakeService::keep(const base::Actor& actor, tree::UnitId unit, const std::string& name,
                             const std::filesystem::path& file,
                             const std::function<bool(std::size_t, std::size_t)>& progress) {
  ReadOptions options;
  options.progress = progress;
  const ReadText read = read_watched(actor, unit, file, options);
  const Reading reading = read_drafts(read.text);

  auto tx = s_.database.begin();
  s_.access.require(tx, actor, Permission::intake_upload, unit);
  const auto kept = s_.files.keep_file(tx, file);
  Uploaded answer;
  if (const auto known = store_.find_by_file(tx, unit, kept.hash)) {
    answer.text_id = *known;
    answer.known_already = true;
    return answer;
  }
  NewText text{unit,
               name,
               kept.hash,
               std::string(name_of(read.kind)),
               read.encoding,
               pages_json(read),
               warnings_json(read),
               std::int64_t(read.length),
               actor.account_id,
               s_.clock.now(),
               actor.name};
  const TextId id = store_.add_text(tx, text, read.text, reading);
  s_.audit.record(
      tx, actor, "intake.uploaded", "text", std::to_string(id.value), unit.value,
      base::Json{{"kind", text.kind}, {"encoding", text.encoding}, {"items", reading.drafts.size()}}.dump());
  tx.commit();
  answer.text_id = id;
  return answer;
}

}  // namespace intake
