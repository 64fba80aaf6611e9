#pragma once
// A member as text, as it was before something that can be undone. The citizen number lies in it as the store has it:
// sealed, and so among what `keys rotate` seals anew (sealed_columns.h). Not a face.

#include <functional>

#include "modules/members/members_store.h"

namespace members {

std::string write_record(const StoredMember& member);
// With its sealed number sealed anew; nothing where there is none or `anew` leaves it.
std::optional<std::string> reseal_record(const std::string& record,
                                         const std::function<std::optional<std::string>(const std::string&)>& anew);
// Over what the store has of the member now.
void read_record(const std::string& record, StoredMember& member);

}  // namespace members
