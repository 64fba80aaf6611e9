#include "modules/intake/recognition/person_recogniser.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/offices.h"
#include "modules/intake/recognition/page_roles.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

const Word word_plus{"và"};

// Written name: capitals restored, tone in the old style, one blank between syllables.
std::string canonical_name(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  const auto shouts = [](const Token& t) { return t.shape == Shape::upper && t.end - t.start > 1; };
  if (std::none_of(text.tokens().begin() + first, text.tokens().begin() + last, shouts))
    return base::old_style_tone(text.squeezed_tokens(first, last));
  std::string out;
  for (std::ptrdiff_t i = first; i < last; ++i) {
    const Token& t = text[i];
    if (t.is_newline()) continue;
    if (i > first && !t.touches()) out += ' ';
    const std::string written = text.slice(t.start, t.end);
    const bool shout = shouts(t);
    const std::string head = shout ? text.slice(t.start, t.start + 1) : std::string();
    out += base::old_style_tone(shout ? head + base::to_lower(text.slice(t.start + 1, t.end)) : written);
  }
  return out;
}

std::string lower_name(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  return base::to_lower(canonical_name(text, first, last));
}

struct Person {
  const Name* name = nullptr;
  Offices offices;
  Role role = Role::none;
  bool evident = false;
};

class Recogniser_ {
 public:
  Recogniser_(const SourceText& text, NameTable& names, std::vector<Item>& items)
      : text_(text), names_(names), items_(items), finder_(text, names) {}

  void run() {
    const PageRoles roles(text_, names_);
    for (const Name& name : names_.all()) weigh(name, roles);
    const auto doubted = [](const Person& p) { return !p.evident && p.name->last - p.name->first >= 2; };
    if (std::any_of(people_.begin(), people_.end(), doubted)) {
      for (const Person& person : people_)
        if (person.evident) remember(*person.name);
      for (Person& person : people_)
        if (doubted(person)) person.evident = known(*person.name);
    }
    for (const Person& person : people_)
      if (person.evident) emit(person);
  }

 private:
  void weigh(const Name& name, const PageRoles& roles) {
    Person person;
    person.name = &name;
    person.offices = finder_.at(name);
    person.role = person.offices.empty() || roles.of(name) == Role::commenter ? roles.of(name) : Role::none;
    const bool office = !person.offices.empty();
    const bool whole = name.form == NameForm::full;
    if (name.placed)
      person.evident = false;
    else if (name.form == NameForm::short_form && !name.addressed)
      person.evident = true;
    else if (person.role != Role::none || name.addressed || office)
      person.evident = true;
    else
      person.evident = whole || roles.labels(name) || finder_.in_group(name) || roles.stands_alone(name) ||
                       finder_.is_signature(name);
    if (!person.evident && !name.placed) person.evident = in_row(name);
    people_.push_back(std::move(person));
  }

  // "của Lê Bắc Nam, Vũ Ân": the second one stands in a row with a name that was accepted.
  bool in_row(const Name& name) const {
    const Token& mark = text_[name.first - 1];
    if (!mark.is(',') && !mark.is(word_plus)) return false;
    return !people_.empty() && people_.back().evident && people_.back().name->last == name.first - 1 &&
           people_.back().offices.empty() && is_firm_surname(text_[name.first]) &&
           is_name_syllable(text_[name.last - 1].word);
  }

  void remember(const Name& name) {
    if (name.last - name.first >= 2) full_.emplace(lower_name(text_, name.first, name.last), &name);
  }
  bool known(const Name& name) const { return full_.contains(lower_name(text_, name.first, name.last)); }

