// How fast plain text of each encoding is read, without what is found in it; for work on the decoders. Aim: UTF-8 at
// 200 MB/s. The bars of the product, and all other kinds of files, are measured by `./run bench intake` and `reading`.
#include <benchmark/benchmark.h>
#include <utf8proc.h>

#include <cstdlib>

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
BENCHMARK(read_utf8);
BENCHMARK(read_utf8_nfd);
BENCHMARK(read_tcvn3);
BENCHMARK(read_vni);
BENCHMARK(read_cp1258);

}  // namespace
}  // namespace intake
