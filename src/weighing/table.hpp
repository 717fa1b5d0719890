// Weighing of any table of (item, source, value): which value of each item is the true one, how good each
// source is, and who copies whom. The same reasoning that joins voices in reports, measured against the
// literature. The model (docs/weighing.md, 'Tables'): given the true value, a source states it exactly, or in
// part, or misspelt, or with additions, or something else, at rates of its own, learned by expectation
// maximisation (after the latent truth model of Zhao et al. 2012 and ACCU of Dong et al. 2009); statements that
// one source is likely to have copied from another count for less (copy detection of Dong et al. 2009, with the
// popularity of wrong values of their POPACCU).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/probability.hpp"
#include "base/result.hpp"
#include "weighing/params.hpp"
#include "weighing/relation.hpp"

namespace assay::weighing {

struct TableClaim {
  std::string item, source, value;
};

struct TableBelief {
  std::string value;
  Probability probability;
};

struct TableItem {
  std::string item;
  std::vector<TableBelief> beliefs;  // likeliest first; equal ones by value; they sum to 1
};

struct TableSource {
  std::string source;
  int statements = 0;
  Probability exact;                         // of its statements that are the true value to the letter
  std::string copies_from;                   // the source it likeliest copies from, or empty
  Probability copying;
};

struct WeighedTable {
  std::vector<TableItem> items;      // in order of first appearance
  std::vector<TableSource> sources;  // by name
};

// Reads tab-separated lines of item, source and value; a first line 'item source value' is a heading. Lines
// may end in CR LF; empty ones are skipped. Fails with kBadFormat at NAME:LINE, kTooLarge past 20 million lines.
Result<std::vector<TableClaim>> read_table(std::string_view text, const std::string& name);

// Deterministic: the same for any order of the lines but for the order of `items`. Cost: for each round, the
// statements of an item times its values (of which the 200 likeliest by votes are kept), and for copying each
// pair of sources that share an item (items of more than 300 sources are left out there).
WeighedTable weigh_table(const std::vector<TableClaim>& claims, const Params& params);

}  // namespace assay::weighing
