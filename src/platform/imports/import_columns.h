#pragma once
// The columns of a kind of file in the words of people, and what the names of a file's first row probably mean. Pure.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace platform {

struct ImportColumn {
  std::string_view key, vi, en;
  std::string_view others = {};  // further names that files have for it, separated by |
};

struct ImportForm {
  std::string_view kind;  // "members"
  std::span<const ImportColumn> columns;
  std::size_t required = 0;  // so many of the first
};

template <std::size_t N>
constexpr std::array<std::string_view, N> keys_of(const ImportColumn (&columns)[N]) {
  std::array<std::string_view, N> keys;
  for (std::size_t i = 0; i < N; ++i) keys[i] = columns[i].key;
  return keys;
}

// A key for each name of the first row, "" where none fits; letters, marks and signs do not matter. No key twice.
std::vector<std::string> propose_columns(const ImportForm& form, std::span<const std::string> header);

}  // namespace platform
