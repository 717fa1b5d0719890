#include "language/transition.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <numeric>
#include <random>

#include "language/characters.hpp"

namespace assay::language {
namespace {

std::uint32_t join(std::uint32_t kind, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
  std::uint32_t hash = (kind + 1) * 0x9E3779B1u;
  for (const std::uint32_t value : {a, b, c}) {
    hash = (hash ^ value) * 0x85EBCA6Bu;
    hash ^= hash >> 15;
  }
  hash *= 0xC2B2AE35u;
  return hash ^ hash >> 13;
}
std::uint32_t h(std::string_view text) { return static_cast<std::uint32_t>(hash_of(text)); }

struct Lex {
  std::uint32_t word = 0, suffix3 = 0, suffix2 = 0, prefix = 0, shape = 0, tag = 0;
};

std::vector<Lex> lex_of(const Sentence& sentence) {
  std::vector<Lex> out(sentence.tokens.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::string word = folded(sentence.tokens[i].form);
    out[i].word = h(word);
    out[i].suffix3 = h(word.size() > 3 ? std::string_view(word).substr(word.size() - 3) : word) ^ 1;
    out[i].suffix2 = h(word.size() > 2 ? std::string_view(word).substr(word.size() - 2) : word) ^ 2;
    out[i].prefix = h(std::string_view(word).substr(0, 3)) ^ 3;
    out[i].shape = h(shape_of(sentence.tokens[i].form));
    out[i].tag = h(sentence.tokens[i].xpos);
  }
  return out;
}

const Lex kOut{};

void tag_features(const std::vector<Lex>& lex, std::size_t i, std::uint32_t t1, std::uint32_t t2,
                  std::vector<std::uint32_t>& out) {
  out.clear();
  const auto at = [&](std::size_t k) -> const Lex& { return k < lex.size() ? lex[k] : kOut; };
  const Lex &w = at(i), &p = at(i - 1), &pp = at(i - 2), &n = at(i + 1), &nn = at(i + 2);
  std::uint32_t k = 0;
  for (const std::uint32_t f : {w.word, w.suffix3, w.suffix2, w.prefix, w.shape, p.word, n.word, pp.word, nn.word,
                                n.suffix3, n.suffix2, n.shape, p.suffix3, p.shape, t1}) {
    out.push_back(join(++k, f));
  }
  out.push_back(join(++k, t1, t2));
  out.push_back(join(++k, t1, w.word));
  out.push_back(join(++k, p.word, w.word));
  out.push_back(join(++k, w.word, n.word));
  out.push_back(join(++k, t1, w.suffix3));
  out.push_back(join(++k, w.shape, i == 0));
  out.push_back(join(++k, w.shape, n.shape, p.shape));
  out.push_back(join(++k, t1, n.suffix3));
  out.push_back(join(++k, w.suffix3, w.shape));
  out.push_back(join(++k, 0));
}

enum Action { kShift, kLeft, kRight };  // arc-hybrid: left hangs s0 from b0, right hangs s0 from s1

struct State {
  std::vector<int> stack{0}, heads, left, right, lefts;
  int next = 1, size = 0;
  explicit State(int n) : heads(n + 1, -1), left(n + 1, 0), right(n + 1, 0), lefts(n + 1, 0), size(n) {}
  bool can(int action) const {
    switch (action) {
      case kShift: return next <= size;
      case kLeft: return next <= size && stack.back() != 0;
      default: return stack.size() > 2 || (stack.size() == 2 && next > size);
    }
  }
  bool done() const { return next > size && stack.size() == 1; }
  void attach(int child, int head) {
    heads[child] = head;
    if (child < head) {
      left[head] = left[head] == 0 ? child : std::min(left[head], child);
    } else {
      right[head] = std::max(right[head], child);
    }
    ++lefts[head];
  }
  void apply(int action) {
    if (action == kShift) {
      stack.push_back(next++);
      return;
    }
    const int child = stack.back();
    stack.pop_back();
    attach(child, action == kLeft ? next : stack.back());
  }
};

void action_features(const std::vector<Lex>& lex, const State& state, std::vector<std::uint32_t>& out) {
  out.clear();
  static const Lex kRoot{1, 2, 3, 4, 5, 6};
  const auto at = [&](int i) -> const Lex& {
    return i == 0 ? kRoot : i < 0 || i > state.size ? kOut : lex[static_cast<std::size_t>(i) - 1];
  };
  const std::size_t depth = state.stack.size();
  const int s0 = state.stack.back(), s1 = depth > 1 ? state.stack[depth - 2] : -1, s2 = depth > 2 ? state.stack[depth - 3] : -1;
  const int b0 = state.next, b1 = b0 + 1, b2 = b0 + 2;
  const Lex &S0 = at(s0), &S1 = at(s1), &S2 = at(s2), &B0 = at(b0), &B1 = at(b1), &B2 = at(b2);
  const auto child = [&](int i, const std::vector<int>& of) -> const Lex& {
    return i > 0 && i <= state.size && of[i] != 0 ? at(of[i]) : kOut;
  };
  const Lex &S0l = child(s0, state.left), &S0r = child(s0, state.right), &S1l = child(s1, state.left);
  const Lex &S1r = child(s1, state.right), &B0l = child(b0, state.left);
  const auto gap = static_cast<std::uint32_t>(std::min(b0 - s0, 10));
  const auto gap1 = static_cast<std::uint32_t>(s1 < 0 ? 11 : std::min(s0 - s1, 10));
  const auto v0 = static_cast<std::uint32_t>(s0 > 0 ? std::min(state.lefts[s0], 4) : 0);
  const auto v1 = static_cast<std::uint32_t>(s1 > 0 ? std::min(state.lefts[s1], 4) : 0);
  std::uint32_t k = 100;
  const auto add = [&](std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) { out.push_back(join(++k, a, b, c)); };
  add(0);
  for (const Lex* x : {&S0, &S1, &B0, &B1, &S2, &B2}) { add(x->tag); add(x->word); add(x->word, x->tag); }
  add(S0.tag, B0.tag); add(S0.word, B0.word); add(S0.word, B0.tag); add(S0.tag, B0.word);
  add(S0.word ^ S0.tag * 3, B0.word ^ B0.tag * 3);
  add(S0.tag, S1.tag); add(S0.word, S1.word); add(S0.word, S1.tag); add(S0.tag, S1.word);
  add(S1.tag, B0.tag); add(S1.word, B0.word); add(S1.tag, B0.word);
  add(S0.tag, B0.tag, B1.tag); add(S1.tag, S0.tag, B0.tag); add(S2.tag, S1.tag, S0.tag);
  add(S0.tag, B0.tag, S0l.tag); add(S0.tag, B0.tag, S0r.tag); add(S0.tag, B0.tag, B0l.tag);
  add(S1.tag, S0.tag, S1l.tag); add(S1.tag, S0.tag, S1r.tag); add(S1.tag, S0.tag, S0l.tag); add(S1.tag, S0.tag, S0r.tag);
  add(S0.word, S0r.tag, B0.tag); add(S1.word, S0.tag, B0.tag); add(S0.word, S0l.word); add(S0.tag, S0r.word, B0.tag);
  add(gap, S0.tag, B0.tag); add(gap, S0.word, B0.tag); add(gap1, S1.tag, S0.tag); add(gap1, S1.word, S0.tag);
  add(v0, S0.tag, B0.tag); add(v0, S0.word); add(v1, S1.tag, S0.tag); add(v1, S1.word);
  add(B0.tag, B1.tag, B2.tag); add(S0.word, B0.tag, B1.tag); add(S1.tag, B0.tag, B1.tag); add(S0.suffix3, B0.tag);
  add(S1.suffix3, S0.tag); add(S1.word, S0.word, B0.tag); add(S0.tag, B0.word, B1.tag);
  add(S0r.word, B0.tag); add(S0l.tag, S0r.tag, S0.tag);
}

void label_features(const std::vector<Lex>& lex, const std::vector<int>& heads, int child, std::vector<std::uint32_t>& out) {
  out.clear();
  static const Lex kRoot{1, 2, 3, 4, 5, 6};
  const auto at = [&](int i) -> const Lex& {
    return i == 0 ? kRoot : i < 0 || i > static_cast<int>(lex.size()) ? kOut : lex[static_cast<std::size_t>(i) - 1];
  };
  const int head = heads[child];
  const Lex &C = at(child), &H = at(head), &Cp = at(child - 1 > 0 ? child - 1 : -1), &Cn = at(child + 1);
  const Lex& G = head > 0 ? at(heads[head]) : kOut;
  // The first child of the child, a cue for case and subordination; and the head's other children nearby.
  std::uint32_t first = 0, first_word = 0, aux = 0, before = 0;
  for (int i = std::max(1, child - 12); i < child; ++i) {
    if (heads[i] == child) { first = at(i).tag; first_word = at(i).word; break; }
  }
  for (int i = child - 1; i > std::max(0, child - 12); --i) {
    if (heads[i] == head) { before = at(i).tag; break; }
  }
  if (head > 0) {
    for (int i = head - 1; i > std::max(0, head - 5); --i) {
      if (heads[i] == head && i != child) { aux = at(i).word; break; }
    }
  }
  const int gap = head == 0 ? 20 : std::clamp(child - head, -6, 6) + 6;
  const auto g = static_cast<std::uint32_t>(gap);
  const auto d = static_cast<std::uint32_t>(head == 0 ? 2 : child > head);
  std::uint32_t k = 300;
  const auto add = [&](std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) { out.push_back(join(++k, a, b, c)); };
  add(0); add(C.tag); add(C.word); add(H.tag, d); add(H.word, d); add(C.tag, H.tag, d); add(C.word, H.tag, d);
  add(C.tag, H.word, d); add(C.word, H.word, d); add(C.tag, H.tag, g); add(C.word, d); add(C.word, H.tag, g);
  add(first_word, C.tag, H.tag * 3 + d); add(first, C.tag, H.tag * 3 + d); add(first_word, C.word, d); add(first_word, H.word, d);
  add(aux, C.tag, H.tag * 3 + d); add(aux, d, C.tag); add(Cp.tag, C.tag, H.tag * 3 + d); add(Cp.word, C.tag, d);
  add(Cn.tag, C.tag, H.tag * 3 + d); add(Cn.word, C.tag, d); add(C.suffix3, H.tag, d); add(C.tag, H.suffix3, d);
  add(G.tag, H.tag, C.tag); add(before, C.tag, H.tag * 3 + d); add(C.shape, H.shape, d); add(aux, first, H.tag * 3 + d);
}

// Arcs of the gold tree that an action makes unreachable (Goldberg & Nivre 2013, arc-hybrid).
int cost_of(const State& state, int action, const std::vector<int>& gold) {
  const int s0 = state.stack.back(), b0 = state.next;
  int cost = 0;
  if (action == kShift) {
    for (std::size_t i = 0; i < state.stack.size(); ++i) {
      const int s = state.stack[i];
      if (s != 0 && gold[s] == b0) ++cost;
      if (i + 1 < state.stack.size() && gold[b0] == s) ++cost;
    }
    return cost;
  }
  const int s1 = state.stack.size() > 1 ? state.stack[state.stack.size() - 2] : -1;
  for (int b = b0; b <= state.size; ++b) {
    if (gold[b] == s0) ++cost;
    if (gold[s0] == b && !(action == kLeft && b == b0)) ++cost;
  }
  if (action == kLeft && s1 >= 0 && gold[s0] == s1) ++cost;
  return cost;
}

int best_of(const std::vector<float>& scores) {
  return static_cast<int>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

}  // namespace

void Perceptron::score(const std::vector<std::uint32_t>& features, std::vector<float>& out) const {
  out.assign(static_cast<std::size_t>(classes_), 0);
  for (const std::uint32_t f : features) {
    const float* row = &weights_[static_cast<std::size_t>(f >> (32 - bits_)) * static_cast<std::size_t>(classes_)];
    for (int c = 0; c < classes_; ++c) out[static_cast<std::size_t>(c)] += row[c];
  }
}

void Perceptron::update(const std::vector<std::uint32_t>& features, int right, int wrong) {
  for (const std::uint32_t f : features) {
    const std::size_t row = static_cast<std::size_t>(f >> (32 - bits_)) * static_cast<std::size_t>(classes_);
    weights_[row + static_cast<std::size_t>(right)] += 1;
    sums_[row + static_cast<std::size_t>(right)] += step_;
    weights_[row + static_cast<std::size_t>(wrong)] -= 1;
    sums_[row + static_cast<std::size_t>(wrong)] -= step_;
  }
}

void Perceptron::finish_training() {
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i] -= static_cast<float>(sums_[i] / step_);
  sums_.clear();
}

void Perceptron::save(std::string& out) const {
  const std::int32_t header[2] = {classes_, bits_};
  float largest = 1e-6f;
  for (const float w : weights_) largest = std::max(largest, std::abs(w));
  const float scale = std::min(largest, 24.f) / 127;
  out.append(reinterpret_cast<const char*>(header), sizeof header);
  out.append(reinterpret_cast<const char*>(&scale), sizeof scale);
  for (const float w : weights_) out += static_cast<char>(std::lround(std::clamp(w / scale, -127.f, 127.f)));
}

std::string_view Perceptron::load(std::string_view bytes) {
  std::int32_t header[2];
  float scale = 0;
  if (bytes.size() < sizeof header + sizeof scale) return {};
  std::memcpy(header, bytes.data(), sizeof header);
  std::memcpy(&scale, bytes.data() + sizeof header, sizeof scale);
  bytes.remove_prefix(sizeof header + sizeof scale);
  if (header[0] < 1 || header[0] > 1024 || header[1] < 1 || header[1] > 22) return {};
  reset(header[0], header[1]);
  if (bytes.size() < weights_.size()) return {};
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i] = scale * static_cast<float>(static_cast<signed char>(bytes[i]));
  bytes.remove_prefix(weights_.size());
  return bytes;
}

