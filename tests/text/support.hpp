// What the tests of the text stage share.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "text/report.hpp"

namespace assay::text {

inline const Lexicon& lexicon() {
  static const Result<Lexicon> loaded = Lexicon::load(std::filesystem::path(ASSAY_SOURCE_DIR) / "domain");
  if (!loaded.ok()) throw std::runtime_error(loaded.error().text());
  return loaded.value();
}

inline Report read(std::string bytes, Format format = Format::kDetect) {
  RawInput input;
  input.bytes = std::move(bytes);
  input.name = input.path = "report";
  input.format = format;
  auto report = make_report(std::move(input), lexicon());
  if (!report.ok()) throw std::runtime_error(report.error().text());
  return std::move(report).value();
}

// The names of the blocks' kinds, in order, a space between.
inline std::string kinds(const Report& report) {
  std::string out;
  for (const Block& block : report.body.blocks)
    out += (out.empty() ? "" : " ") + std::string(name_of(block.kind));
  return out;
}

inline std::string printed(const Report& report, const Block& block) {
  return report.body.text.substr(block.span.begin, block.span.size());
}

}  // namespace assay::text
