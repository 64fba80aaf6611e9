#pragma once
// The files that jobs work on: each waits under its job's number in one folder, its name beside it, until the job has
// ended; what no job waits for is swept away. Inside platform/jobs only. Thread-safe.

#include <filesystem>
#include <memory>

#include "platform/jobs/jobs.h"

namespace platform {

class JobFiles {
 public:
  explicit JobFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
  // Holds a file until the transaction that queues its job is durable; otherwise the file goes.
  class Keeping {
   public:
    Keeping(const JobFiles& files, JobId id) : files_(files), id_(id) {}
    Keeping(const Keeping&) = delete;
    ~Keeping() {
      if (!queued_) files_.remove(id_);
    }
    void stays() { queued_ = true; }

   private:
    const JobFiles& files_;
    JobId id_;
    bool queued_ = false;
  };
  // Errors: unavailable "jobs.file_not_kept".
  std::shared_ptr<Keeping> keep(JobId id, const JobFile& file) const;
  JobFile find(JobId id) const;  // Errors: not_found "jobs.file_gone"
  void remove(JobId id) const;
  void sweep(Transaction& tx) const;  // a writer: no file is on its way in meanwhile
  // Before 2026-11-22 each kind of job kept its file in a way of its own and said where in its input: a name in this
  // folder, or a path beside it.
  void take_over(Transaction& tx) const;
  bool empty() const;

 private:
  std::filesystem::path file_of(JobId id) const;
  std::filesystem::path name_of(JobId id) const;
  std::error_code put(JobId id, const JobFile& file) const;

  std::filesystem::path folder_;
};

}  // namespace platform
