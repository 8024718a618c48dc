// Matrices and the plain kernels, and the choice between the sets.
#include "model/kernels.h"

#include <algorithm>
#include <atomic>

#include "model/kernel_sets.h"

namespace dragoman {

void QuantMatrix::allocate(size_t rows, size_t cols) {
  rows_ = rows;
  cols_ = cols;
  const size_t n = padded_rows();
  std::fill_n(packed_.reserve(n * padded_cols()), n * padded_cols(), int8_t{0});
  std::fill_n(scale_.reserve(n), n, 0.0f);
  std::fill_n(bias_.reserve(n), n, 0.0f);
  std::fill_n(offset_.reserve(n), n, 0);
}

// Byte of the weight (row, col) in the packed form.
static size_t place(size_t padded_cols, size_t row, size_t col) {
  const size_t panel = row / QuantMatrix::kPanel, inside = row % QuantMatrix::kPanel;
  return panel * QuantMatrix::kPanel * padded_cols + col / 4 * QuantMatrix::kPanel * 4 +
         inside * 4 + col % 4;
}

void QuantMatrix::set(size_t row, size_t col, int8_t value) {
  packed_.data()[place(padded_cols(), row, col)] = value;
}

int8_t QuantMatrix::weight(size_t row, size_t col) const {
  return packed_.data()[place(padded_cols(), row, col)];
}

QuantMatrix::QuantMatrix(const int8_t* weights, size_t rows, size_t cols,
                         std::span<const float> scales, std::span<const float> bias) {
  allocate(rows, cols);
  for (size_t r = 0; r < rows; ++r) {
    int32_t sum = 0;
    for (size_t c = 0; c < cols; ++c) {
      set(r, c, weights[r * cols + c]);
      sum += weights[r * cols + c];
    }
    scale_.data()[r] = scales[r];
    bias_.data()[r] = bias.empty() ? 0.0f : bias[r];
    offset_.data()[r] = 128 * sum;
  }
}

QuantMatrix QuantMatrix::stack(std::span<const QuantMatrix* const> parts) {
  QuantMatrix out;
  size_t rows = 0;
  for (const QuantMatrix* part : parts) rows += part->rows();
  if (parts.empty()) return out;
  out.allocate(rows, parts.front()->cols());
  size_t at = 0;
  for (const QuantMatrix* part : parts)
    for (size_t r = 0; r < part->rows(); ++r, ++at) {
      for (size_t c = 0; c < part->cols(); ++c) out.set(at, c, part->weight(r, c));
      out.scale_.data()[at] = part->scale()[r];
      out.bias_.data()[at] = part->bias()[r];
      out.offset_.data()[at] = part->offset()[r];
    }
  return out;
}

namespace plain {
namespace {

void multiply(const QuantRows& a, const QuantMatrix& w, float* out, size_t ldo) {
  constexpr size_t kPanel = QuantMatrix::kPanel;
  const size_t groups = w.padded_cols() / 4;
  for (size_t panel = 0; panel < w.padded_rows(); panel += kPanel) {
    const int8_t* weights = w.packed() + panel * w.padded_cols();
    for (size_t t = 0; t < a.rows; ++t) {
      int32_t sum[kPanel] = {};
      const uint8_t* x = a.bytes + t * a.stride;
      for (size_t g = 0; g < groups; ++g) {
        const int8_t* block = weights + g * kPanel * 4;
        for (size_t r = 0; r < kPanel; ++r)
          for (size_t k = 0; k < 4; ++k)
            sum[r] += static_cast<int32_t>(block[r * 4 + k]) * static_cast<int32_t>(x[g * 4 + k]);
      }
      for (size_t r = 0; r < kPanel; ++r)
        out[t * ldo + panel + r] = static_cast<float>(sum[r] - w.offset()[panel + r]) *
                                       (a.scale[t] * w.scale()[panel + r]) +
                                   w.bias()[panel + r];
    }
  }
}

#define TARGET
#define LANE_WIDTH 4
#define SET_NAME "plain"
#define DRAGOMAN_MULTIPLY multiply
#include "model/kernels_impl.inc"
#undef TARGET
#undef SET_NAME
#undef LANE_WIDTH
#undef DRAGOMAN_MULTIPLY

}  // namespace
}  // namespace plain

const Kernels* plain_kernels() {
  return &plain::kSet;
}

const Kernels* kernels_for(InstructionSet set) {
  switch (set) {
    case InstructionSet::kPlain:
      return plain_kernels();
    case InstructionSet::kAvx2:
      return avx2_kernels();
    case InstructionSet::kAvxVnni:
      return avxvnni_kernels();
    case InstructionSet::kAvx512:
      return avx512_kernels();
  }
  return nullptr;
}

namespace {
std::atomic<const Kernels*> chosen{nullptr};
}  // namespace

const Kernels& kernels() {
  if (const Kernels* set = chosen.load(std::memory_order_relaxed)) return *set;
  static const Kernels& best = []() -> const Kernels& {
    if (const Kernels* k = avx512_kernels()) return *k;
    if (const Kernels* k = avxvnni_kernels()) return *k;
    if (const Kernels* k = avx2_kernels()) return *k;
    return *plain_kernels();
  }();
  return best;
}

void use_kernels(const Kernels* set) {
  chosen.store(set, std::memory_order_relaxed);
}

}  // namespace dragoman
