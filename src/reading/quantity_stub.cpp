#include "reading/quantity.hpp"
namespace assay::reading {
std::vector<QuantityMention> find_quantities(const language::Sentence&, const WordClasses&, const domain::Domain&) { return {}; }
}
