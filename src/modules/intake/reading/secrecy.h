#pragma once
// Does a text carry a stamp of secrecy? A stamp is a line of its own near the head, in capitals: MẬT, TỐI MẬT or
// TUYỆT MẬT, perhaps after "ĐỘ MẬT:". The word inside a sentence ("bảo mật", "bí mật") is none. Such a text is
// refused and nothing of it is kept, not even its name (CONTRACTS.md, Secrecy).

#include <cstdint>
#include <string_view>

#include "modules/intake/reading/reading.h"

namespace intake {

// What the reading may have lost: TCVN3 has no toned capitals, a recognised scan may lose marks.
enum class StampReading : std::uint8_t { exact, case_lost, marks_lost };
bool has_secrecy_stamp(std::string_view nfc_text, StampReading reading = StampReading::exact);
// Throws intake.text_secret, without parameters.
void refuse_secret(const ReadText& read);

}  // namespace intake
