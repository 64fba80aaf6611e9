#pragma once
// Who can owe a duty or make a request: bodies, persons, posts and classes of bodies ("các huyện ủy, thành
// ủy"), and how high they stand. A party phrase ends where its verb begins. Reads the items found before.

#include <string>
#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

// A verb (or an adverb before one) of a duty at token i, in tokens; 0 when none.
int action_verb(const SourceText& text, std::ptrdiff_t i);

// The lower, the higher: 0 centre, 2 province, 4 district, 6 commune, 8 cell; one more for a board or an
// office beside the committee. 9: a class below whoever speaks. -1: cannot be told.
int rank_of(std::string_view party);

class Parties {
 public:
  Parties(const SourceText& text, const NameTable& names, const std::vector<Item>& items);

  struct Party {
    std::ptrdiff_t first = 0, last = 0;  // tokens, half-open
    std::string printed;                 // as the fields of a task write it
    bool is_class = false;               // "các địa phương": only a verb says where it ends
    std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> elements;
    explicit operator bool() const { return last > first; }
  };
  // The party phrase at token i, with "…, … và …".
  Party at(std::ptrdiff_t i) const;
  // Whether the tokens [i, end) are nothing but a party: a heading over what is theirs to do.
  bool fills(std::ptrdiff_t i, std::ptrdiff_t end) const;
  // The body or person (with its rank) whose words end last before token i, within the sentence.
  struct Speaker {
    std::string printed;
    int rank = -1;
    bool person = false;
    std::ptrdiff_t last = -1;  // one past its tokens
    explicit operator bool() const { return !printed.empty(); }
  };
  Speaker speaker_before(std::ptrdiff_t sentence, std::ptrdiff_t i) const;
  // The last person named before token i, anywhere: who says "chúng tôi".
  Speaker person_before(std::ptrdiff_t i) const;

 private:
  struct Span {
    std::ptrdiff_t first, last;
    const Item* item;
    int rank;  // of a person, by the offices of this mention
  };
  const Span* starting_at(std::ptrdiff_t i) const;
  std::ptrdiff_t element_end(std::ptrdiff_t i, bool& is_class) const;
  std::ptrdiff_t class_end(std::ptrdiff_t i) const;
  std::ptrdiff_t after_offices(std::ptrdiff_t i) const;
  Speaker speaker_of(const Span& span) const;

  const SourceText& text_;
  const NameTable& names_;
  std::vector<Span> spans_;
  std::vector<std::pair<std::string, int>> known_ranks_;  // by full name
};

}  // namespace intake
