// Products of the sizes that the fast model has, for every set of instructions.
#include <benchmark/benchmark.h>

#include <vector>

#include "model/kernels.h"

namespace {

using namespace dragoman;

void BM_Multiply(benchmark::State& state) {
  const Kernels* k = kernels_for(static_cast<InstructionSet>(state.range(0)));
  if (k == nullptr) {
    state.SkipWithError("not on this machine");
    return;
  }
  const auto rows = static_cast<size_t>(state.range(1)), cols = static_cast<size_t>(state.range(2));
  constexpr size_t kTokens = 120;
  std::vector<int8_t> weights(rows * cols, 3);
  std::vector<float> scale(rows, 0.01f);
  const QuantMatrix m(weights.data(), rows, cols, scale, {});
  AlignedBuffer<uint8_t> q;
  q.reserve(kTokens * cols);
  AlignedBuffer<float> s, out;
  s.reserve(kTokens);
  out.reserve(kTokens * m.padded_rows());
  for (auto _ : state) {
    k->multiply({q.data(), cols, s.data(), kTokens}, m, out.data(), m.padded_rows());
    benchmark::DoNotOptimize(out.data());
  }
  state.SetLabel(std::string(k->name));
  state.counters["MAC/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(kTokens * rows * cols),
      benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Multiply)
    ->ArgsProduct({{0, 1, 2, 3}, {256}, {384}})
    ->ArgsProduct({{1, 2, 3}, {512}, {128}});

void BM_Elementwise(benchmark::State& state) {
  const Kernels* k = kernels_for(static_cast<InstructionSet>(state.range(0)));
  if (k == nullptr) {
    state.SkipWithError("not on this machine");
    return;
  }
  constexpr size_t kTokens = 120, kDim = 128;
  AlignedBuffer<float> u, y, gain, sc;
  u.reserve(kTokens * 4 * kDim);
  for (size_t i = 0; i < kTokens * 4 * kDim; ++i) u.data()[i] = static_cast<float>(i % 97) / 50.0f;
  y.reserve(kTokens * 2 * kDim);
  gain.reserve(kDim);
  sc.reserve(kTokens);
  AlignedBuffer<uint8_t> q;
  q.reserve(kTokens * 3 * kDim);
  for (auto _ : state) {
    switch (state.range(1)) {
      case 0:
        k->glu(u.data(), 2 * kDim, kTokens, kDim, y.data());
        break;
      case 1:
        k->scan(u.data(), 4 * kDim, kTokens, kDim, y.data());
        break;
      case 2:
        k->add_norm(y.data(), u.data(), kDim, kTokens, kDim, gain.data(), gain.data(), 1e-5f);
        break;
      case 3:
        k->quantize(u.data(), kTokens, kDim, kDim, q.data(), kDim, sc.data());
        break;
      case 4:
        k->quantize_window(u.data(), kTokens, kDim, 1, q.data(), sc.data());
        break;
      case 5:
        k->product(u.data(), 32, kTokens, u.data(), 64, 160, 64, 1.0f, y.data(), 64);
        break;
      default:
        break;
    }
    benchmark::DoNotOptimize(y.data());
  }
  static const char* const kNames[] = {"glu",    "scan", "add_norm", "quantize", "quantize_window",
                                       "product"};
  state.SetLabel(std::string(k->name) + " " + kNames[state.range(1)]);
  state.counters["words/s"] = benchmark::Counter(static_cast<double>(state.iterations() * kTokens),
                                                 benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Elementwise)->ArgsProduct({{0, 1, 2, 3}, {0, 1, 2, 3, 4, 5}});

}  // namespace
