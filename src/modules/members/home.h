#pragma once
// Where somebody is at home on a day: the cell of the last spell that has begun by then, also when it is over; who has
// not begun anywhere, the first to come. The one meaning for pages, names, files and duplicates. Pure; not a face.

#include <cstdint>

namespace members {

// Is given the spells of one member in the order of `from`.
class Home {
 public:
  explicit Home(std::int32_t on) : on_(on) {}
  // Days as base::Date counts them. True while this spell is the home.
  bool add(std::int64_t unit, std::int32_t from) {
    if (unit_ != 0 && from > on_) return false;
    unit_ = unit;
    return true;
  }
  std::int64_t unit() const { return unit_; }  // 0: none ever

 private:
  std::int32_t on_;
  std::int64_t unit_ = 0;
};

}  // namespace members
