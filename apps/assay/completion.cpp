// `assay completion bash`: words for the shell to complete, made from the same definitions as --help.
#include <CLI/App.hpp>
#include <ostream>

#include "apps/assay/command.hpp"
#include "claim/type.hpp"

namespace assay::app {
namespace {

std::vector<const CLI::App*> verbs_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

// Every option's names and every verb of `app`, parted by spaces.
std::string words_of(const CLI::App& app) {
  std::string words;
  auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
  for (const CLI::App* verb : verbs_of(app)) add(verb->get_name());
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) add("--" + name);
    for (const std::string& name : option->get_snames()) add("-" + name);
  }
  return words;
}

void print_cases(std::ostream& out, const CLI::App& app, const std::string& path) {
  for (const CLI::App* verb : verbs_of(app)) {
    std::string name = path.empty() ? verb->get_name() : path + " " + verb->get_name();
    out << "    '" << name << "') words='" << words_of(*verb) << "' ;;\n";
    print_cases(out, *verb, name);
  }
}

Exit run(const CLI::App& root, Context& context) {
  std::ostream& out = context.out;
  out << "# bash completion for assay, made by `assay completion bash`\n"
         "_assay() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path='' words at\n"
         "  for ((at = 1; at < COMP_CWORD; at++)); do\n"
         "    case ${COMP_WORDS[at]} in\n"
         "      -*) ;;\n"
         "      *) local longer=\"${path:+$path }${COMP_WORDS[at]}\"\n"
         "         if _assay_words \"$longer\" && [ -n \"$words\" ]; then path=$longer; fi ;;\n"
         "    esac\n"
         "  done\n"
         "  case $before in\n"
         "    --format) COMPREPLY=($(compgen -W 'table ndjson csv json' -- \"$word\")); return ;;\n"
         "    --type) COMPREPLY=($(compgen -W '";
  for (ClaimType type : all_claim_types()) out << name_of(type) << ' ';
  out << "' -- \"$word\")); return ;;\n"
         "    --stance) COMPREPLY=($(compgen -W '";
  for (int i = 0; i <= static_cast<int>(Stance::kConditional); ++i)
    out << name_of(static_cast<Stance>(i)) << ' ';
  out << "' -- \"$word\")); return ;;\n"
         "    --ledger|--model|--domain) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
         "  esac\n"
         "  _assay_words \"$path\"\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "  case $word in -*) ;; *) [ -n \"$path\" ] && COMPREPLY+=($(compgen -f -- \"$word\")) ;; esac\n"
         "}\n"
         "_assay_words() {\n"
         "  words=''\n"
         "  case $1 in\n"
         "    '') words='"
      << words_of(root) << "' ;;\n";
  print_cases(out, root, "");
  out << "  esac\n"
         "}\n"
         "complete -o filenames -F _assay assay\n";
  return Exit::kDone;
}

const Command kCompletion(
    "completion", Group::kAbout, "Prints completion for the shell", [](Options& options, Context& context) {
      options.example("source <(assay completion bash)", "completes commands and options in this shell");
      const CLI::App* root = options.cli()->get_parent();
      options.verb("bash", "For bash").run([root, &context] { return run(*root, context); });
    });

}  // namespace
}  // namespace assay::app
