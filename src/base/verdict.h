#pragma once
// The answer of a rule: empty means yes; otherwise every rule that says no. A value, never thrown by a
// rule; `require` turns it into an Error at the door of a command. The page greys out its button with
// the same function.

#include <string>
#include <vector>

#include "base/error.h"

namespace base {

struct Refusal {
  std::string rule;  // "R03"
  std::string key;   // of the sentence
  Parameters parameters;
  std::string citation;  // "66-QĐ/TW, Điều 3"
};

class Verdict {
 public:
  Verdict() = default;
  static Verdict yes() { return {}; }
  static Verdict no(Refusal refusal) {
    Verdict v;
    v.refusals_.push_back(std::move(refusal));
    return v;
  }
  bool allowed() const { return refusals_.empty(); }
  const std::vector<Refusal>& refusals() const { return refusals_; }
  // Both must say yes; all reasons are kept.
  Verdict& operator&=(Verdict other) {
    for (auto& r : other.refusals_) refusals_.push_back(std::move(r));
    return *this;
  }

 private:
  std::vector<Refusal> refusals_;
};

// Thrown by require(): kind rule_broken, key of the first refusal, all refusals kept for the answer.
class RuleBroken : public Error {
 public:
  explicit RuleBroken(Verdict verdict)
      : Error(ErrorKind::rule_broken, verdict.refusals().front().key, verdict.refusals().front().parameters),
        verdict_(std::move(verdict)) {}
  const Verdict& verdict() const { return verdict_; }

 private:
  Verdict verdict_;
};

inline void require(Verdict verdict) {
  if (!verdict.allowed()) throw RuleBroken(std::move(verdict));
}

}  // namespace base
