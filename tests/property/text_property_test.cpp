// Vietnamese text: normal forms and folds are stable, and agree with each other.
#include <utf8proc.h>

#include <memory>

#include "base/date.h"
#include "base/text.h"
#include "modules/documents/reference.h"
#include "platform/table/table.h"
#include "tests/property/properties.h"

namespace {

std::string to_nfd(const std::string& text) {
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> out(
      utf8proc_NFD(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str())), &std::free);
  return reinterpret_cast<const char*>(out.get());
}

TEST(TextProperties, NormalFormIsStableAndForgetsHowItWasTyped) {
  property::check(300, [] {
    const std::string nfc = base::to_nfc(*property::vietnamese());
    RC_ASSERT(base::to_nfc(nfc) == nfc);
    RC_ASSERT(base::to_nfc(to_nfd(nfc)) == nfc);
    RC_ASSERT(base::is_valid_utf8(nfc));
    RC_ASSERT(base::to_utf8(base::to_code_points(nfc)) == nfc);
    RC_ASSERT(base::count_code_points(nfc) == base::to_code_points(nfc).size());
  });
}

TEST(TextProperties, AnyBytesBecomeValidText) {
  property::check(300, [](const std::string& bytes) {
    RC_ASSERT(base::is_valid_utf8(base::to_nfc(bytes)));
    RC_ASSERT(base::is_valid_utf8(base::fold(base::to_nfc(bytes))));
  });
}

TEST(TextProperties, FoldIsStableAndBlindToToneStyleCaseAndMarks) {
  property::check(300, [] {
    const std::string text = base::to_nfc(*property::vietnamese());
    const std::string folded = base::fold(text);
    RC_ASSERT(base::fold(folded) == folded);
    RC_ASSERT(base::fold(to_nfd(text)) == folded);
    RC_ASSERT(base::fold(base::old_style_tone(text)) == folded);
    RC_ASSERT(base::fold(base::to_lower(text)) == folded);
    RC_ASSERT(base::old_style_tone(base::old_style_tone(text)) == base::old_style_tone(text));
    RC_ASSERT(base::squeeze(base::squeeze(text)) == base::squeeze(text));
  });
}

TEST(TextProperties, DaysAreReadBackAsTheyAreWritten) {
  property::check(300, [] {
    const base::Date day{*rc::gen::inRange(-43829, 84003)};  // 1850-01-01 to 2199-12-31
    RC_ASSERT(base::parse_iso_date(base::to_iso(day)) == day);
    RC_ASSERT(base::parse_any_date(base::to_vietnamese(day)) == day);
    const auto parts = base::calendar_day(day);
    RC_ASSERT(base::make_date(parts.year, parts.month, parts.day) == day);
  });
}

TEST(TextProperties, AReferenceIsReadBackFromItsOwnTextInEveryVariant) {
  property::check(300, [] {
    documents::Reference wanted;
    wanted.number = *rc::gen::inRange(1, 100000);
    wanted.code = *rc::gen::element<std::string>("KL/TW", "QĐ/TW", "NQ/TU", "HD/BTCTW", "QĐi/TW", "ĐA/TU", "CV/VPTU");
    const auto read = documents::parse_reference(wanted.label());
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == wanted);
    const auto slash = wanted.code.find('/');
    const std::string dash = *rc::gen::element<std::string>("-", " - ", "–", " – ", "- ");
    std::string issuer = wanted.code.substr(slash);
    if (issuer == "/TW") issuer = *rc::gen::element<std::string>("/TW", "/TƯ", " / TW");
    const auto variant =
        documents::parse_reference(std::to_string(wanted.number) + dash + wanted.code.substr(0, slash) + issuer);
    RC_ASSERT(variant.has_value());
    RC_ASSERT(variant->code_key() == wanted.code_key());
    RC_ASSERT(variant->number == wanted.number);
  });
}

TEST(TextProperties, AGuardedFormulaIsGivenBackExactly) {
  property::check(300, [](const std::string& cell) {
    const std::string guarded = platform::guard_formula(cell);
    RC_ASSERT(platform::unguard_formula(guarded) == cell);
    RC_ASSERT(guarded.empty() || std::string("=+-@\t\r").find(guarded[0]) == std::string::npos);
  });
}

}  // namespace
