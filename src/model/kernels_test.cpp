#include "model/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

namespace dragoman {
namespace {

template <typename T>
struct Aligned : AlignedBuffer<T> {
  explicit Aligned(size_t n) { this->reserve(n); }
};

std::vector<float> noise(size_t n, uint32_t seed, float width = 1.0f) {
  std::mt19937 random(seed);
  std::vector<float> out(n);
  for (float& x : out) x = (static_cast<float>(random() % 20001) / 10000.0f - 1.0f) * width;
  return out;
}

QuantMatrix matrix(size_t rows, size_t cols, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> weights(rows * cols);
  for (int8_t& w : weights) w = static_cast<int8_t>(static_cast<int>(random() % 255) - 127);
  return {weights.data(), rows, cols, noise(rows, seed + 1, 0.02f), noise(rows, seed + 2)};
}

TEST(QuantMatrix, KeepsItsWeights) {
  const int8_t w[] = {1, -2, 3, 4, -5, 127, -128, 0, 9, 10};
  const std::vector<float> scale = {0.5f, 2.0f};
  const QuantMatrix m(w, 2, 5, scale, {});
  for (size_t r = 0; r < 2; ++r)
    for (size_t c = 0; c < 5; ++c) EXPECT_EQ(m.weight(r, c), w[r * 5 + c]);
  EXPECT_EQ(m.offset()[0], 128 * 1);
  EXPECT_EQ(m.offset()[1], 128 * (127 - 128 + 0 + 9 + 10));
  EXPECT_EQ(m.bias()[1], 0.0f);
  const QuantMatrix* parts[] = {&m, &m};
  const QuantMatrix both = QuantMatrix::stack(parts);
  EXPECT_EQ(both.rows(), 4u);
  EXPECT_EQ(both.weight(3, 1), -128);
  EXPECT_EQ(QuantMatrix::stack({}).rows(), 0u);
}

TEST(Kernels, ProductByHand) {
  const int8_t w[] = {1, 2, -3, 127, 127, 127};
  const std::vector<float> scale = {0.5f, 1.0f}, bias = {1.0f, -1.0f};
  const QuantMatrix m(w, 2, 3, scale, bias);
  Aligned<uint8_t> q(8);
  const uint8_t bytes[] = {128 + 10, 128 - 20, 128 + 30, 128, 255, 255, 255, 128};
  std::memcpy(q.data(), bytes, 8);
  Aligned<float> a_scale(2), out(2 * 64);
  a_scale.data()[0] = 2.0f;
  a_scale.data()[1] = 0.25f;
  for (InstructionSet set : kInstructionSets) {
    const Kernels* k = kernels_for(set);
    if (k == nullptr) continue;
    k->multiply({q.data(), 4, a_scale.data(), 2}, m, out.data(), 64);
    EXPECT_EQ(out.data()[0], (10 - 40 - 90) * 1.0f + 1.0f) << k->name;
    EXPECT_EQ(out.data()[1], 127 * (10 - 20 + 30) * 2.0f - 1.0f) << k->name;
    EXPECT_EQ(out.data()[64 + 1], 127 * 127 * 3 * 0.25f - 1.0f) << k->name;
  }
}

TEST(Kernels, QuantizeRoundsHalfToEven) {
  const float x[16] = {127.0f, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -127.0f, 3.4f};
  uint8_t q[20];
  float scale = 0;
  for (InstructionSet set : kInstructionSets) {
    const Kernels* k = kernels_for(set);
    if (k == nullptr) continue;
    k->quantize(x, 1, 8, 16, q, 20, &scale);
    const int want[] = {127, 0, 2, 2, 0, -2, -127, 3};
    for (int i = 0; i < 8; ++i) EXPECT_EQ(int{q[i]} - 128, want[i]) << k->name;
    for (int i = 8; i < 20; ++i) EXPECT_EQ(q[i], 128);
    EXPECT_EQ(scale, 1.0f);
    const float zero[16] = {};
    k->quantize(zero, 1, 16, 16, q, 20, &scale);
    EXPECT_EQ(q[3], 128);
  }
}

TEST(Kernels, GateIsASigmoid) {
  const Kernels& k = *kernels_for(InstructionSet::kPlain);
  Aligned<float> u(32), y(16);
  for (size_t i = 0; i < 16; ++i) {
    u.data()[i] = 2.0f;
    u.data()[16 + i] = static_cast<float>(i) - 8.0f;
  }
  k.glu(u.data(), 32, 1, 16, y.data());
  EXPECT_FLOAT_EQ(y.data()[8], 1.0f);
  for (size_t i = 0; i < 16; ++i) {
    const double v = static_cast<double>(i) - 8.0;
    EXPECT_NEAR(y.data()[i], 2.0 * (0.5 + 0.5 * v / std::sqrt(1 + v * v)), 1e-6);
  }
}

TEST(Kernels, NormHasMeanZeroAndVarianceOne) {
  const std::vector<float> one(64, 1.0f), zero(64, 0.0f);
  std::vector<float> x = noise(64, 5, 3.0f);
  kernels().add_norm(x.data(), nullptr, 0, 1, 64, one.data(), zero.data(), 1e-5f);
  double sum = 0, squares = 0;
  for (float v : x) {
    sum += v;
    squares += double{v} * v;
  }
  EXPECT_NEAR(sum, 0, 1e-4);
  EXPECT_NEAR(squares / 64, 1, 1e-3);
}

// Every set must give the bits of the plain one.
TEST(Kernels, AllSetsGiveTheSameBits) {
  const Kernels& plain = *kernels_for(InstructionSet::kPlain);
  const std::pair<size_t, size_t> shapes[] = {{1, 1}, {17, 3}, {45, 128}, {512, 384}, {200, 130}};
  for (InstructionSet set : kInstructionSets) {
    const Kernels* k = kernels_for(set);
    if (k == nullptr) {
      GTEST_LOG_(INFO) << "a set of instructions is not on this machine";
      continue;
    }
    for (size_t rows : {1, 2, 5, 6, 7, 13, 40}) {
      for (auto [n, cols] : shapes) {
        const QuantMatrix m = matrix(n, cols, static_cast<uint32_t>(n + cols));
        const size_t stride = m.padded_cols();
        const std::vector<float> x = noise(rows * cols, static_cast<uint32_t>(rows), 4.0f);
        Aligned<uint8_t> qa(rows * stride), qb(rows * stride);
        Aligned<float> sa(rows), sb(rows), ya(rows * m.padded_rows()), yb(rows * m.padded_rows());
        plain.quantize(x.data(), rows, cols, cols, qa.data(), stride, sa.data());
        k->quantize(x.data(), rows, cols, cols, qb.data(), stride, sb.data());
        ASSERT_EQ(std::memcmp(qa.data(), qb.data(), rows * stride), 0) << k->name;
        ASSERT_EQ(std::memcmp(sa.data(), sb.data(), rows * 4), 0) << k->name;
        plain.multiply({qa.data(), stride, sa.data(), rows}, m, ya.data(), m.padded_rows());
        k->multiply({qa.data(), stride, sa.data(), rows}, m, yb.data(), m.padded_rows());
        ASSERT_EQ(std::memcmp(ya.data(), yb.data(), rows * m.padded_rows() * 4), 0)
            << k->name << " " << rows << " " << n << "x" << cols;
      }
      constexpr size_t kDim = 128;
      const std::vector<float> u = noise(rows * 4 * kDim, 77, 3.0f), gain = noise(kDim, 8),
                               shift = noise(kDim, 9);
      auto same = [&](auto run, size_t n) {
        std::vector<float> a(n, 0.0f), b(n, 0.0f);
        run(plain, a.data());
        run(*k, b.data());
        EXPECT_EQ(std::memcmp(a.data(), b.data(), n * 4), 0) << k->name;
      };
      same([&](const Kernels& s, float* out) { s.glu(u.data(), 4 * kDim, rows, kDim, out); },
           rows * kDim);
      same([&](const Kernels& s, float* out) { s.scan(u.data(), 4 * kDim, rows, kDim, out); },
           rows * 2 * kDim);
      same(
          [&](const Kernels& s, float* out) {
            std::memcpy(out, u.data(), rows * kDim * 4);
            s.add_norm(out, u.data() + 7, 2 * kDim, rows, kDim, gain.data(), shift.data(), 1e-5f);
          },
          rows * kDim);
      same(
          [&](const Kernels& s, float* out) {
            std::memcpy(out, u.data(), rows * kDim * 4);
            s.relu(out, rows * kDim);
          },
          rows * kDim);
      same(
          [&](const Kernels& s, float* out) {
            s.product(u.data(), 4 * kDim, rows, u.data(), 16, 16, 16, 0.125f, out, 16);
          },
          rows * 16);
      same(
          [&](const Kernels& s, float* out) {
            const std::vector<int8_t> table(3 * kDim, -3);
            const float scale[] = {0.37f, 1.9f, 0.003f};
            const uint32_t ids[] = {2, 0, 1, 1};
            s.add_rows(out, table.data(), scale, ids, 4, kDim);
          },
          kDim);
      same(
          [&](const Kernels& s, float* out) {
            std::memcpy(out, u.data(), rows * kDim * 4);
            s.gelu(out, rows * kDim);
          },
          rows * kDim);
      same(
          [&](const Kernels& s, float* out) {
            std::memcpy(out, u.data(), rows * kDim * 4);
            s.softmax(out, rows, kDim - 3, kDim);
          },
          rows * kDim);
      EXPECT_EQ(k->argmax(u.data(), rows * 7), plain.argmax(u.data(), rows * 7));
      std::vector<uint8_t> qa(rows * 3 * kDim), qb(rows * 3 * kDim);
      std::vector<float> sa(rows), sb(rows);
      for (size_t dilation : {1, 2, 4}) {
        plain.quantize_window(u.data(), rows, kDim, dilation, qa.data(), sa.data());
        k->quantize_window(u.data(), rows, kDim, dilation, qb.data(), sb.data());
        EXPECT_EQ(qa, qb) << k->name;
        EXPECT_EQ(sa, sb) << k->name;
      }
    }
  }
}

TEST(Kernels, GeluAndSoftmaxAreWhatTheySay) {
  std::vector<float> x;
  for (int i = -600; i <= 600; ++i) x.push_back(static_cast<float>(i) / 50.0f);
  std::vector<float> y = x;
  kernels().gelu(y.data(), y.size());
  for (size_t i = 0; i < x.size(); ++i) {
    const double want = 0.5 * x[i] * (1 + std::erf(x[i] / std::sqrt(2.0)));
    EXPECT_NEAR(y[i], want, 2e-6 * std::max(1.0, std::abs(want))) << x[i];
  }
  std::vector<float> s(32, 0.0f);
  for (size_t i = 0; i < 20; ++i)
    s[i] = static_cast<float>(i) - 100.0f * static_cast<float>(i == 3);
  kernels().softmax(s.data(), 1, 20, 32);
  double total = 0;
  for (size_t i = 0; i < 20; ++i) total += std::exp(static_cast<double>(i) - 100.0 * (i == 3));
  for (size_t i = 0; i < 20; ++i)
    EXPECT_NEAR(s[i], std::exp(static_cast<double>(i) - 100.0 * (i == 3)) / total, 1e-6);
  for (size_t i = 20; i < 32; ++i) EXPECT_EQ(s[i], 0.0f);
}

TEST(Kernels, ArgmaxTakesTheFirst) {
  const float x[] = {1, 3, 2, 3};
  for (InstructionSet set : kInstructionSets) {
    const Kernels* k = kernels_for(set);
    if (k == nullptr) continue;
    EXPECT_EQ(k->argmax(x, 4), 1u) << k->name;
  }
}

}  // namespace
}  // namespace dragoman
