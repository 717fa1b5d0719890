// Numerals as news prints them: '1,000', '18.5 million', '3.1m', 'twenty-one', 'a hundred and fifty', 'two
// dozen', 'tens of thousands'. Read by times ('three months ago') and quantities alike.
#pragma once

#include <optional>

#include "reading/atoms.hpp"

namespace assay::reading {

struct Numeral {
  double value = 0;
  bool open = false;     // 'hundreds': the value is the least it can mean
  bool vague = false;    // 'several', 'a few': no value
  bool words = false;    // written out
  bool grouped = false;  // '1,000'
  bool scaled = false;   // 'million', 'dozen' or a suffix follows
  int end = 0;           // one past its last atom
};

// The numeral that begins at atom `i`, as long as it goes. Articles belong to it only before a scale ('a
// dozen'); ordinals and bare fractions are none. O(its length).
std::optional<Numeral> numeral_at(const Atoms& atoms, int i);

// 'third' is 3, '21st' is 21, 'twenty-first' is 21: the value and one past its last atom.
std::optional<Numeral> ordinal_at(const Atoms& atoms, int i);

}  // namespace assay::reading
