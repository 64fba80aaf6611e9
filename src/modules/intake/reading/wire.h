#pragma once
// The bytes between a reader and its child: a request (limits, then the file) and frames of answer. What comes from
// the child is as hostile as the file: everything is checked against the bytes there are. No versions: both ends are
// the same program.

#include <optional>
#include <string>
#include <string_view>

#include "modules/intake/reading/reading.h"

namespace intake {

enum class FrameKind : char { progress = 'p', text = 't', error = 'e' };
inline constexpr std::size_t frame_header_bytes = 9;  // kind, then the length

std::string pack_request_head(const ReadLimits& limits);
std::size_t request_head_bytes();
std::optional<ReadLimits> unpack_request_head(std::string_view bytes);

std::string pack_progress(std::size_t page, std::size_t pages);
std::string pack_text(const ReadText& text);
std::string pack_error(const base::Error& error);

struct Frame {
  FrameKind kind;
  std::string_view payload;
  std::size_t bytes;  // of the whole frame
};
// The first whole frame, or nothing yet. `broken` is set when the head is none of ours or promises more than `most`.
std::optional<Frame> first_frame(std::string_view received, std::size_t most, bool& broken);
std::optional<std::pair<std::size_t, std::size_t>> unpack_progress(std::string_view payload);
std::optional<ReadText> unpack_text(std::string_view payload);
std::optional<base::Error> unpack_error(std::string_view payload);

}  // namespace intake
