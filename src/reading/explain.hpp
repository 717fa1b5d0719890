// What reading saw and why it made each claim, sentence by sentence, for a person to read.
#pragma once

#include <string>

#include "reading/passage_facts.hpp"

namespace assay::reading {

struct ExplainOptions {
  bool trees = true;
  bool mentions = true;
};

std::string explain(const DocumentReading& reading, const text::Report& report, const ExplainOptions& options);

}  // namespace assay::reading
