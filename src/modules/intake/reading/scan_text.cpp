#include "modules/intake/reading/scan_text.h"

#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>

#include <algorithm>

#include "base/text.h"
#include "modules/intake/reading/page_layout.h"
#include "modules/intake/reading/text_repair.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

constexpr int wanted_resolution = 200;
constexpr double page_height_inches = 11.7;  // A4
constexpr int longest_page_ms = 20'000;
constexpr int doubtful_confidence = 55;
constexpr long most_pixels = 120'000'000;
constexpr long most_side = 30'000;

[[noreturn]] void refuse_picture(std::string key, base::Parameters parameters = {}) {
  throw Error(ErrorKind::invalid, std::move(key), std::move(parameters));
}

// What the file says of its resolution, where a page of that size exists; else as if it were a page of A4.
int resolution_of(Pix* pix) {
  const int said = pixGetXRes(pix);
  const int longer = std::max(pixGetWidth(pix), pixGetHeight(pix));
  const double inches = said > 0 ? double(longer) / said : 0;
  if (said >= 100 && said <= 1200 && inches > 3 && inches < 25) return said;
  return std::clamp(int(longer / page_height_inches), 100, 1200);
}

PixPointer to_grey(PixPointer pix) {
  PixPointer flat(pixRemoveColormap(pix.get(), REMOVE_CMAP_TO_GRAYSCALE));
  if (flat) pix = std::move(flat);
  if (pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xFFFFFF00));
  PixPointer grey(pixConvertTo8(pix.get(), 0));
  if (!grey) refuse_picture("intake.file_damaged");
  return grey;
}

// Tesseract works best near its training size; a bigger picture only costs time.
PixPointer to_wanted_size(PixPointer grey, int& resolution) {
  double scale = 1;
  if (resolution > 220 || resolution < 150) scale = std::min(double(wanted_resolution) / resolution, 2.0);
  if (scale == 1) return grey;
  PixPointer scaled(pixScale(grey.get(), float(scale), float(scale)));
  if (!scaled) return grey;
  resolution = int(resolution * scale);
  return scaled;
}

// More threads wait for one another and make a page slower, and Tesseract fixes their number in its code.
// OMP_THREAD_LIMIT, which the child is given, is read before main; this serves every other process. Tesseract may be
// built without OpenMP: then there is nothing to call.
void use_one_thread() {
  if (auto* const function = dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"))
    reinterpret_cast<void (*)(int)>(function)(0);
}

}  // namespace

struct PageRecogniser::Engine {
  tesseract::TessBaseAPI api;
};

PageRecogniser::PageRecogniser() {
  use_one_thread();
  engine_ = std::make_unique<Engine>();
  if (engine_->api.Init(nullptr, "vie", tesseract::OEM_LSTM_ONLY) != 0)
    throw Error(ErrorKind::unavailable, "intake.scan_reader_missing");
  engine_->api.SetVariable("debug_file", "/dev/null");
  engine_->api.SetPageSegMode(tesseract::PSM_AUTO);
}

PageRecogniser::~PageRecogniser() = default;

namespace {

// One recognised line with its repairs.
void add_scanned_line(std::u32string_view line, int confidence, TextBuilder& builder) {
  std::size_t at = 0;
  const auto piece = [&](std::size_t to) {
    builder.add(line.substr(at, to - at), Encoding::ocr, {}, confidence);
    at = to;
  };
  for (const auto& repair : find_scan_repairs(line)) {
    piece(repair.start);
    const auto from = builder.size();
    builder.add(repair.replacement, Encoding::ocr, {}, std::max(0, confidence - 20));
    builder.mark_repair(from, base::to_utf8(line.substr(repair.start, repair.end - repair.start)));
    at = repair.end;
  }
  piece(line.size());
}

bool has_much_ink(Pix* grey) {
  const PixPointer binary(pixThresholdToBinary(grey, 160));
  l_float32 dark = 0;
  return binary && pixForegroundFraction(binary.get(), &dark) == 0 && dark > 0.004F;
}

PageWord word_at(const tesseract::ResultIterator& words) {
  const std::unique_ptr<char[]> text(words.GetUTF8Text(tesseract::RIL_WORD));
  PageWord word;
  if (text) word.text = base::to_code_points(base::to_nfc(text.get()));
  std::erase_if(word.text, [](char32_t c) { return c == ' ' || c == '\n'; });
  int left = 0, top = 0, right = 0, bottom = 0;
  words.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom);
  word.box = {double(left), double(top), double(right), double(bottom)};
  word.confidence = std::clamp(int(words.Confidence(tesseract::RIL_WORD)), 0, 100);
  return word;
}

