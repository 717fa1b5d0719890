// Capitals that tell nothing: headlines in Title Case and lines in CAPITALS are tagged and parsed as if they were
// printed the way the rest of the report prints its words ('KIO Lifts Ban On Cargo' as 'KIO lifts ban on cargo').
#pragma once

#include <string>
#include <vector>

#include "language/sentence.hpp"
#include "reading/lexicon.hpp"

namespace assay::reading {

// What was printed, by sentence; empty for sentences whose capitals mean what they should.
struct PrintedCase {
  std::vector<std::vector<std::string>> forms;
  std::vector<std::vector<bool>> small;  // token → its capital means nothing
};

// Changes the forms of the tokens of such sentences; they are put back by `restore_case` after tagging. How a word
// is printed where capitals mean something decides; then whether English or a gazetteer knows it. Linear.
PrintedCase truecase(std::vector<language::Sentence>& sentences, const Lexicon& lexicon);
void restore_case(std::vector<language::Sentence>& sentences, const PrintedCase& printed);

}  // namespace assay::reading
