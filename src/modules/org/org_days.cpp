#include "modules/org/org_days.h"

#include "platform/log/log.h"

namespace org {

// Rights are asked by the structure of today, so a change that was entered for a later day must move the
// paths of tree_scope when that day comes.

OrgService::~OrgService() { stop(); }

void OrgService::start() {
  CHECK(!days_);
  const auto refresh = [this] {
    const std::lock_guard alone(importing_);  // one thread stages at a time
    const auto today = clock_.today();
    tree_.refresh_scope(database_, today);
    return today;
  };
  tidy();  // what an import left that a crash cut off
  const auto first = refresh();
  days_ = std::make_unique<Days>();
  days_->thread = std::thread([this, refresh, last = first]() mutable {
    std::unique_lock lock(days_->mutex);
    while (!days_->wake.wait_for(lock, std::chrono::seconds(20), [this] { return days_->stopping; })) {
      try {
        if (clock_.today() != last)
          last = refresh();
        else if (const std::unique_lock alone(importing_, std::try_to_lock); alone)
          tidy();                              // what an import could not, as the store was away
      } catch (const std::exception& error) {  // the store is away: again in a while
        platform::log(platform::LogLevel::error, "org.new_day", {{"detail", error.what()}});
      }
    }
  });
}

void OrgService::stop() {
  if (!days_) return;
  {
    std::lock_guard lock(days_->mutex);
    days_->stopping = true;
  }
  days_->wake.notify_all();
  days_->thread.join();
  days_.reset();
}

}  // namespace org
