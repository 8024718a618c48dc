// The arithmetic of the networks: 8-bit matrix products and the few functions between them.
//
// Four sets of the same functions, for the instruction sets that machines have: plain C++, AVX2,
// AVX2 with AVX-VNNI, AVX-512 with VNNI. All give the same bits: products are summed in 32-bit
// integers, floating-point sums run in sixteen lanes of a fixed order and are folded in a fixed
// tree, nothing is contracted to fused operations, and only + - * / sqrt are used, which IEEE 754
// fixes to the last bit.
#ifndef DRAGOMAN_MODEL_KERNELS_H_
#define DRAGOMAN_MODEL_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace dragoman {

/// Memory aligned for the widest vectors; grows, never shrinks.
template <typename T>
class AlignedBuffer {
 public:
  /// Room for at least n values; what was in it may be lost.
  T* reserve(size_t n) {
    if (n > size_) {
      size_ = n + n / 2;
      data_.reset(new (std::align_val_t{64}) T[size_]());
    }
    return data_.get();
  }
  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(T* p) const { ::operator delete[](p, std::align_val_t{64}); }
  };
  std::unique_ptr<T[], Free> data_;
  size_t size_ = 0;
};

/// Weights of a linear layer, y = W x + b: 8 bits a weight with one scale a row, laid out for the
/// kernels: panels of 64 rows; in a panel, for every four columns, four bytes of each row.
class QuantMatrix {
 public:
  static constexpr size_t kPanel = 64;
  QuantMatrix() = default;
  /// From rows × cols weights, row after row. `scales` and `bias` have one value a row; an empty
  /// bias is zero.
  QuantMatrix(const int8_t* weights, size_t rows, size_t cols, std::span<const float> scales,
              std::span<const float> bias);
  /// The matrices one below the other: one product for all of them.
  static QuantMatrix stack(std::span<const QuantMatrix* const> parts);

  size_t rows() const { return rows_; }
  size_t cols() const { return cols_; }
  size_t padded_rows() const { return (rows_ + kPanel - 1) / kPanel * kPanel; }
  size_t padded_cols() const { return (cols_ + 3) / 4 * 4; }
  int8_t weight(size_t row, size_t col) const;

  const int8_t* packed() const { return packed_.data(); }
  const float* scale() const { return scale_.data(); }      // padded_rows values
  const float* bias() const { return bias_.data(); }        // padded_rows values
  const int32_t* offset() const { return offset_.data(); }  // 128 × the sum of the row's weights
  size_t bytes() const { return packed_.size() + 12 * scale_.size(); }

 private:
  void allocate(size_t rows, size_t cols);
  void set(size_t row, size_t col, int8_t value);

  size_t rows_ = 0, cols_ = 0;
  AlignedBuffer<int8_t> packed_;
  AlignedBuffer<float> scale_, bias_;
  AlignedBuffer<int32_t> offset_;
};

/// Activations of `rows` tokens in eight bits: value = (byte - 128) · scale.
struct QuantRows {
  const uint8_t* bytes = nullptr;
  size_t stride = 0;             // a multiple of 4; what lies behind the columns is 128
  const float* scale = nullptr;  // one a row
  size_t rows = 0;
};

/// One set of kernels. Widths (`dim`) are multiples of 16; buffers are aligned to 64 bytes.
struct Kernels {
  std::string_view name;

  /// q = round-half-even(x · 127/a) + 128 and scale = a/127, a = the greatest |x| of the row
  /// (at least 1e-12).
  void (*quantize)(const float* x, size_t rows, size_t cols, size_t stride, uint8_t* q,
                   size_t q_stride, float* scale);

  /// As quantize, for the row made of x[t - d], x[t], x[t + d] (zeros outside of [0, rows)).
  void (*quantize_window)(const float* x, size_t rows, size_t dim, size_t dilation, uint8_t* q,
                          float* scale);

  /// out[t][r] = float(Σ w q) · (a_scale[t] · w_scale[r]) + bias[r]; stride of `out` is `ldo`.
  void (*multiply)(const QuantRows& a, const QuantMatrix& w, float* out, size_t ldo);

  /// x = norm(x + y): mean and variance over `dim`, then · gain + shift.
  void (*add_norm)(float* x, const float* y, size_t y_stride, size_t rows, size_t dim,
                   const float* gain, const float* shift, float epsilon);

  /// y[t] = u[t][0..dim) · sigmoid(u[t][dim..2 dim)), sigmoid(v) = 0.5 + 0.5 v / sqrt(1 + v²).
  void (*glu)(const float* u, size_t u_stride, size_t rows, size_t dim, float* y);

  /// Two gated scans over one sentence, one from each end: u = [z | c | z' | c'] of width `dim`,
  /// h = (1 - sigmoid(z)) h + sigmoid(z) c; out = [h | h'].
  void (*scan)(const float* u, size_t u_stride, size_t rows, size_t dim, float* out);

  void (*relu)(float* x, size_t n);

  /// sum[i] += table[row][i] · scale[row], over `dim` values, for one row after the other.
  void (*add_rows)(float* sum, const int8_t* table, const float* scale, const uint32_t* rows,
                   size_t count, size_t dim);

  /// out[i][j] = scale · Σ_k a[i][k] · b[k][j], the sum in the order of k. `ldb` and `ldo` are
  /// multiples of 16 and at least `columns`, rounded up to 16.
  void (*product)(const float* a, size_t lda, size_t rows, const float* b, size_t ldb, size_t depth,
                  size_t columns, float scale, float* out, size_t ldo);

  /// x · (1 + erf(x / √2)) / 2 for n values, erf within 2e-7.
  void (*gelu)(float* x, size_t n);

  /// exp(x - max) / sum over the first n values of each row; what follows up to the next multiple
  /// of 16 becomes 0. Rows are `stride` apart.
  void (*softmax)(float* x, size_t rows, size_t n, size_t stride);

  /// The index of the greatest of n values; the first of equals.
  uint32_t (*argmax)(const float* x, size_t n);
};

enum class InstructionSet : uint8_t { kPlain, kAvx2, kAvxVnni, kAvx512 };
inline constexpr InstructionSet kInstructionSets[] = {InstructionSet::kPlain, InstructionSet::kAvx2,
                                                      InstructionSet::kAvxVnni,
                                                      InstructionSet::kAvx512};

/// The kernels of an instruction set; null if this machine cannot run them.
const Kernels* kernels_for(InstructionSet set);

/// The fastest that this machine runs, or what use_kernels() set.
const Kernels& kernels();

/// For tests and measurements: what kernels() gives from now on, in all threads; null: the fastest.
void use_kernels(const Kernels* set);

}  // namespace dragoman

#endif  // DRAGOMAN_MODEL_KERNELS_H_