std::vector<PageLine> recognised_lines(tesseract::ResultIterator* words) {
  std::vector<PageLine> lines;
  if (!words || words->Empty(tesseract::RIL_WORD)) return lines;
  do {
    auto word = word_at(*words);
    if (lines.empty() || words->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
      lines.emplace_back();
      lines.back().starts_paragraph = words->IsAtBeginningOf(tesseract::RIL_PARA);
    }
    if (!word.text.empty()) lines.back().words.push_back(std::move(word));
  } while (words->Next(tesseract::RIL_WORD));
  std::erase_if(lines, [](const PageLine& line) { return line.words.empty(); });
  return lines;
}

double usual_height(const PageLine& line) {
  std::vector<double> heights;
  for (const auto& word : line.words) heights.push_back(word.box.height());
  const auto middle = heights.begin() + std::ptrdiff_t(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

// The words of a line: cells and far columns are parted by a bar, the rest by a blank.
std::u32string joined(const PageLine& line) {
  const double height = usual_height(line);
  std::u32string out;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const bool cell = std::binary_search(line.cells.begin(), line.cells.end(), i);
    const bool label = i == 1 && line.words[0].text.size() <= 4;
    const double gap = i == 0 ? 0 : line.words[i].box.left - line.words[i - 1].box.right;
    const bool column = !line.is_row() && !label && gap > 2.2 * height;
    if (i > 0) out += cell || column ? U" | " : U" ";
    out += line.words[i].text;
  }
  return out;
}

int mean_confidence(const PageLine& line) {
  int sum = 0;
  for (const auto& word : line.words) sum += word.confidence;
  return sum / int(line.words.size());
}

}  // namespace

struct PageRecogniser::Reading {
  std::vector<PageLine> lines;
  int confidence = 0;
};

PageRecogniser::Reading PageRecogniser::read_once(Pix* grey, int dots_per_inch) {
  const auto rules = find_rules(grey, dots_per_inch);
  if (!rules.empty()) erase_rules(grey, rules);
  auto& api = engine_->api;
  api.SetImage(grey);
  api.SetSourceResolution(dots_per_inch);
  tesseract::ETEXT_DESC monitor;
  monitor.set_deadline_msecs(longest_page_ms);
  Reading reading;
  if (api.Recognize(&monitor) == 0) {
    const std::unique_ptr<tesseract::ResultIterator> words(api.GetIterator());
    reading.lines = gather_tables(recognised_lines(words.get()), rules);
    reading.confidence = std::clamp(api.MeanTextConf(), 0, 100);
  }
  api.Clear();
  return reading;
}

int PageRecogniser::recognise(Pix* grey, int dots_per_inch, TextBuilder& builder) {
  auto reading = read_once(grey, dots_per_inch);
  // Nothing sensible on a page with ink: it may lie on its side or its head.
  for (const int quarters : {2, 1, 3}) {
    if (reading.confidence >= doubtful_confidence || !has_much_ink(grey)) break;
    const PixPointer turned(pixRotateOrth(grey, quarters));
    if (!turned) break;
    auto other = read_once(turned.get(), dots_per_inch);
    if (other.confidence > reading.confidence + 10) reading = std::move(other);
  }
  bool first = true;
  for (const auto& line : reading.lines) {
    if (!first && line.starts_paragraph && !line.is_row()) builder.end_line(2);
    first = false;
    add_scanned_line(joined(line), mean_confidence(line), builder);
    builder.end_line(1);
  }
  return reading.confidence;
}

