// AVX2 with AVX-VNNI: the byte products of the desktop processors that have no AVX-512.
#include "model/kernel_sets.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

namespace dragoman::avxvnni {
namespace {

#define TARGET __attribute__((target("avx2,avxvnni")))

// kTokens tokens against sixteen rows: 2 · kTokens accumulators of 16 registers.
template <size_t kTokens>
TARGET inline void tile(const QuantRows& a, size_t t0, const QuantMatrix& w, size_t row,
                        const int8_t* weights, float* out, size_t ldo) {
  const size_t groups = w.padded_cols() / 4;
  __m256i sum[kTokens][2];
  for (size_t t = 0; t < kTokens; ++t)
    for (size_t b = 0; b < 2; ++b) sum[t][b] = _mm256_setzero_si256();
  const uint8_t* x0 = a.bytes + t0 * a.stride;
  for (size_t g = 0; g < groups; ++g) {
    const auto* block = reinterpret_cast<const __m256i*>(weights + g * QuantMatrix::kPanel * 4);
    const __m256i w0 = _mm256_load_si256(block), w1 = _mm256_load_si256(block + 1);
    for (size_t t = 0; t < kTokens; ++t) {
      int32_t four;
      __builtin_memcpy(&four, x0 + t * a.stride + g * 4, 4);
      const __m256i x = _mm256_set1_epi32(four);
      sum[t][0] = _mm256_dpbusd_avx_epi32(sum[t][0], x, w0);
      sum[t][1] = _mm256_dpbusd_avx_epi32(sum[t][1], x, w1);
    }
  }
  for (size_t b = 0; b < 2; ++b) {
    const size_t r = row + b * 8;
    const __m256i offset = _mm256_load_si256(reinterpret_cast<const __m256i*>(w.offset() + r));
    const __m256 w_scale = _mm256_load_ps(w.scale() + r), bias = _mm256_load_ps(w.bias() + r);
    for (size_t t = 0; t < kTokens; ++t) {
      const __m256 value = _mm256_cvtepi32_ps(_mm256_sub_epi32(sum[t][b], offset));
      const __m256 scale = _mm256_mul_ps(_mm256_set1_ps(a.scale[t0 + t]), w_scale);
      _mm256_storeu_ps(out + (t0 + t) * ldo + r, _mm256_add_ps(_mm256_mul_ps(value, scale), bias));
    }
  }
}

TARGET void multiply(const QuantRows& a, const QuantMatrix& w, float* out, size_t ldo) {
  for (size_t row = 0; row < w.padded_rows(); row += 16) {
    const size_t panel = row / QuantMatrix::kPanel * QuantMatrix::kPanel;
    const int8_t* weights = w.packed() + panel * w.padded_cols() + (row - panel) * 4;
    size_t t = 0;
    for (; t + 6 <= a.rows; t += 6) tile<6>(a, t, w, row, weights, out, ldo);
    for (; t + 2 <= a.rows; t += 2) tile<2>(a, t, w, row, weights, out, ldo);
    for (; t < a.rows; ++t) tile<1>(a, t, w, row, weights, out, ldo);
  }
}

#define LANE_WIDTH 8
#define SET_NAME "avxvnni"
#define DRAGOMAN_MULTIPLY multiply
#include "model/kernels_impl.inc"

bool supported() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned kAvxVnni = 1u << 4;  // CPUID leaf 7, subleaf 1, EAX
  return __builtin_cpu_supports("avx2") && __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 &&
         (a & kAvxVnni) != 0;
}

}  // namespace
}  // namespace dragoman::avxvnni

namespace dragoman {
const Kernels* avxvnni_kernels() {
  return avxvnni::supported() ? &avxvnni::kSet : nullptr;
}
}  // namespace dragoman

#else
namespace dragoman {
const Kernels* avxvnni_kernels() {
  return nullptr;
}
}  // namespace dragoman
#endif