  void emit(const Person& person) {
    const Name& name = *person.name;
    const std::uint32_t start = text_[name.first].start, end = text_[name.last - 1].end;
    Item item;
    item.type = ItemType::person;
    item.start = start;
    item.end = end;
    std::string written = canonical_name(text_, name.first, name.last);
    const bool is_short = name.form == NameForm::short_form || (name.addressed && name.last - name.first == 2);
    if (is_short) {
      const std::string whole = resolve(name);
      if (!whole.empty())
        written = whole, item.method = "short_name";
      else if (!name.addressed)
        return;  // "Bí thư Toàn" where nobody of the text is called so
    }
    item.canonical.reserve(3);
    item.canonical.set("name", std::move(written));
    List printed, spans;
    for (const auto& [first, last] : person.offices) {
      printed.emplace_back(text_.squeezed_tokens(first, last));
      spans.emplace_back(List{Value(std::int64_t(text_[first].start)), Value(std::int64_t(text_[last - 1].end))});
    }
    item.canonical.set("offices", std::move(printed));
    item.canonical.set("office_spans", std::move(spans));
    if (person.role != Role::none) {
      item.canonical.set("role", std::string(to_string(person.role)));
      item.optional = true;
      item.method = "role";
    }
    if (item.method.empty()) item.method = name.addressed ? "addressed" : person.offices.empty() ? "form" : "office";
    item.confidence = name.addressed || !person.offices.empty() ? 0.99 : 0.95;
    if (is_short && item.method != "short_name") item.certainty = Certainty::needs_person;
    const bool alone = item.method != "short_name" && name.form != NameForm::short_form;
    if (alone && person.role == Role::none) seen_.push_back(&name);
    items_.push_back(std::move(item));
  }

  // The last full name before that ends (or begins) with these syllables; else the first one after.
  std::string resolve(const Name& part) const {
    for (auto at = seen_.rbegin(); at != seen_.rend() && at - seen_.rbegin() < 400; ++at)
      if (ends_with(**at, part) || starts_with(**at, part)) return canonical_name(text_, (*at)->first, (*at)->last);
    const auto rest = std::upper_bound(people_.begin(), people_.end(), part.first,
                                       [](std::ptrdiff_t at, const Person& p) { return at < p.name->first; });
    const Name* after = nullptr;
    for (auto person = rest; person != people_.end() && person - rest < 200; ++person) {
      const Name& name = *person->name;
      if (!person->evident || person->role != Role::none || !ends_with(name, part)) continue;
      if (after == nullptr)
        after = &name;
      else if (lower_name(text_, name.first, name.last) != lower_name(text_, after->first, after->last))
        return {};
    }
    return after == nullptr ? std::string() : canonical_name(text_, after->first, after->last);
  }
  bool same(std::ptrdiff_t a, std::ptrdiff_t b) const {
    const Token &x = text_[a], &y = text_[b];
    if (x.word != unknown_word || y.word != unknown_word) return x.word == y.word;
    return base::to_lower(text_.slice(x.start, x.end)) == base::to_lower(text_.slice(y.start, y.end));
  }
  bool ends_with(const Name& whole, const Name& part) const {
    const std::ptrdiff_t n = part.last - part.first;
    if (whole.last - whole.first <= n) return false;
    for (std::ptrdiff_t i = 0; i < n; ++i)
      if (!same(whole.last - n + i, part.first + i)) return false;
    return true;
  }
  // "chị H'Bia" for "H'Bia Niê": only when the part is no family name.
  bool starts_with(const Name& whole, const Name& part) const {
    const std::ptrdiff_t n = part.last - part.first;
    if (whole.last - whole.first <= n || n < 2 || is_surname(text_[part.first])) return false;
    for (std::ptrdiff_t i = 0; i < n; ++i)
      if (!same(whole.first + i, part.first + i)) return false;
    return true;
  }

  const SourceText& text_;
  NameTable& names_;
  std::vector<Item>& items_;
  OfficeFinder finder_;
  std::vector<Person> people_;
  std::vector<const Name*> seen_;
  std::unordered_map<std::string, const Name*> full_;
};

}  // namespace

void recognise_persons(const SourceText& text, NameTable& names, std::vector<Item>& items) {
  Recogniser_(text, names, items).run();
}

}  // namespace intake
