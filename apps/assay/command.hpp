// How a command of the program is made. Each apps/assay/NAME.cpp is one command: it fills a struct of
// options, asks the library and prints. There is no list of commands to edit; a file registers itself:
//
//   namespace assay::app {
//   namespace {
//   struct Args { std::string place; std::optional<Day> on; };
//
//   Exit run(const Args& args, Context& context) { …; return Exit::kDone; }
//
//   const Command kWho("who", Group::kAsk, "Says who holds a place on a day", [](Options& options, Context&
//   context) {
//     auto args = std::make_shared<Args>();
//     options.positional("PLACE", args->place, "Name or id of a place").required();
//     options.option("--on", args->on, "Day in the world; today when absent");
//     options.example("assay who Sadung --on 2024-11-21", "who held it that day");
//     options.run([args, &context] { return run(*args, context); });
//   });
//   }  // namespace
//   }  // namespace assay::app
//
// Help, man page and bash completion all come from these definitions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/assay/context.hpp"
#include "base/day.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace assay::app {

// What the program ends with.
enum class Exit : int {
  kDone = 0,
  kSomeRejected = 1,  // some reports could not be read (or a check found faults); the rest is done
  kUsage = 2,         // wrong usage: an unknown option, a day that is no day, a place that no pack knows
  kTrouble = 3,       // ledger or disk
};

// Where a command stands in `assay --help`.
enum class Group { kRead, kAsk, kWeigh, kFlow, kShow, kData, kAbout };

// One option or positional, to say more of it. Methods chain.
class Param {
 public:
  explicit Param(CLI::Option* option) : option_(option) {}
  Param& required();
  Param& value_name(const std::string& name);  // "DAY" in help
  Param& choices(const std::vector<std::string>& names);
  Param& range(double low, double high);  // inclusive
  Param& excludes(const Param& other);
  CLI::Option* cli() { return option_; }

 private:
  CLI::Option* option_;
};

// The whole command line over `context`, ready to parse. The chosen command's exit code is left in `exit`.
// Requires: `context` and `exit` outlive the result.
std::shared_ptr<CLI::App> make_command_line(Context& context, Exit& exit);

// What one command takes. Every `into` must outlive the parse (hold it in a shared_ptr that `run` captures).
class Options {
 public:
  explicit Options(CLI::App* app) : app_(app) {}

  Param flag(const std::string& names, bool& into, const std::string& help);
  // `names` is "--limit" or "-n,--limit". The value in `into` is the default and is shown in help when set.
  Param option(const std::string& names, std::string& into, const std::string& help);
  Param option(const std::string& names, std::filesystem::path& into, const std::string& help);
  Param option(const std::string& names, std::vector<std::string>& into,
               const std::string& help);  // repeatable
  Param option(const std::string& names, int& into, const std::string& help);
  Param option(const std::string& names, std::uint64_t& into, const std::string& help);
  Param option(const std::string& names, double& into, const std::string& help);
  Param option(const std::string& names, std::optional<double>& into, const std::string& help);
  Param option(const std::string& names, std::optional<std::string>& into, const std::string& help);
  // A day as YYYY-MM-DD; anything else is wrong usage.
  Param option(const std::string& names, std::optional<Day>& into, const std::string& help);
  // An instant or a day, as Instant::parse reads them.
  Param option(const std::string& names, std::optional<Instant>& into, const std::string& help);
  Param positional(const std::string& name, std::string& into, const std::string& help);
  Param positional(const std::string& name, std::filesystem::path& into, const std::string& help);
  Param positional(const std::string& name, std::vector<std::string>& into, const std::string& help);

  // A line of the 'Examples' in help, man page and README: the command as typed and what it does.
  Options& example(const std::string& command, const std::string& what);
  // `assay NAME VERB`: a command under this one, with options of its own.
  Options verb(const std::string& name, const std::string& description);
  // What happens when this command is chosen. Throw Refused for bad input, Trouble for ledger and disk.
  void run(std::function<Exit()> body);

  CLI::App* cli() { return app_; }  // for what is not wrapped here

 private:
  friend std::shared_ptr<CLI::App> make_command_line(Context& context, Exit& exit);
  static std::map<const CLI::App*, Exit*>& roots();  // where each command line leaves its exit code
  CLI::App* app_;
};

// A command registers itself by being a static object; commands of a group are shown in the order of
// `order`, then of their names.
class Command {
 public:
  using Setup = std::function<void(Options&, Context&)>;
  Command(std::string name, Group group, std::string description, Setup setup, int order = 100);

  std::string name;
  Group group;
  std::string description;  // one line, no full stop
  Setup setup;
  int order;
};

// All commands in the order that help shows them, whatever order they were linked in.
std::vector<const Command*> all_commands();
std::string_view title_of(Group group);

// Examples of a command (or of the program when `app` is its root) as (command, what it does).
const std::vector<std::pair<std::string, std::string>>& examples_of(const CLI::App& app);

// Bad input found by a command: main prints it and ends with kUsage.
class Refused : public std::runtime_error {
 public:
  explicit Refused(const Error& error) : std::runtime_error(error.text()), error_(error) {}
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// The value, or Refused with the reason.
template <class T>
T need(Result<T> result) {
  if (!result.ok()) throw Refused(result.error());
  return std::move(result).value();
}

}  // namespace assay::app
