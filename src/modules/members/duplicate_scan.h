#pragma once
// Looks through the whole register for records that may be of one person, and keeps the pairs of which one is at home
// below a unit. A job, or on the calling thread; one at a time. What it finds are hints: pages read the records anew.
// Part of the face.

#include <mutex>

#include "modules/members/duplicates.h"
#include "modules/members/members.h"
#include "platform/jobs/jobs.h"

namespace members {

struct LikePair;

class DuplicateScan {
 public:
  // Registers the job kind "members.scan".
  DuplicateScan(Surroundings at, platform::Jobs& jobs, const Roster& roster);
  // Errors: not_found "tree.unit_unknown"; forbidden.
  platform::JobId queue(const base::Actor& actor, const std::string& unit);
  using Shown = std::function<void(std::int64_t done, std::int64_t total)>;
  ScanSummary scan(const base::Actor& actor, const std::string& unit, const Shown& shown = {});

 private:
  tree::UnitId access(platform::Transaction& tx, const base::Actor& actor, const std::string& unit) const;
  std::vector<LikePair> look(const base::Actor& actor, const std::string& unit, const Shown& shown,
                             ScanSummary& summary) const;
  bool has_home_in(platform::Transaction& tx, const std::vector<bool>& units, MemberId id) const;
  void remove_stale(tree::UnitId unit, std::int64_t newest) const;
  Surroundings at_;
  platform::Jobs& jobs_;
  const Roster& roster_;
  std::mutex scanning_;
};

void add_scan_operations(platform::Api& api, DuplicateScan& scan);

}  // namespace members
