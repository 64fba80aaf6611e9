#pragma once
// SQL for tables policy_*; decides nothing.

#include "modules/policy/policy_records.h"
#include "platform/database/database.h"

namespace policy::store {

// By day, and for one day in the order in which they were set: the last one counts.
std::vector<ParameterValue> list_values(platform::Transaction& tx, std::string_view rule, std::string_view key);
void add_value(platform::Transaction& tx, std::string_view rule, std::string_view key, const ParameterValue& value);
std::vector<CalendarYear> list_years(platform::Transaction& tx);
void put_year(platform::Transaction& tx, const CalendarYear& year);

}  // namespace policy::store
