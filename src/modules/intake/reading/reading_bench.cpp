// How fast each kind is read, per megabyte of file; scans per page. Bars: UTF-8 at 200 MB/s, nothing but scans over
// 1 s/MB, a scanned page within 2 s.
#include <benchmark/benchmark.h>
#include <utf8proc.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "modules/intake/reading/reading.h"
#include "modules/intake/reading/reading_samples.h"

namespace intake {
namespace {

std::string long_prose(std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += samples::prose;
  return text;
}

std::string nfd_of(const std::string& text) {
  auto* raw = utf8proc_NFD(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
  std::string out(reinterpret_cast<const char*>(raw));
  std::free(raw);
  return out;
}

std::string file_bytes(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void read_again(benchmark::State& state, const std::string& bytes) {
  for (auto _ : state) {
    auto copy = bytes;
    benchmark::DoNotOptimize(read_here(std::move(copy)));
  }
  state.SetBytesProcessed(std::int64_t(state.iterations()) * std::int64_t(bytes.size()));
}

void read_utf8(benchmark::State& state) { read_again(state, long_prose(32u << 20)); }
void read_utf8_nfd(benchmark::State& state) { read_again(state, nfd_of(long_prose(4u << 20))); }
void read_tcvn3(benchmark::State& state) {
  read_again(state, samples::bytes_for(Encoding::tcvn3, long_prose(2u << 20)));
}
void read_vni(benchmark::State& state) { read_again(state, samples::bytes_for(Encoding::vni, long_prose(2u << 20))); }
void read_cp1258(benchmark::State& state) {
  read_again(state, samples::bytes_for(Encoding::cp1258, long_prose(2u << 20)));
}
void read_docx_of_prose(benchmark::State& state) {
  std::string body;
  for (int i = 0; i < 20'000; ++i)
    body += samples::paragraph(samples::run("Kết luận số ") + samples::run(std::to_string(i)));
  read_again(state, samples::docx(body));
}
void read_html_of_prose(benchmark::State& state) {
  std::string page = "<!doctype html>";
  for (int i = 0; i < 4'000; ++i)
    page += "<p>Kết luận <b>số</b> " + std::to_string(i) + std::string(samples::prose) + "</p>";
  read_again(state, page);
}
void read_pdf_of_prose(benchmark::State& state) {
  samples::PdfPage page{".VnTime", {}};
  for (int i = 0; i < 40; ++i)
    page.lines.push_back(samples::bytes_for(Encoding::tcvn3, "Tiếp tục đẩy mạnh công tác tổ chức xây dựng Đảng"));
  read_again(state, samples::pdf(std::vector<samples::PdfPage>(100, page)));
}
void read_scanned_page(benchmark::State& state) {
  read_again(state, file_bytes("tests/fixtures/files/ket-luan-200.png"));
}
BENCHMARK(read_utf8);
BENCHMARK(read_utf8_nfd);
BENCHMARK(read_tcvn3);
BENCHMARK(read_vni);
BENCHMARK(read_cp1258);
BENCHMARK(read_docx_of_prose);
BENCHMARK(read_html_of_prose);
BENCHMARK(read_pdf_of_prose);
BENCHMARK(read_scanned_page);

}  // namespace
}  // namespace intake