namespace {

void check_picture_size(std::string_view bytes) {
  int format = 0, width = 0, height = 0, bits = 0, samples = 0, mapped = 0;
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  if (pixReadHeaderMem(data, bytes.size(), &format, &width, &height, &bits, &samples, &mapped) != 0)
    refuse_picture("intake.file_damaged");
  if (width <= 0 || height <= 0) refuse_picture("intake.file_damaged");
  if (width > most_side || height > most_side || long(width) * height > most_pixels)
    refuse_picture("intake.file_picture_too_large",
                   {{"width", std::to_string(width)}, {"height", std::to_string(height)}});
}

// The next page; null after the last one.
PixPointer next_page(std::string_view bytes, FileKind kind, std::size_t& offset, std::size_t page) {
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  if (kind != FileKind::tiff) return PixPointer(page == 0 ? pixReadMem(data, bytes.size()) : nullptr);
  if (page > 0 && offset == 0) return nullptr;
  return PixPointer(pixReadMemFromMultipageTiff(data, bytes.size(), &offset));
}

std::size_t pages_in(std::string_view bytes, FileKind kind) {
  if (kind != FileKind::tiff) return 1;
  std::size_t count = 0;
  for (std::size_t at = 0; at + 8 < bytes.size();) {  // follows the chain of directories, with a bound against loops
    const bool little = bytes[0] == 'I';
    const auto number = [&](std::size_t from, int size) {
      std::size_t value = 0;
      for (int i = 0; i < size; ++i)
        value |= std::size_t(static_cast<unsigned char>(bytes[from + std::size_t(i)]))
                 << 8 * (little ? i : size - 1 - i);
      return value;
    };
    const std::size_t pointer = count == 0 ? 4 : at;
    const std::size_t directory = number(pointer, 4);
    if (directory == 0 || directory + 2 > bytes.size() || count > 5000) break;
    const std::size_t entries = number(directory, 2);
    if (directory + 2 + entries * 12 + 4 > bytes.size()) break;
    ++count;
    at = directory + 2 + entries * 12;
  }
  return std::max<std::size_t>(count, 1);
}

}  // namespace

ReadText read_picture(std::string_view bytes, FileKind kind, const ReadLimits& limits, const ReadProgress& progress) {
  setMsgSeverity(L_SEVERITY_NONE);
  check_picture_size(bytes);
  const auto total = pages_in(bytes, kind);
  if (total > limits.scanned_pages)
    throw Error(ErrorKind::too_large, "intake.file_too_many_pages",
                {{"pages", std::to_string(total)}, {"limit", std::to_string(limits.scanned_pages)}});
  PageRecogniser recogniser;
  TextBuilder builder(limits);
  std::size_t offset = 0;
  for (std::size_t page = 0; page < total; ++page) {
    if (progress && !progress(page, total)) refuse_picture("intake.file_cancelled");
    auto picture = next_page(bytes, kind, offset, page);
    if (!picture && page == 0) refuse_picture("intake.file_damaged");
    if (!picture) break;
    if (long(pixGetWidth(picture.get())) * pixGetHeight(picture.get()) > most_pixels)
      refuse_picture("intake.file_picture_too_large");
    int resolution = resolution_of(picture.get());
    const auto grey = to_wanted_size(to_grey(std::move(picture)), resolution);
    builder.end_line(1);
    builder.start_page();
    builder.set_page_confidence(recogniser.recognise(grey.get(), resolution, builder));
  }
  builder.warn("intake.read_from_picture");
  return builder.finish(kind);
}

}  // namespace intake