class TransitionTrainer {
 public:
  static TransitionModel train(const std::vector<Treebank>& treebanks, int epochs, std::uint64_t seed) {
    TransitionModel model;
    std::map<std::string, std::map<std::string, int>> feats;
    std::map<std::string, int> labels, tags;
    std::vector<Sentence> data;
    for (const Treebank& treebank : treebanks) {
      for (const TreebankSentence& annotated : treebank) {
        data.push_back(annotated.sentence);
        for (const Token& t : annotated.sentence.tokens) {
          ++feats[t.upos + '\t' + t.xpos][t.feats];
          labels.emplace(t.deprel, static_cast<int>(labels.size()));
        }
      }
    }
    labels.clear();
    for (const Sentence& s : data) for (const Token& t : s.tokens) labels[t.deprel] = 0;
    for (auto& [label, number] : labels) { number = static_cast<int>(model.labels_.size()); model.labels_.push_back(label); }
    for (const auto& [tag, counts] : feats) {
      tags[tag] = static_cast<int>(model.tags_.size());
      model.tags_.push_back(tag);
      model.feats_.push_back(std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first);
    }
    model.tagger_.reset(static_cast<int>(model.tags_.size()), 16);
    model.actions_.reset(3, 20);
    model.labeller_.reset(static_cast<int>(model.labels_.size()), 17);
    for (Perceptron* p : {&model.tagger_, &model.actions_, &model.labeller_}) p->begin_training();
    std::mt19937_64 random(seed);
    std::vector<std::size_t> order(data.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::uint32_t> features;
    std::vector<float> scores;
    for (int epoch = 0; epoch < epochs; ++epoch) {
      shuffle(order, random);
      for (const std::size_t n : order) {
        const Sentence& gold = data[n];
        Sentence mine = gold;
        const std::vector<Lex> lex = lex_of(mine);
        std::uint32_t t1 = 0, t2 = 0;
        for (std::size_t i = 0; i < lex.size(); ++i) {
          tag_features(lex, i, t1, t2, features);
          model.tagger_.score(features, scores);
          const int best = best_of(scores), right = tags[gold.tokens[i].upos + '\t' + gold.tokens[i].xpos];
          if (best != right) model.tagger_.update(features, right, best);
          model.tagger_.tick();
          t2 = t1;
          t1 = static_cast<std::uint32_t>(best) + 1;
          const std::string& tag = model.tags_[static_cast<std::size_t>(best)];
          if (epoch > 0) mine.tokens[i].xpos = tag.substr(tag.find('\t') + 1);
        }
        train_tree(model, gold, lex_of(mine), labels, epoch, random, features, scores);
      }
    }
    for (Perceptron* p : {&model.tagger_, &model.actions_, &model.labeller_}) p->finish_training();
    return model;
  }

 private:
  static void train_tree(TransitionModel& model, const Sentence& gold, const std::vector<Lex>& lex,
                         std::map<std::string, int>& labels, int epoch, std::mt19937_64& random,
                         std::vector<std::uint32_t>& features, std::vector<float>& scores) {
    std::vector<int> heads{-1};
    for (const Token& t : gold.tokens) heads.push_back(t.head);
    State state(static_cast<int>(lex.size()));
    while (!state.done()) {
      action_features(lex, state, features);
      model.actions_.score(features, scores);
      int best = -1, right = -1, least = INT32_MAX;
      for (int a = 0; a < 3; ++a) if (state.can(a)) least = std::min(least, cost_of(state, a, heads));
      for (int a = 0; a < 3; ++a) {
        if (!state.can(a)) continue;
        if (best < 0 || scores[a] > scores[best]) best = a;
        if (cost_of(state, a, heads) == least && (right < 0 || scores[a] > scores[right])) right = a;
      }
      if (cost_of(state, best, heads) > least) model.actions_.update(features, right, best);
      model.actions_.tick();
      state.apply(epoch > 0 && random() % 10 != 0 ? best : right);
    }
    for (int i = 1; i <= state.size; ++i) {
      label_features(lex, heads, i, features);
      model.labeller_.score(features, scores);
      const int best = best_of(scores), right = labels[gold.tokens[static_cast<std::size_t>(i) - 1].deprel];
      if (best != right) model.labeller_.update(features, right, best);
      model.labeller_.tick();
    }
  }
};

TransitionModel TransitionModel::train(const std::vector<Treebank>& treebanks, int epochs, std::uint64_t seed) {
  return TransitionTrainer::train(treebanks, epochs, seed);
}

void TransitionModel::tag(Sentence& sentence) const {
  const std::vector<Lex> lex = lex_of(sentence);
  std::vector<std::uint32_t> features;
  std::vector<float> scores;
  std::uint32_t t1 = 0, t2 = 0;
  for (std::size_t i = 0; i < lex.size(); ++i) {
    tag_features(lex, i, t1, t2, features);
    tagger_.score(features, scores);
    const auto best = static_cast<std::size_t>(best_of(scores));
    const std::size_t tab = tags_[best].find('\t');
    sentence.tokens[i].upos = tags_[best].substr(0, tab);
    sentence.tokens[i].xpos = tags_[best].substr(tab + 1);
    sentence.tokens[i].feats = feats_[best];
    t2 = t1;
    t1 = static_cast<std::uint32_t>(best) + 1;
  }
}

void TransitionModel::parse(Sentence& sentence) const {
  const std::vector<Lex> lex = lex_of(sentence);
  std::vector<std::uint32_t> features;
  std::vector<float> scores;
  State state(static_cast<int>(lex.size()));
  while (!state.done()) {
    action_features(lex, state, features);
    actions_.score(features, scores);
    int best = -1;
    for (int a = 0; a < 3; ++a) if (state.can(a) && (best < 0 || scores[a] > scores[best])) best = a;
    state.apply(best);
  }
  const auto root = static_cast<std::size_t>(std::find(labels_.begin(), labels_.end(), "root") - labels_.begin());
  for (int i = 1; i <= state.size; ++i) {
    Token& token = sentence.tokens[static_cast<std::size_t>(i) - 1];
    token.head = state.heads[i];
    label_features(lex, state.heads, i, features);
    labeller_.score(features, scores);
    if (root < scores.size()) scores[root] = token.head == 0 ? 1e30f : -1e30f;
    token.deprel = labels_[static_cast<std::size_t>(best_of(scores))];
  }
}

void TransitionModel::save(std::string& out) const {
  for (const std::vector<std::string>* list : {&tags_, &feats_, &labels_}) {
    for (const std::string& item : *list) out += item + '\n';
    out += '\n';
  }
  tagger_.save(out);
  actions_.save(out);
  labeller_.save(out);
}

std::string_view TransitionModel::load(std::string_view bytes) {
  for (std::vector<std::string>* list : {&tags_, &feats_, &labels_}) {
    list->clear();
    for (;;) {
      const std::size_t end = bytes.find('\n');
      if (end == std::string_view::npos) return {};
      if (end > 0) list->emplace_back(bytes.substr(0, end));
      bytes.remove_prefix(end + 1);
      if (end == 0) break;
    }
  }
  for (Perceptron* p : {&tagger_, &actions_, &labeller_}) {
    bytes = p->load(bytes);
    if (bytes.data() == nullptr) return {};
  }
  const bool fits = feats_.size() == tags_.size() && tagger_.classes() == static_cast<int>(tags_.size()) &&
                    actions_.classes() == 3 && labeller_.classes() == static_cast<int>(labels_.size());
  return fits ? bytes : std::string_view{};
}

}  // namespace assay::language
