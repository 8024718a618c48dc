// AVX-512 with VNNI: one instruction multiplies 64 bytes by 64 and adds each four products.
#include "model/kernel_sets.h"

#if defined(__x86_64__)
#include <immintrin.h>

// g++ 12 takes the undefined start value of its own intrinsics for a mistake (GCC bug 105593).
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

namespace dragoman::avx512 {
namespace {

#if defined(__clang__)
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))
#else
#define TARGET \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,prefer-vector-width=512")))
#endif

// kTokens tokens against a panel of 64 rows: 4 · kTokens accumulators, at most 24 of 32 registers.
template <size_t kTokens>
TARGET inline void tile(const QuantRows& a, size_t t0, const QuantMatrix& w, size_t row,
                        const int8_t* weights, float* out, size_t ldo) {
  const size_t groups = w.padded_cols() / 4;
  __m512i sum[kTokens][4];
  for (size_t t = 0; t < kTokens; ++t)
    for (size_t b = 0; b < 4; ++b) sum[t][b] = _mm512_setzero_si512();
  const uint8_t* x0 = a.bytes + t0 * a.stride;
  for (size_t g = 0; g < groups; ++g) {
    const int8_t* block = weights + g * QuantMatrix::kPanel * 4;
    __m512i wb[4];
    for (size_t b = 0; b < 4; ++b) wb[b] = _mm512_load_si512(block + b * 64);
    for (size_t t = 0; t < kTokens; ++t) {
      int32_t four;
      __builtin_memcpy(&four, x0 + t * a.stride + g * 4, 4);
      const __m512i x = _mm512_set1_epi32(four);
      for (size_t b = 0; b < 4; ++b) sum[t][b] = _mm512_dpbusd_epi32(sum[t][b], x, wb[b]);
    }
  }
  for (size_t b = 0; b < 4; ++b) {
    const size_t r = row + b * 16;
    const __m512i offset = _mm512_load_si512(w.offset() + r);
    const __m512 w_scale = _mm512_load_ps(w.scale() + r), bias = _mm512_load_ps(w.bias() + r);
    for (size_t t = 0; t < kTokens; ++t) {
      const __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum[t][b], offset));
      const __m512 scale = _mm512_mul_ps(_mm512_set1_ps(a.scale[t0 + t]), w_scale);
      _mm512_storeu_ps(out + (t0 + t) * ldo + r, _mm512_add_ps(_mm512_mul_ps(value, scale), bias));
    }
  }
}

TARGET void multiply(const QuantRows& a, const QuantMatrix& w, float* out, size_t ldo) {
  for (size_t row = 0; row < w.padded_rows(); row += QuantMatrix::kPanel) {
    const int8_t* weights = w.packed() + row * w.padded_cols();
    size_t t = 0;
    for (; t + 6 <= a.rows; t += 6) tile<6>(a, t, w, row, weights, out, ldo);
    switch (a.rows - t) {
      case 5:
        tile<5>(a, t, w, row, weights, out, ldo);
        break;
      case 4:
        tile<4>(a, t, w, row, weights, out, ldo);
        break;
      case 3:
        tile<3>(a, t, w, row, weights, out, ldo);
        break;
      case 2:
        tile<2>(a, t, w, row, weights, out, ldo);
        break;
      case 1:
        tile<1>(a, t, w, row, weights, out, ldo);
        break;
      default:
        break;
    }
  }
}

#define LANE_WIDTH 16
#define SET_NAME "avx512vnni"
#define DRAGOMAN_MULTIPLY multiply
#include "model/kernels_impl.inc"

}  // namespace
}  // namespace dragoman::avx512

namespace dragoman {
const Kernels* avx512_kernels() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                 __builtin_cpu_supports("avx512vnni")
             ? &avx512::kSet
             : nullptr;
}
}  // namespace dragoman

#else
namespace dragoman {
const Kernels* avx512_kernels() {
  return nullptr;
}
}  // namespace dragoman
#endif
