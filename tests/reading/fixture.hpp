// One loaded domain, model and reader for all tests of the stage, and reports made of a few sentences.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "domain/domain.hpp"
#include "language/parser.hpp"
#include "reading/read.hpp"

namespace assay::reading {

inline std::filesystem::path source_dir() { return ASSAY_SOURCE_DIR; }

struct Loaded {
  std::unique_ptr<const domain::Domain> domain;
  std::unique_ptr<const language::Language> language;
  std::unique_ptr<const Reader> reader;
};

// Loads once; aborts the test program when the project's own files do not load.
inline const Loaded& loaded() {
  static const Loaded* all = [] {
    auto domain = domain::Domain::load(source_dir() / "domain");
    if (!domain.ok()) throw std::runtime_error(domain.error().text());
    auto language = language::Language::load((source_dir() / "models/english.model").string());
    if (!language.ok()) throw std::runtime_error(language.error().text());
    auto* kept = new Loaded;
    kept->domain = std::make_unique<domain::Domain>(std::move(domain).value());
    kept->language = std::make_unique<language::Language>(std::move(language).value());
    auto reader = Reader::create(*kept->domain, *kept->language);
    if (!reader.ok()) throw std::runtime_error(reader.error().text());
    kept->reader = std::make_unique<Reader>(std::move(reader).value());
    return kept;
  }();
  return *all;
}

// A report of paragraphs (separated by line breaks), published on a printed day.
inline text::Report report_of(const std::string& text, const std::string& published = "2024-05-15") {
  text::Report report;
  report.bytes = text;
  report.document.id = "test";
  report.document.name = "test.txt";
  report.document.published.day = Interval::of_day(*Day::parse(published));
  report.document.published.printed = true;
  report.body.text = text;
  report.body.map.append(static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size()));
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '\n') continue;
    if (i > begin) {
      text::Block block;
      block.kind = text::BlockKind::kParagraph;
      block.span = {begin, i};
      report.body.blocks.push_back(block);
    }
    begin = i + 1;
  }
  return report;
}

}  // namespace assay::reading
