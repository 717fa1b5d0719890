// Who acts on whom, who belongs to whom, and who speaks of whom, as GraphML (graphml.graphdrawing.org).
#include <fmt/format.h>

#include <map>
#include <ostream>
#include <set>

#include "serve/export_parts.hpp"

namespace assay::serve {
namespace {

// XML 1.0 takes no control characters but tab and line ends.
std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
  return out;
}

struct Edge {
  int weight = 0, opposes = 0;
  std::optional<Day> first, last;
  std::set<std::string> types;
  void count(Day day, bool against, std::string_view type) {
    ++weight;
    opposes += against;
    first = std::min(first.value_or(day), day), last = std::max(last.value_or(day), day);
    types.emplace(type);
  }
};

}  // namespace

void Exporter::graphml(std::ostream& out) const {
  const auto& domain = snapshot_.domain();
  const auto& corpus = snapshot_.corpus();
  struct Node {
    std::string label, type, kind, side;
  };
  std::map<std::string, Node> nodes;
  std::map<std::tuple<std::string, std::string, std::string>, Edge> edges;  // relation, from, to
  const auto actor_node = [&](const std::string& id) {
    const auto& actor = *domain.actor(id);
    nodes.emplace("actor:" + id, Node{actor.name, "actor", actor.kind, actor.side});
    return "actor:" + id;
  };
  for (const ExportEvent& one : events_) {
    if (!one.event->happened) continue;
    const std::string type(name_of(one.event->type));
    for (const auto& agent : one.agents)
      for (const auto& target : one.targets)
        if (agent != target) edges[{"acts on", actor_node(agent), actor_node(target)}].count(one.first, false, type);
    // Voices: outlets by their name, parties and public persons by theirs, people left unnamed by their kind.
    for (const auto number : one.event->statements) {
      const auto& statement = corpus.statements()[number];
      const auto& report = corpus.report_of(statement);
      std::vector<std::string> voices;
      for (const auto& voice : statement.voices) {
        const std::string id = corpus.origin_of(statement, voice, {question_.as_known, std::nullopt});
        if (voice.party != weighing::kNoSymbol && is_public(corpus.symbols().text(voice.party))) {
          voices.push_back(actor_node(corpus.symbols().text(voice.party)));
        } else if (id.starts_with("outlet:") || id.starts_with("report:")) {
          const std::string name = report.document.outlet.empty() ? "an outlet without a name" : report.document.outlet;
          nodes.emplace("outlet:" + name, Node{name, "source", "outlet", ""});
          voices.push_back("outlet:" + name);
        } else {
          const auto* kind = domain.actor(id.substr(0, id.find('@')));
          const std::string name = kind && kind->kind == "collective" ? kind->name : "others";
          nodes.emplace("voice:" + name, Node{name + ", unnamed", "source", std::string(weighing::name_of(voice.kind)), ""});
          voices.push_back("voice:" + name);
        }
      }
      for (const auto& voice : voices)
        for (const auto* list : {&one.agents, &one.targets})
          for (const auto& about : *list)
            if (voice != "actor:" + about) edges[{"speaks of", voice, actor_node(about)}].count(report.known, statement.opposes(), type);
    }
  }
  for (const auto& [id, node] : std::map<std::string, Node>(nodes)) {
    if (!id.starts_with("actor:")) continue;
    const auto& actor = *domain.actor(id.substr(6));
    if (!actor.part_of.empty() && is_public(actor.part_of)) edges[{"is part of", id, actor_node(actor.part_of)}].weight = 1;
    for (const auto& ally : actor.allies)
      if (nodes.count("actor:" + ally) && actor.id < ally) edges[{"is allied with", id, "actor:" + ally}].weight = 1;
  }
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
  for (const auto& [id, of, type] : {std::tuple("label", "node", "string"), {"type", "node", "string"}, {"kind", "node", "string"}, {"side", "node", "string"}, {"relation", "edge", "string"},
                                     {"weight", "edge", "int"}, {"opposes", "edge", "int"}, {"first", "edge", "string"}, {"last", "edge", "string"}, {"types", "edge", "string"}})
    out << fmt::format("  <key id=\"{0}\" for=\"{1}\" attr.name=\"{0}\" attr.type=\"{2}\"/>\n", id, of, type);
  out << "  <graph id=\"assay\" edgedefault=\"directed\">\n";
  const auto data = [&](const char* key, const std::string& value) {
    if (!value.empty()) out << "      <data key=\"" << key << "\">" << xml(value) << "</data>\n";
  };
  for (const auto& [id, node] : nodes) {
    out << "    <node id=\"" << xml(id) << "\">\n";
    data("label", node.label), data("type", node.type), data("kind", node.kind), data("side", node.side);
    out << "    </node>\n";
  }
  int number = 0;
  for (const auto& [key, edge] : edges) {
    const auto& [relation, from, to] = key;
    out << fmt::format("    <edge id=\"e{}\" source=\"{}\" target=\"{}\">\n", number++, xml(from), xml(to));
    data("relation", relation);
    data("weight", std::to_string(edge.weight));
    if (edge.first) {
      data("opposes", std::to_string(edge.opposes));
      data("first", edge.first->iso()), data("last", edge.last->iso());
      data("types", joined({edge.types.begin(), edge.types.end()}));
    }
    out << "    </edge>\n";
  }
  out << "  </graph>\n</graphml>\n";
}

}  // namespace assay::serve
