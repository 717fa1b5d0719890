// A matrix of weights in bytes, laid out for Kernels::multiply_bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/kernels.hpp"

namespace assay::language {

class ByteMatrix {
 public:
  // A matrix of k rows (a multiple of 4) and n columns, row-major. Each column is scaled so that its largest weight
  // is 127.
  void quantise(int k, int n, const float* weights);

  void save(std::string& out) const;
  // Reads a matrix of this size; the rest of `bytes`, or a null view when they are cut short or hold bad scales.
  std::string_view load(int k, int n, std::string_view bytes);

  // The activations' bytes (k a row) times the matrix: m rows of padded(n) floats.
  void multiply(int m, const unsigned char* a, const float* a_scales, const float* bias, float* c) const {
    kernels().multiply_bytes(m, padded(n_), k_, a, k_, a_scales, packed_.data(), scales_.data(), zeros_.data(), bias, c,
                             padded(n_));
  }

 private:
  void pack(const signed char* rows);
  int k_ = 0, n_ = 0;
  std::vector<signed char> packed_;  // panels of kPanel columns; in each four rows at a time, column by column
  std::vector<float> scales_;        // of columns; padded
  std::vector<int> zeros_;           // what zero activations would add to each column; padded
};

// Lays out rows of activations as the columns of such a matrix: column j is row j of `rows` (n of them, k bytes each,
// as to_bytes gives them). `packed` takes k * padded(n) bytes, `zeros` padded(n) numbers.
void pack_columns(int k, int n, const unsigned char* rows, signed char* packed, int* zeros);

}  // namespace assay::language
