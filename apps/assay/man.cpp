// `assay man`: the manual as troff or as Markdown (docs/commands.md), made from the same definitions as
// --help.
#include <CLI/App.hpp>
#include <ostream>

#include "apps/assay/command.hpp"

namespace assay::app {
namespace {

// Text for troff: a line may not begin with '.' or ''', and '\' and '-' have meanings of their own.
std::string troff(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += std::string("\\&") + c;
    } else {
      out += c;
    }
  }
  return out;
}

// The name of what an option takes: checks append to it what help shows, and the name alone is enough here.
std::string type_of(const CLI::Option& option) {
  if (option.get_positional()) return "";
  std::string type = option.get_type_name();
  return type.substr(0, type.find_first_of(":{"));
}

std::vector<const CLI::App*> verbs_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void print_options(std::ostream& out, const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    std::string name = option->get_name(option->get_positional(), true), type = type_of(*option);
    out << ".TP\n.B " << troff(name) << (type.empty() ? "" : " \\fI" + troff(type) + "\\fR") << '\n'
        << troff(option->get_description()) << '\n';
  }
}

void print_examples(std::ostream& out, const CLI::App& app) {
  for (const auto& [command, what] : examples_of(app))
    out << ".PP\n.nf\n" << troff(command) << "\n.fi\n.RS 4\n" << troff(what) << "\n.RE\n";
}

void print_command(std::ostream& out, const CLI::App& app, const std::string& path) {
  out << ".SS " << troff(path) << '\n' << troff(app.get_description()) << ".\n";
  print_options(out, app);
  print_examples(out, app);
  for (const CLI::App* verb : verbs_of(app)) print_command(out, *verb, path + " " + verb->get_name());
}

void print_markdown(std::ostream& out, const CLI::App& app, const std::string& path) {
  std::string usage = path;
  for (const CLI::Option* option : app.get_options())
    if (option->get_positional()) usage += " " + option->get_name(true);
  out << "### `" << usage << "`\n\n" << app.get_description() << ".\n\n";
  bool any = false;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_name(false, true) == "-h,--help") continue;
    if (!any) out << "| option | meaning |\n| --- | --- |\n";
    any = true;
    std::string type = type_of(*option);
    for (std::size_t at = 0; (at = type.find('|', at)) != std::string::npos; at += 2)
      type.insert(at, 1, '\\');
    out << "| `" << option->get_name(option->get_positional(), true) << "`"
        << (type.empty() ? "" : " " + type) << " | " << option->get_description() << " |\n";
  }
  if (any) out << '\n';
  for (const auto& [command, what] : examples_of(app)) out << "- `" << command << "`: " << what << "\n";
  if (!examples_of(app).empty()) out << '\n';
  for (const CLI::App* verb : verbs_of(app)) print_markdown(out, *verb, path + " " + verb->get_name());
}

Exit run_markdown(const CLI::App& root, Context& context) {
  std::ostream& out = context.out;
  out << "# Commands\n\n"
         "Written by `assay man --markdown` from the definitions that `--help` shows; `scripts/bless` renews "
         "it.\n\n"
         "The program ends with 0 when all is done, 1 when some reports could not be read or a check found "
         "faults, 2 for\n"
         "wrong usage, 3 for trouble with the ledger or the disk.\n\n"
         "## Options of every command\n\n| option | meaning |\n| --- | --- |\n";
  for (const CLI::Option* option : root.get_options())
    out << "| `" << option->get_name(false, true) << "` | " << option->get_description() << " |\n";
  Group group{};
  bool first = true;
  for (const Command* command : all_commands()) {
    if (first || command->group != group) out << "\n## " << title_of(command->group) << "\n\n";
    first = false;
    group = command->group;
    print_markdown(out, *root.get_subcommand(command->name), "assay " + command->name);
  }
  return Exit::kDone;
}

Exit run(const CLI::App& root, Context& context) {
  std::ostream& out = context.out;
  out << ".TH ASSAY 1 \"\" \"assay " << ASSAY_VERSION << "\" \"User Commands\"\n"
      << ".SH NAME\nassay \\- who holds the ground, what it yields, where it leaves, and who says so\n"
      << ".SH SYNOPSIS\n.B assay\n[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]\n"
      << ".SH DESCRIPTION\n"
      << troff(root.get_description()) << "\n.SH OPTIONS\n";
  print_options(out, root);
  out << ".SH COMMANDS\n";
  for (const Command* command : all_commands())
    print_command(out, *root.get_subcommand(command->name), command->name);
  out << ".SH EXAMPLES\n";
  print_examples(out, root);
  out << ".SH EXIT STATUS\n"
         ".TP\n.B 0\nDone.\n.TP\n.B 1\nSome reports could not be read, or a check found faults; the rest is "
         "done.\n"
         ".TP\n.B 2\nWrong usage: an unknown option, a day that is no day, a name that nothing answers to.\n"
         ".TP\n.B 3\nTrouble with the ledger or the disk.\n"
         ".SH ENVIRONMENT\n"
         ".TP\n.B ASSAY_LEDGER, ASSAY_DOMAIN, ASSAY_MODEL\nDefaults of the options of these names.\n"
         ".TP\n.B ASSAY_NOW\nThe instant that is taken for now (YYYY\\-MM\\-DDTHH:MM:SSZ).\n"
         ".TP\n.B NO_COLOR\nPrint without colour.\n";
  return Exit::kDone;
}

const Command kMan("man", Group::kAbout, "Prints the manual page", [](Options& options, Context& context) {
  auto markdown = std::make_shared<bool>(false);
  options.flag("--markdown", *markdown, "As docs/commands.md has it");
  options.example("assay man | man -l -", "reads the manual");
  const CLI::App* root = options.cli()->get_parent();
  options.run(
      [root, markdown, &context] { return *markdown ? run_markdown(*root, context) : run(*root, context); });
});

}  // namespace
}  // namespace assay::app
