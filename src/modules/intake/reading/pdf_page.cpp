#include "modules/intake/reading/pdf_page.h"

#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <TextOutputDev.h>
#include <leptonica/allheaders.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <cstring>

#include "base/error.h"

namespace intake {
namespace {

constexpr double points_per_inch = 72;
// More strokes are a drawing; what is kept of them bounds memory and the time to join them.
constexpr std::size_t most_strokes = 50'000;

// poppler's collector of words, which also keeps the thin upright boxes that are stroked or filled.
class PageOutput : public TextOutputDev {
 public:
  PageOutput() : TextOutputDev(nullptr, false, 0, false, false) {}

  void stroke(GfxState* state) override {
    const auto before = strokes_.size();
    const double half = state->getTransformedLineWidth() / 2;
    const auto* path = state->getPath();
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
      const auto* line = path->getSubpath(i);
      for (int to = 1; to < line->getNumPoints(); ++to)
        if (!line->getCurve(to) && !line->getCurve(to - 1)) add_stroke(state, box_of(state, line, to - 1, to), half);
    }
    GfxGray grey = 0;
    if (strokes_.size() > before) state->getStrokeGray(&grey);
    forget_unseen(before, grey, state->getStrokeOpacity());
  }

  void fill(GfxState* state) override {
    const auto before = strokes_.size();
    const auto* path = state->getPath();
    PageBox outer{};
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
      const auto* shape = path->getSubpath(i);
      const auto box = box_of(state, shape, 0, shape->getNumPoints() - 1);
      add(state, box);
      if (i > 0) add_frame(state, outer, box);
      outer = box;
    }
    GfxGray grey = 0;
    if (strokes_.size() > before) state->getFillGray(&grey);
    forget_unseen(before, grey, state->getFillOpacity());
  }

  void eoFill(GfxState* state) override { fill(state); }

  std::vector<PageBox> take_strokes() { return std::move(strokes_); }

 private:
  static PageBox box_of(const GfxState* state, const GfxSubpath* path, int from, int to) {
    PageBox box{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (int i = from; i <= to; ++i) {
      double x = 0;
      double y = 0;
      state->transform(path->getX(i), path->getY(i), &x, &y);
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
    }
    return box;
  }

  void add_stroke(const GfxState* state, PageBox box, double half) {
    if (box.right - box.left >= box.bottom - box.top)
      add(state, {box.left, box.top - half, box.right, box.bottom + half});
    else
      add(state, {box.left - half, box.top, box.right + half, box.bottom});
  }

  // A box with a smaller one cut out of it, as browsers fill a border.
  void add_frame(const GfxState* state, const PageBox& outer, const PageBox& inner) {
    if (inner.left < outer.left || inner.top < outer.top || inner.right > outer.right || inner.bottom > outer.bottom)
      return;
    add(state, {outer.left, outer.top, outer.right, inner.top});
    add(state, {outer.left, inner.bottom, outer.right, outer.bottom});
    add(state, {outer.left, outer.top, inner.left, outer.bottom});
    add(state, {inner.right, outer.top, outer.right, outer.bottom});
  }

  // Keeps what is thin and within the page. A comparison with what is no number is false: such a box is not kept.
  void add(const GfxState* state, PageBox box) {
    if (strokes_.size() >= most_strokes) return;
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    box = {std::max(left, box.left), std::max(top, box.top), std::min(right, box.right), std::min(bottom, box.bottom)};
    const double width = box.right - box.left;
    const double height = box.bottom - box.top;
    const bool drawn = width >= 0 && height >= 0 && width + height > 0 && width + height < HUGE_VAL;
    if (drawn && std::min(width, height) <= thickest_rule * points_per_inch) strokes_.push_back(box);
  }

  // What is painted white, or hardly at all, parts nothing.
  void forget_unseen(std::size_t before, GfxGray grey, double opacity) {
    if ((1 - colToDbl(grey)) * opacity < 0.1) strokes_.resize(before);
  }

  std::vector<PageBox> strokes_;
};

PageWord word_of(const TextWord& word) {
  PageWord out;
  for (int i = 0; i < word.getLength(); ++i) {
    const char32_t c = *word.getChar(i);
    const bool known = c > 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    out.text += known ? c : U'\uFFFD';
  }
  if (out.text.empty()) return out;
  if (const auto* name = word.getFontName(0)) out.font = name->toStr();
  word.getBBox(&out.box.left, &out.box.top, &out.box.right, &out.box.bottom);
  out.size = word.getFontSize();
  out.space_after = word.hasSpaceAfter();
  return out;
}

PixPointer grey_of(SplashBitmap& drawn) {
  const int width = drawn.getWidth();
  const int height = drawn.getHeight();
  PixPointer grey(drawn.getDataPtr() ? pixCreate(width, height, 8) : nullptr);
  if (!grey) return nullptr;
  auto* const data = reinterpret_cast<char*>(pixGetData(grey.get()));
  const auto stride = std::size_t(pixGetWpl(grey.get())) * 4;
  for (int y = 0; y < height; ++y)
    std::memcpy(data + std::size_t(y) * stride, drawn.getDataPtr() + std::ptrdiff_t(y) * drawn.getRowSize(),
                std::size_t(width));
  pixEndianByteSwap(grey.get());
  return grey;
}

}  // namespace

