#pragma once
// A PDF seen page by page: its words with their places, the rules that are drawn among them, and its picture. The one
// door to poppler, whose private interface only this file's other half knows (ADR 0012): a single pass over a page
// gives words and rules, and only what has to be recognised is drawn. Words and rules are in points from the upper
// left corner of the page as it is shown. Hostile input: runs in the reading child. One thread.

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "modules/intake/reading/page_layout.h"

namespace intake {

struct PdfPage {
  std::vector<PageWord> words;  // in reading order
  TableRules rules;
};

class PdfDocument {
 public:
  // `bytes` outlive the object. Errors: intake.file_damaged, intake.file_encrypted, intake.file_too_large.
  explicit PdfDocument(std::string_view bytes);
  ~PdfDocument();
  PdfDocument(const PdfDocument&) = delete;
  PdfDocument& operator=(const PdfDocument&) = delete;

  int count_pages() const;
  // Empty where there is no such page to see.
  std::optional<PdfPage> find_page(int index);
  // The page in grey at `resolution` dots an inch, or at fewer where it is very large; null where it cannot be drawn.
  PixPointer draw_page(int index, int& resolution);

 private:
  struct Poppler;
  std::unique_ptr<Poppler> poppler_;
};

}  // namespace intake
