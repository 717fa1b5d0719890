// `assay man`: the manual page as troff, made from the same definitions as --help.
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

void print_options(std::ostream& out, const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    std::string name = option->get_name(option->get_positional(), true);
    std::string type = option->get_positional() ? "" : option->get_type_name();
    // Checks append to the type's name what help shows; the name alone is enough here.
    type = type.substr(0, type.find_first_of(":{"));
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
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    print_command(out, *verb, path + " " + verb->get_name());
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
  options.example("assay man | man -l -", "reads the manual");
  const CLI::App* root = options.cli()->get_parent();
  options.run([root, &context] { return run(*root, context); });
});

}  // namespace
}  // namespace assay::app