struct PdfDocument::Poppler {
  explicit Poppler(std::string_view bytes)
      : document(new MemStream(bytes.data(), 0, Goffset(bytes.size()), Object(objNull))) {}

  GlobalParamsIniter parameters{[](ErrorCategory, Goffset, const char*) {}};
  PDFDoc document;
};

PdfDocument::PdfDocument(std::string_view bytes) {
  if (bytes.size() > INT_MAX) throw base::Error(base::ErrorKind::too_large, "intake.file_too_large");
  poppler_ = std::make_unique<Poppler>(bytes);
  if (poppler_->document.isOk()) return;
  const bool locked = poppler_->document.getErrorCode() == errEncrypted;
  throw base::Error(base::ErrorKind::invalid, locked ? "intake.file_encrypted" : "intake.file_damaged");
}

PdfDocument::~PdfDocument() = default;

int PdfDocument::count_pages() const { return poppler_->document.getNumPages(); }

std::optional<PdfPage> PdfDocument::find_page(int index) {
  auto* const page = poppler_->document.getPage(index + 1);
  if (!page) return {};
  PageOutput output;
  page->display(&output, points_per_inch, points_per_inch, 0, false, false, false);
  PdfPage out;
  const auto list = output.makeWordList();
  for (int i = 0; i < list->getLength(); ++i)
    if (auto word = word_of(*list->get(i)); !word.text.empty()) out.words.push_back(std::move(word));
  out.rules = rules_of(output.take_strokes(), points_per_inch);
  return out;
}

PixPointer PdfDocument::draw_page(int index, int& resolution) {
  auto* const page = poppler_->document.getPage(index + 1);
  if (!page) return nullptr;
  const double width = page->getCropWidth() / points_per_inch;
  const double height = page->getCropHeight() / points_per_inch;
  const double longer = std::max(width, height);
  if (!(longer > 0.1)) return nullptr;
  resolution = std::clamp(int(resolution * std::min(1.0, 25.0 / longer)), 20, resolution);
  if (!(longer * resolution <= 6000)) return nullptr;
  SplashColor white{0xff};
  SplashOutputDev output(splashModeMono8, 4, false, white);
  output.setFontAntialias(true);
  output.setVectorAntialias(true);
  output.setFreeTypeHinting(false, false);
  output.startDoc(&poppler_->document);
  page->display(&output, resolution, resolution, 0, false, true, false);
  return grey_of(*output.getBitmap());
}

}  // namespace intake
