// Errors as values. Bad input is a Result; trouble that ends the run (disk, database) is an exception
// (`Trouble`) caught in main and at the HTTP edge; a bug is an assert. Libraries never print or exit.
#pragma once

#include <cassert>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace assay {

// Codes are only ever appended: scripts and stored rejections hold them by name.
enum class ErrorCode {
  kEmpty,         // a report without any text
  kTooLarge,      // past a stated limit (size, nesting, expansion of a compressed file)
  kBinary,        // bytes that are no text in any encoding we know
  kBadEncoding,   // text, but broken in its own encoding past repair
  kBadFormat,     // a file that is not what its name or first bytes promise (gzip, JSON, YAML, TSV, CoNLL-U)
  kNotFound,      // a file, place, actor, claim or document that does not exist
  kAmbiguous,     // a name that several things answer to
  kBadArgument,   // a day that is no day, an unknown type, a contradictory option
  kNoPermission,  // a file that may not be read or written
  kUnsupported,   // a newer schema, a model of another version
};

// "kTooLarge" is "too-large": the name that rejections are stored and printed under.
std::string_view name_of(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;  // one sentence for the user: what is wrong and what mends it
  std::string place;    // "report.txt:1234", "places.tsv:12", or empty

  // "places.tsv:12: message", or the message alone.
  std::string text() const;
};

// A T or the reason why there is none. Requires: ok() before value(), !ok() before error().
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { assert(ok()); return std::get<0>(state_); }
  const T& value() const& { assert(ok()); return std::get<0>(state_); }
  T&& value() && { assert(ok()); return std::get<0>(std::move(state_)); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  const Error& error() const { assert(!ok()); return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Nothing {};
using Status = Result<Nothing>;
inline Status success() { return Nothing{}; }

// Trouble with the disk or the ledger: the run ends with exit code 3.
class Trouble : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace assay
