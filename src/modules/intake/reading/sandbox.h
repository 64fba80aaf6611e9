#pragma once
// What a reading child gives up before it touches a hostile byte: memory, time, new files, other programs, the
// network. Irreversible for the process. Linux only; the system-call filter is left out on machines other than
// x86-64 and arm64, the limits are not.

#include "modules/intake/reading/reading.h"

namespace intake {

void enter_sandbox(const ReadLimits& limits);

}  // namespace intake
