#pragma once
// What a reading child gives up before it touches a hostile byte: memory, time, new files, other programs, other
// processes, the network, and where the kernel has Landlock every file outside the system's own. Irreversible for the
// process. Linux on x86-64 and arm64 only. It fails closed: a process that cannot be shut in must not read.

#include "modules/intake/reading/reading.h"

namespace intake {

// Errors: unavailable "intake.file_reader_missing" when the kernel refuses a part of it.
void enter_sandbox(const ReadLimits& limits);

}  // namespace intake
