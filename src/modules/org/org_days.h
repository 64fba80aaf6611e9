#pragma once
// The thread that waits for a new day. Not a face.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "modules/org/org.h"

namespace org {

struct OrgService::Days {
  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::thread thread;
};

}  // namespace org
