// Ids from names.
#pragma once

#include <string>
#include <string_view>

namespace assay::domain {

// "Kan Paik Ti" is "kan-paik-ti", "Chirimaná" "chirimana": small Latin letters, digits, and one hyphen for
// whatever stands between words. A name of another script keeps no letter, and gives "".
std::string slug(std::string_view name);

// The id of a name that no pack knows: its slug, or, where that keeps no letter, "n-" and eight hexadecimal digits of
// its SHA-256. Never empty.
std::string name_id(std::string_view name);

}  // namespace assay::domain
