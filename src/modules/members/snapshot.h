#pragma once
// Columns in a file beside the store, so that a start need not read every row. The file says of which state of the
// register it is and carries a hash of all it holds; one that is cut, changed or of another state is no snapshot.
// Readable by the owner only. Not a face.

#include <filesystem>
#include <optional>

#include "modules/members/columns.h"

namespace members {

// Which state of a register: its version, and the number drawn at the write that made it.
struct RegisterState {
  std::int64_t version = 0, stamp = 0;
  bool operator==(const RegisterState&) const = default;
};
RegisterState read_state(platform::Transaction& tx);

// False when it could not be written; what lay there before is whole then.
bool write_snapshot(const std::filesystem::path& file, const RegisterState& state, const Columns& columns);
std::optional<Columns> read_snapshot(const std::filesystem::path& file, const RegisterState& state);

}  // namespace members
