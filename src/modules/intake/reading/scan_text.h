#pragma once
// Pictures of pages → text, by Tesseract's `vie` on one thread at about 200 dots an inch. Holds the engine, which
// takes a second to load, for all pages of a file. Text comes with a confidence for each line and page; nothing that
// comes from here is certain. Hostile input: runs in the reading child.

#include <chrono>
#include <memory>
#include <string_view>

#include "modules/intake/reading/reading.h"
#include "modules/intake/reading/text_builder.h"

struct Pix;

namespace intake {

class PageRecogniser {
 public:
  PageRecogniser();
  ~PageRecogniser();
  PageRecogniser(const PageRecogniser&) = delete;
  PageRecogniser& operator=(const PageRecogniser&) = delete;

  // Appends the text of an 8-bit grey picture, turned where it does not stand upright; its table rules are painted
  // white. The page is started by the caller. Returns the page's confidence.
  int recognise(Pix* grey, int dots_per_inch, TextBuilder& builder);

 private:
  struct Engine;
  struct Reading;
  Reading read_once(Pix* grey, int dots_per_inch);
  std::unique_ptr<Engine> engine_;
};

// A PNG, a JPEG or a TIFF of one or more pages.
ReadText read_picture(std::string_view bytes, FileKind kind, const ReadLimits& limits, const ReadProgress& progress);

}  // namespace intake
