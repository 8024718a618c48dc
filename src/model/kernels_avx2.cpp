// AVX2: bytes are widened to 16 bits before they are multiplied, because the instruction that
// multiplies bytes saturates.
#include "model/kernel_sets.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace dragoman::avx2 {
namespace {

#define TARGET __attribute__((target("avx2")))

// Four tokens against sixteen rows. An accumulator holds two sums a row, which are added at the
// end.
template <size_t kTokens>
TARGET inline void tile(const QuantRows& a, size_t t0, const QuantMatrix& w, size_t row,
                        const int8_t* weights, float* out, size_t ldo) {
  const size_t groups = w.padded_cols() / 4;
  __m256i sum[kTokens][4];
  for (size_t t = 0; t < kTokens; ++t)
    for (size_t b = 0; b < 4; ++b) sum[t][b] = _mm256_setzero_si256();
  for (size_t g = 0; g < groups; ++g) {
    const int8_t* block = weights + g * QuantMatrix::kPanel * 4;
    __m256i wide[4];
    for (size_t b = 0; b < 4; ++b)
      wide[b] =
          _mm256_cvtepi8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(block + b * 16)));
    for (size_t t = 0; t < kTokens; ++t) {
      int32_t four;
      __builtin_memcpy(&four, a.bytes + (t0 + t) * a.stride + g * 4, 4);
      const __m256i x = _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)));
      for (size_t b = 0; b < 4; ++b)
        sum[t][b] = _mm256_add_epi32(sum[t][b], _mm256_madd_epi16(wide[b], x));
    }
  }
  for (size_t t = 0; t < kTokens; ++t)
    for (size_t b = 0; b < 4; b += 2) {
      // Eight rows: pairs are added, then brought back into order.
      const __m256i pairs = _mm256_hadd_epi32(sum[t][b], sum[t][b + 1]);
      const __m256i whole = _mm256_permute4x64_epi64(pairs, 0xD8);
      const size_t r = row + b * 4;
      const __m256i offset = _mm256_load_si256(reinterpret_cast<const __m256i*>(w.offset() + r));
      const __m256 value = _mm256_cvtepi32_ps(_mm256_sub_epi32(whole, offset));
      const __m256 scale =
          _mm256_mul_ps(_mm256_set1_ps(a.scale[t0 + t]), _mm256_load_ps(w.scale() + r));
      _mm256_storeu_ps(out + (t0 + t) * ldo + r,
                       _mm256_add_ps(_mm256_mul_ps(value, scale), _mm256_load_ps(w.bias() + r)));
    }
}

TARGET void multiply(const QuantRows& a, const QuantMatrix& w, float* out, size_t ldo) {
  for (size_t row = 0; row < w.padded_rows(); row += 16) {
    const size_t panel = row / QuantMatrix::kPanel * QuantMatrix::kPanel;
    const int8_t* weights = w.packed() + panel * w.padded_cols() + (row - panel) * 4;
    size_t t = 0;
    for (; t + 2 <= a.rows; t += 2) tile<2>(a, t, w, row, weights, out, ldo);
    for (; t < a.rows; ++t) tile<1>(a, t, w, row, weights, out, ldo);
  }
}

#define LANE_WIDTH 8
#define SET_NAME "avx2"
#define DRAGOMAN_MULTIPLY multiply
#include "model/kernels_impl.inc"

}  // namespace
}  // namespace dragoman::avx2

namespace dragoman {
const Kernels* avx2_kernels() {
  return __builtin_cpu_supports("avx2") ? &avx2::kSet : nullptr;
}
}  // namespace dragoman

#else
namespace dragoman {
const Kernels* avx2_kernels() {
  return nullptr;
}
}  // namespace dragoman
#endif
