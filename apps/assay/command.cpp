#include "apps/assay/command.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <map>
#include <tuple>

namespace assay::app {
namespace {

// Filled by static objects before main, so it must make itself on first use.
std::vector<const Command*>& registry() {
  static std::vector<const Command*> commands;
  return commands;
}

using Examples = std::vector<std::pair<std::string, std::string>>;

std::map<const CLI::App*, Examples>& examples() {
  static std::map<const CLI::App*, Examples> table;
  return table;
}

void show_examples(CLI::App* app) {
  std::string text = "Examples:\n";
  for (const auto& [command, what] : examples()[app]) text += "  " + command + "\n      " + what + "\n";
  app->footer(text);
}

template <class T>
CLI::Option* plain(CLI::App* app, const std::string& names, T& into, const std::string& help) {
  return app->add_option(names, into, help);
}

template <class T>
CLI::Option* maybe(CLI::App* app, const std::string& names, std::optional<T>& into, const std::string& help) {
  return app->add_option_function<T>(
      names, [&into](const T& value) { into = value; }, help);
}

// What T::parse reads; its error is shown as the option's.
template <class T>
CLI::Option* parsed(CLI::App* app, const std::string& names, std::optional<T>& into,
                    const std::string& help) {
  auto take = [&into, names](const std::string& text) {
    auto value = T::parse(text);
    if (!value.ok()) throw CLI::ValidationError(names, value.error().message);
    into = *value;
  };
  return app->add_option_function<std::string>(names, take, help);
}

}  // namespace

Param& Param::required() {
  option_->required();
  return *this;
}
Param& Param::value_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}
Param& Param::choices(const std::vector<std::string>& names) {
  option_->check(CLI::IsMember(names));
  return *this;
}
Param& Param::range(double low, double high) {
  option_->check(CLI::Range(low, high));
  return *this;
}
Param& Param::excludes(const Param& other) {
  option_->excludes(other.option_);
  return *this;
}

Param Options::flag(const std::string& names, bool& into, const std::string& help) {
  return Param(app_->add_flag(names, into, help));
}
Param Options::option(const std::string& names, std::string& into, const std::string& help) {
  CLI::Option* made = plain(app_, names, into, help);
  if (!into.empty()) made->capture_default_str();
  return Param(made->type_name("TEXT"));
}
Param Options::option(const std::string& names, std::filesystem::path& into, const std::string& help) {
  return Param(plain(app_, names, into, help)->type_name("PATH"));
}
Param Options::option(const std::string& names, std::vector<std::string>& into, const std::string& help) {
  CLI::Option* made = plain(app_, names, into, help);
  made->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return Param(made->type_name("TEXT"));
}
Param Options::option(const std::string& names, int& into, const std::string& help) {
  return Param(plain(app_, names, into, help)->capture_default_str()->type_name("N"));
}
Param Options::option(const std::string& names, std::uint64_t& into, const std::string& help) {
  return Param(plain(app_, names, into, help)->capture_default_str()->type_name("N"));
}
Param Options::option(const std::string& names, double& into, const std::string& help) {
  return Param(plain(app_, names, into, help)->capture_default_str()->type_name("NUMBER"));
}
Param Options::option(const std::string& names, std::optional<double>& into, const std::string& help) {
  return Param(maybe(app_, names, into, help)->type_name("NUMBER"));
}
Param Options::option(const std::string& names, std::optional<std::string>& into, const std::string& help) {
  return Param(maybe(app_, names, into, help)->type_name("TEXT"));
}
Param Options::option(const std::string& names, std::optional<Day>& into, const std::string& help) {
  return Param(parsed(app_, names, into, help)->type_name("DAY"));
}
Param Options::option(const std::string& names, std::optional<Instant>& into, const std::string& help) {
  return Param(parsed(app_, names, into, help)->type_name("INSTANT"));
}
Param Options::positional(const std::string& name, std::string& into, const std::string& help) {
  return Param(plain(app_, name, into, help)->type_name(""));
}
Param Options::positional(const std::string& name, std::filesystem::path& into, const std::string& help) {
  return Param(plain(app_, name, into, help)->type_name(""));
}
Param Options::positional(const std::string& name, std::vector<std::string>& into, const std::string& help) {
  return Param(plain(app_, name, into, help)->type_name(""));
}

