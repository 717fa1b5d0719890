#pragma once
#include "text/body.hpp"
#include "domain/domain.hpp"
#include "language/sentence.hpp"
namespace assay::reading {
inline Published infer_publication(const text::Report& r, const std::vector<language::Sentence>&, const domain::Domain&) { return r.document.published; }
}
