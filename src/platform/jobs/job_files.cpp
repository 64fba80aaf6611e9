#include "platform/jobs/job_files.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"

namespace platform {

std::filesystem::path JobFiles::file_of(JobId id) const { return folder_ / std::to_string(id.value); }
std::filesystem::path JobFiles::name_of(JobId id) const { return folder_ / (std::to_string(id.value) + ".name"); }

void JobFiles::remove(JobId id) const {
  std::error_code error;
  if (folder_.empty()) return;
  std::filesystem::remove(file_of(id), error);
  std::filesystem::remove(name_of(id), error);
}

std::shared_ptr<JobFiles::Keeping> JobFiles::keep(JobId id, const JobFile& file) const {
  CHECK(!folder_.empty());
  auto keeping = std::make_shared<Keeping>(*this, id);
  if (const auto error = put(id, file))
    throw base::Error(base::ErrorKind::unavailable, "jobs.file_not_kept", {}, error.message());
  return keeping;
}

std::error_code JobFiles::put(JobId id, const JobFile& file) const {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  std::filesystem::rename(file.path, file_of(id), error);
  if (!error && !(std::ofstream(name_of(id)) << file.name).flush()) error.assign(errno, std::system_category());
  return error;
}

JobFile JobFiles::find(JobId id) const {
  JobFile file{file_of(id), {}};
  if (!std::filesystem::exists(file.path)) throw base::Error(base::ErrorKind::not_found, "jobs.file_gone");
  std::getline(std::ifstream(name_of(id)), file.name);
  return file;
}

bool JobFiles::empty() const {
  std::error_code error;
  return folder_.empty() || !std::filesystem::exists(folder_) || std::filesystem::is_empty(folder_, error);
}

void JobFiles::sweep(Transaction& tx) const {
  std::set<std::string> open;
  tx.each("SELECT id FROM jobs_job WHERE state IN ('waiting', 'running')",
          [&](Row row) { open.insert(std::to_string(row.get<std::int64_t>(0))); });
  std::error_code error;
  std::vector<std::filesystem::path> left;
  for (const auto& file : std::filesystem::directory_iterator(folder_))
    if (!open.contains(file.path().stem().string())) left.push_back(file.path());
  for (const auto& file : left) std::filesystem::remove(file, error);
}

void JobFiles::take_over(Transaction& tx) const {
  if (folder_.empty()) return;
  tx.each("SELECT id, input FROM jobs_job WHERE state IN ('waiting', 'running')", [&](Row row) {
    const JobId id{row.get<std::int64_t>(0)};
    const auto input = nlohmann::json::parse(row.get<std::string>(1), nullptr, false);
    if (!input.is_object() || !input.contains("file") || !input["file"].is_string()) return;
    const auto old = folder_ / input["file"].get<std::string>();  // a whole path stays one
    if (std::filesystem::exists(file_of(id)) || !std::filesystem::is_regular_file(old)) return;
    JobFile file{old, input.value("file_name", std::string())};
    const std::filesystem::path beside = old.string() + ".name";
    if (std::filesystem::exists(beside)) std::getline(std::ifstream(beside), file.name);
    if (std::error_code error = put(id, file); !error) std::filesystem::remove(beside, error);
  });
}

}  // namespace platform