Options& Options::example(const std::string& command, const std::string& what) {
  examples()[app_].emplace_back(command, what);
  show_examples(app_);
  return *this;
}

Options Options::verb(const std::string& name, const std::string& description) {
  CLI::App* under = app_->add_subcommand(name, description);
  under->fallthrough();
  app_->require_subcommand(1);
  return Options(under);
}

void Options::run(std::function<Exit()> body) {
  // The exit code travels in the root's slot that make_command_line set.
  CLI::App* root = app_;
  while (root->get_parent() != nullptr) root = root->get_parent();
  auto exit = roots()[root];
  app_->callback([body = std::move(body), exit] { *exit = body(); });
}

std::map<const CLI::App*, Exit*>& Options::roots() {
  static std::map<const CLI::App*, Exit*> table;
  return table;
}

Command::Command(std::string command_name, Group command_group, std::string command_description,
                 Setup command_setup, int command_order)
    : name(std::move(command_name)),
      group(command_group),
      description(std::move(command_description)),
      setup(std::move(command_setup)),
      order(command_order) {
  registry().push_back(this);
}

std::vector<const Command*> all_commands() {
  std::vector<const Command*> commands = registry();
  std::sort(commands.begin(), commands.end(), [](const Command* a, const Command* b) {
    return std::tie(a->group, a->order, a->name) < std::tie(b->group, b->order, b->name);
  });
  return commands;
}

std::string_view title_of(Group group) {
  switch (group) {
    case Group::kRead:
      return "Reading";
    case Group::kAsk:
      return "Asking";
    case Group::kWeigh:
      return "Weighing";
    case Group::kFlow:
      return "Flow";
    case Group::kShow:
      return "Showing and exporting";
    case Group::kData:
      return "Packs and models";
    case Group::kAbout:
      return "About the program";
  }
  return "";
}

std::shared_ptr<CLI::App> make_command_line(Context& context, Exit& exit) {
  auto app = std::make_shared<CLI::App>(
      "Reads reports about contested ground and keeps who holds what, since when, and who says so.", "assay");
  Options::roots()[app.get()] = &exit;
  app->set_version_flag("--version", std::string("assay " ASSAY_VERSION), "Print the version and stop");
  app->require_subcommand(1);
  app->get_formatter()->column_width(34);
  // After require_subcommand(1) no further word is taken for a command: a folder may be called 'claims'.
  Options root(app.get());
  app->add_option("--ledger", context.ledger_path, "The ledger's file")
      ->envname("ASSAY_LEDGER")
      ->type_name("FILE")
      ->capture_default_str();
  app->add_option("--domain", context.domain_root, "Folder of the domain packs, if not the program's own")
      ->envname("ASSAY_DOMAIN")
      ->type_name("DIR");
  app->add_option("--pack", context.packs, "Country pack to load beside base; all of them when absent")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app->add_option("--model", context.model_path, "Language model, if not the program's own")
      ->envname("ASSAY_MODEL")
      ->type_name("FILE");
  app->add_option("--format", context.format_name, "How lists are printed")
      ->check(CLI::IsMember({"table", "ndjson", "csv", "json"}))
      ->type_name("table|ndjson|csv|json")
      ->capture_default_str();
  app->add_option("--jobs,--threads", context.jobs, "Threads to work with; 0 means one a core")
      ->check(CLI::Range(0, 256))
      ->type_name("N");
  root.example("assay read samples/", "reads a folder of reports into assay.db");
  root.example("assay who Kanpaiti --on 2024-11-21",
               "says who held a place that day, and which sentence says so");
  for (const Command* command : all_commands()) {
    CLI::App* sub = app->add_subcommand(command->name, command->description);
    sub->group(std::string(title_of(command->group)));
    sub->fallthrough();
    Options options(sub);
    command->setup(options, context);
  }
  return app;
}

const std::vector<std::pair<std::string, std::string>>& examples_of(const CLI::App& app) {
  return examples()[&app];
}

}  // namespace assay::app
