#pragma once
// What an answer costs: how many statements this thread runs for it. A test that counts them needs no clock.

#include "platform/database/connection.h"

namespace support {

std::uint64_t statements_of(auto&& ask) {
  const auto before = platform::statements_run();
  ask();
  return platform::statements_run() - before;
}

}  // namespace support
