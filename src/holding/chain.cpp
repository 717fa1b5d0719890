#include "holding/chain.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>

namespace assay::holding {
namespace {

Weights multiply(const Weights& a, const Weights& b, int n) {
  Weights out(static_cast<std::size_t>(n * n), 0);
  for (int i = 0; i < n; ++i)
    for (int k = 0; k < n; ++k) {
      const double factor = a[static_cast<std::size_t>(i * n + k)];
      if (factor == 0) continue;
      for (int j = 0; j < n; ++j) out[static_cast<std::size_t>(i * n + j)] += factor * b[static_cast<std::size_t>(k * n + j)];
    }
  return out;
}

// exp(Q) by scaling and squaring over a Taylor series: rates are a few a day at most, so that 8 terms at a
// norm below 1/16 leave an error under 1e-15 (Moler & Van Loan 2003, method 3).
Weights exponential(const Weights& q, int n) {
  double norm = 0;
  for (int i = 0; i < n; ++i) norm = std::max(norm, 2 * std::abs(q[static_cast<std::size_t>(i * n + i)]));
  int halvings = 0;
  while (norm > 1.0 / 16 && halvings < 60) norm /= 2, ++halvings;
  Weights scaled = q;
  for (double& value : scaled) value = std::ldexp(value, -halvings);
  Weights sum(static_cast<std::size_t>(n * n), 0), term(static_cast<std::size_t>(n * n), 0);
  for (int i = 0; i < n; ++i) sum[static_cast<std::size_t>(i * n + i)] = term[static_cast<std::size_t>(i * n + i)] = 1;
  for (int order = 1; order <= 8; ++order) {
    term = multiply(term, scaled, n);
    for (double& value : term) value /= order;
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += term[k];
  }
  for (; halvings > 0; --halvings) sum = multiply(sum, sum, n);
  for (double& value : sum) value = std::max(value, 0.0);
  return sum;
}

void normalise(Weights& weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  if (total <= 0) {
    std::fill(weights.begin(), weights.end(), 1.0 / static_cast<double>(weights.size()));
    return;
  }
  for (double& weight : weights) weight /= total;
}

void fill_diagonal(Weights& q, int n) {
  for (int i = 0; i < n; ++i) {
    double out = 0;
    for (int j = 0; j < n; ++j)
      if (j != i) out += q[static_cast<std::size_t>(i * n + j)];
    q[static_cast<std::size_t>(i * n + i)] = -out;
  }
}

}  // namespace

Chain::Chain(int states, Weights rates) : states_(states), rates_(std::move(rates)) {
  assert(states >= 1 && states <= 64 && rates_.size() == static_cast<std::size_t>(states * states));
  fill_diagonal(rates_, states_);
  const int plain = kernel_for({});
  Weights start(static_cast<std::size_t>(states_), 1.0 / states_);
  // 2^20 days are long enough to forget any start.
  const Weights& far = power(plain, 20);
  stationary_.assign(static_cast<std::size_t>(states_), 0);
  for (int i = 0; i < states_; ++i)
    for (int j = 0; j < states_; ++j)
      stationary_[static_cast<std::size_t>(j)] += start[static_cast<std::size_t>(i)] * far[static_cast<std::size_t>(i * states_ + j)];
  normalise(stationary_);
}

Weights Chain::generator_with(const std::vector<int>& active) const {
  Weights q = rates_;
  for (const int number : active) {
    const Spell& spell = spells_[static_cast<std::size_t>(number)];
    for (int i = 0; i < states_; ++i)
      for (int j = 0; j < states_; ++j) {
        if (i == j) continue;
        double& rate = q[static_cast<std::size_t>(i * states_ + j)];
        if (!spell.leave.empty()) rate *= spell.leave[static_cast<std::size_t>(i)];
      }
  }
  for (const int number : active) {
    const Spell& spell = spells_[static_cast<std::size_t>(number)];
    if (spell.enter.empty()) continue;
    for (int i = 0; i < states_; ++i) {
      // A state that the report itself expects is not left for another that it expects.
      if (spell.enter[static_cast<std::size_t>(i)] > 0) continue;
      for (int j = 0; j < states_; ++j)
        if (j != i)
          q[static_cast<std::size_t>(i * states_ + j)] +=
              spell.enter[static_cast<std::size_t>(j)] * (spell.from_states.empty() ? 1 : spell.from_states[static_cast<std::size_t>(i)]);
    }
  }
  fill_diagonal(q, states_);
  return q;
}

int Chain::kernel_for(const std::vector<int>& active) {
  const auto [at, fresh] = kernel_of_.try_emplace(active, static_cast<int>(kernels_.size()));
  if (fresh) kernels_.push_back({{exponential(generator_with(active), states_)}});
  return at->second;
}

const Weights& Chain::power(int kernel, int k) const {
  auto& powers = kernels_[static_cast<std::size_t>(kernel)].powers;
  while (static_cast<int>(powers.size()) <= k) powers.push_back(multiply(powers.back(), powers.back(), states_));
  return powers[static_cast<std::size_t>(k)];
}

void Chain::step_forward(Weights& distribution, int kernel, int days) const {
  Weights next(static_cast<std::size_t>(states_));
  for (int k = 0; days > 0; days >>= 1, ++k) {
    if (!(days & 1)) continue;
    const Weights& matrix = power(kernel, k);
    std::fill(next.begin(), next.end(), 0.0);
    for (int i = 0; i < states_; ++i)
      for (int j = 0; j < states_; ++j)
        next[static_cast<std::size_t>(j)] += distribution[static_cast<std::size_t>(i)] * matrix[static_cast<std::size_t>(i * states_ + j)];
    distribution.swap(next);
  }
}

void Chain::step_backward(Weights& message, int kernel, int days) const {
  Weights next(static_cast<std::size_t>(states_));
  for (int k = 0; days > 0; days >>= 1, ++k) {
    if (!(days & 1)) continue;
    const Weights& matrix = power(kernel, k);
    for (int i = 0; i < states_; ++i) {
      double sum = 0;
      for (int j = 0; j < states_; ++j)
        sum += matrix[static_cast<std::size_t>(i * states_ + j)] * message[static_cast<std::size_t>(j)];
      next[static_cast<std::size_t>(i)] = sum;
    }
    message.swap(next);
  }
}

void Chain::solve() {
  const int plain = kernel_for({});
  kernel_of_.clear();
  kernels_.resize(1);
  kernel_of_[{}] = plain;
  knots_.clear();

  std::map<Day, Weights> likelihood;
  std::set<Day> days;
  for (const Potential& potential : potentials_) {
    const auto [at, fresh] = likelihood.try_emplace(potential.day, potential.likelihood);
    if (!fresh) {
      double most = 0;
      for (int s = 0; s < states_; ++s)
        most = std::max(most, at->second[static_cast<std::size_t>(s)] *= potential.likelihood[static_cast<std::size_t>(s)]);
      for (double& value : at->second) value = most > 0 ? value / most : 1;  // only ratios matter
    }
    days.insert(potential.day);
  }
  // The step into day d has the spells that cover d, so that a spell [from, to) bends the steps after from - 1
  // up to to - 1.
  std::map<Day, std::vector<int>> begins, ends;
  for (std::size_t k = 0; k < spells_.size(); ++k) {
    begins[spells_[k].from.plus_days(-1)].push_back(static_cast<int>(k));
    ends[spells_[k].to.plus_days(-1)].push_back(static_cast<int>(k));
    days.insert(spells_[k].from.plus_days(-1));
    days.insert(spells_[k].to.plus_days(-1));
  }
  std::set<int> active;
  for (const Day day : days) {
    Knot knot;
    knot.day = day;
    if (const auto at = likelihood.find(day); at != likelihood.end()) knot.likelihood = at->second;
    if (const auto at = ends.find(day); at != ends.end())
      for (const int k : at->second) active.erase(k);
    if (const auto at = begins.find(day); at != begins.end())
      for (const int k : at->second) active.insert(k);
    knot.kernel = kernel_for({active.begin(), active.end()});
    knots_.push_back(std::move(knot));
  }
  Weights message = stationary_;
  for (std::size_t k = 0; k < knots_.size(); ++k) {
    if (k > 0) step_forward(message, knots_[k - 1].kernel, knots_[k].day - knots_[k - 1].day);
    if (!knots_[k].likelihood.empty())
      for (int s = 0; s < states_; ++s) message[static_cast<std::size_t>(s)] *= knots_[k].likelihood[static_cast<std::size_t>(s)];
    normalise(message);
    knots_[k].forward = message;
  }
  message.assign(static_cast<std::size_t>(states_), 1.0);
  for (std::size_t k = knots_.size(); k-- > 0;) {
    knots_[k].backward = message;  // of what is reported after this day
    if (k == 0) break;
    if (!knots_[k].likelihood.empty())
      for (int s = 0; s < states_; ++s) message[static_cast<std::size_t>(s)] *= knots_[k].likelihood[static_cast<std::size_t>(s)];
    step_backward(message, knots_[k - 1].kernel, knots_[k].day - knots_[k - 1].day);
    normalise(message);
  }
}

Weights Chain::on(Day day) const {
  if (knots_.empty()) return stationary_;
  const auto after = std::upper_bound(knots_.begin(), knots_.end(), day, [](Day d, const Knot& knot) { return d < knot.day; });
  Weights forward, backward(static_cast<std::size_t>(states_), 1.0);
  const int plain = 0;
  if (after == knots_.begin()) {
    forward = stationary_;
  } else {
    const Knot& before = *std::prev(after);
    forward = before.forward;
    step_forward(forward, before.kernel, day - before.day);
  }
  if (after != knots_.end()) {
    backward = after->backward;
    if (!after->likelihood.empty())
      for (int s = 0; s < states_; ++s) backward[static_cast<std::size_t>(s)] *= after->likelihood[static_cast<std::size_t>(s)];
    step_backward(backward, after == knots_.begin() ? plain : std::prev(after)->kernel, after->day - day);
  }
  for (int s = 0; s < states_; ++s) forward[static_cast<std::size_t>(s)] *= backward[static_cast<std::size_t>(s)];
  normalise(forward);
  return forward;
}

void Chain::walk(Day begin, Day end, const std::function<void(Day, const Weights&)>& visit) const {
  const auto n = static_cast<std::size_t>(states_);
  if (knots_.empty()) {
    for (Day day = begin; day < end; day = day.plus_days(1)) visit(day, stationary_);
    return;
  }
  auto after = std::upper_bound(knots_.begin(), knots_.end(), begin, [](Day d, const Knot& knot) { return d < knot.day; });
  Weights forward, joint(n);
  std::vector<double> messages;  // of the days from `day` to the next knot's eve, the last day first
  for (Day day = begin; day < end; ++after) {
    const bool first = after == knots_.begin(), last = after == knots_.end();
    const Day until = last ? end : std::min(end, after->day);
    const int kernel = first ? 0 : std::prev(after)->kernel;
    forward = first ? stationary_ : std::prev(after)->forward;
    if (!first) step_forward(forward, kernel, day - std::prev(after)->day);
    const auto days = static_cast<std::size_t>(until - day);
    messages.clear();
    if (!last) {
      Weights backward = after->backward;
      if (!after->likelihood.empty())
        for (std::size_t s = 0; s < n; ++s) backward[s] *= after->likelihood[s];
      step_backward(backward, kernel, after->day - until + 1);
      for (std::size_t k = 0; k < days; ++k) {
        if (k > 0) step_backward(backward, kernel, 1);
        messages.insert(messages.end(), backward.begin(), backward.end());
      }
    }
    for (std::size_t k = 0; k < days; ++k, day = day.plus_days(1)) {
      if (k > 0 && !first) step_forward(forward, kernel, 1);
      joint = forward;
      if (!last)
        for (std::size_t s = 0; s < n; ++s) joint[s] *= messages[(days - 1 - k) * n + s];
      normalise(joint);
      visit(day, joint);
    }
    if (last) break;
  }
}

std::vector<Day> Chain::breakpoints() const {
  std::vector<Day> days;
  for (const Knot& knot : knots_) days.push_back(knot.day);
  return days;
}

}  // namespace assay::holding
