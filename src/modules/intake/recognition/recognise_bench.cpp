// Throughput of text to items to JSON on one core, on texts of this repository repeated to some megabytes.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "modules/intake/recognition/recognise.h"
#include "modules/intake/recognition/recognisers.h"

namespace {

std::string sample(std::size_t bytes) {
  std::string all;
  const char* folder = std::getenv("LIENTHONG_TEXTS");
  if (folder != nullptr)
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".txt") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream content;
      content << in.rdbuf();
      all += base::to_nfc(content.str()) + "\n\n";
    }
  if (all.empty())
    all =
        "Thực hiện Nghị quyết số 21-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương, trong quý II/2023 toàn tỉnh kết "
        "nạp "
        "hơn 1.250 đảng viên, đạt 96,5% chỉ tiêu. Các cấp ủy tiếp tục rà soát, củng cố tổ chức cơ sở đảng.\n\n";
  std::string text;
  while (text.size() < bytes) text += all;
  return text;
}

void whole_pipeline(benchmark::State& state) {
  const std::string nfc = sample(std::size_t(state.range(0)) << 20);
  for (auto _ : state) {
    const intake::SourceText text(nfc);
    const auto items = intake::recognise(text);
    benchmark::DoNotOptimize(intake::to_json(text, items, "text", "utf-8"));
  }
  state.SetBytesProcessed(std::int64_t(state.iterations()) * std::int64_t(nfc.size()));
}

void tokens_only(benchmark::State& state) {
  const std::string nfc = sample(std::size_t(state.range(0)) << 20);
  for (auto _ : state) benchmark::DoNotOptimize(intake::SourceText(nfc).size());
  state.SetBytesProcessed(std::int64_t(state.iterations()) * std::int64_t(nfc.size()));
}

// One recogniser after the other, to see which one costs what.
void one_recogniser(benchmark::State& state) {
  const intake::SourceText text(sample(std::size_t(1) << 20));
  const auto which = std::size_t(state.range(0));
  std::vector<intake::Item> before;
  for (std::size_t i = 0; i < which; ++i) intake::recognisers()[i](text, before);
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<intake::Item> items = before;
    state.ResumeTiming();
    intake::recognisers()[which](text, items);
    benchmark::DoNotOptimize(items.size());
  }
}

void one_linker(benchmark::State& state) {
  const intake::SourceText text(sample(std::size_t(1) << 20));
  std::vector<intake::Item> items = intake::recognise(text);
  for (auto _ : state) intake::linkers()[std::size_t(state.range(0))](text, items);
}

void json_only(benchmark::State& state) {
  const intake::SourceText text(sample(std::size_t(1) << 20));
  const std::vector<intake::Item> items = intake::recognise(text);
  for (auto _ : state) benchmark::DoNotOptimize(intake::to_json(text, items, "text", "utf-8"));
}

void recognise_only(benchmark::State& state) {
  const intake::SourceText text(sample(std::size_t(1) << 20));
  for (auto _ : state) benchmark::DoNotOptimize(intake::recognise(text).size());
}

}  // namespace

BENCHMARK(one_linker)->DenseRange(0, std::int64_t(intake::linkers().size()) - 1)->Unit(benchmark::kMillisecond);
BENCHMARK(json_only)->Unit(benchmark::kMillisecond);
BENCHMARK(recognise_only)->Unit(benchmark::kMillisecond);
BENCHMARK(one_recogniser)->DenseRange(0, std::int64_t(intake::recognisers().size()) - 1)->Unit(benchmark::kMillisecond);
BENCHMARK(whole_pipeline)->Arg(1)->Arg(4)->Arg(16)->Unit(benchmark::kMillisecond);
BENCHMARK(tokens_only)->Arg(4)->Unit(benchmark::kMillisecond);
