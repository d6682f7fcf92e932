#include "engine/traversal/connectivity.h"

#include <algorithm>
#include <numeric>

namespace tenure {
namespace {

/// Union-find by size that can take its last unions back.
class Unions {
 public:
  explicit Unions(std::uint32_t nodes) : parent_(nodes), size_(nodes, 1) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (size_[a] < size_[b]) std::swap(a, b);
    done_.push_back({b, now_});
    now_.joined += (size_[a] == 1 ? 1U : 0U) + (size_[b] == 1 ? 1U : 0U);
    parent_[b] = a;
    size_[a] += size_[b];
    ++now_.unions;
    now_.largest = std::max<std::uint64_t>(now_.largest, size_[a]);
  }
  [[nodiscard]] std::size_t mark() const { return done_.size(); }
  void takeBack(std::size_t mark) {
    for (; done_.size() > mark; done_.pop_back()) {
      const std::uint32_t child = done_.back().child;
      size_[parent_[child]] -= size_[child];
      parent_[child] = child;
      now_ = done_.back().before;
    }
  }
  [[nodiscard]] const Connected& now() const { return now_; }

 private:
  struct Done {
    std::uint32_t child;
    Connected before;
  };
  [[nodiscard]] std::uint32_t root(std::uint32_t node) const {
    while (parent_[node] != node) node = parent_[node];
    return node;
  }

  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> size_;
  std::vector<Done> done_;
  Connected now_;
};

class Halving {
 public:
  Halving(std::vector<Connected>& out, Unions& unions, Meter& meter)
      : out_(out), unions_(unions), meter_(meter) {}

  /// `edges` touch `part`; those that hold throughout are joined, the others go on to the halves.
  Status count(Run part, const std::vector<JoinedRun>& edges) {
    const std::size_t mark = unions_.mark();
    std::vector<JoinedRun> rest;
    for (const JoinedRun& edge : edges) {
      TENURE_TRY(meter_.step());
      if (edge.run.first <= part.first && part.last <= edge.run.last) {
        unions_.join(edge.one, edge.other);
      } else {
        rest.push_back(edge);
      }
    }
    if (part.last - part.first == 1) {
      out_[part.first] = unions_.now();
    } else {
      const std::size_t middle = part.first + (part.last - part.first) / 2;
      const std::uint64_t bytes = rest.size() * sizeof(JoinedRun);
      TENURE_TRY(meter_.take(2 * bytes));
      TENURE_TRY(half({part.first, middle}, rest));
      TENURE_TRY(half({middle, part.last}, rest));
      meter_.give(2 * bytes);
    }
    unions_.takeBack(mark);
    return {};
  }

 private:
  Status half(Run part, const std::vector<JoinedRun>& edges) {
    std::vector<JoinedRun> touching;
    for (const JoinedRun& edge : edges) {
      if (edge.run.first < part.last && part.first < edge.run.last) touching.push_back(edge);
    }
    return count(part, touching);
  }

  std::vector<Connected>& out_;
  Unions& unions_;
  Meter& meter_;
};

}  // namespace

Result<std::vector<Connected>> connectedOver(std::size_t stretches, std::uint32_t nodes,
                                             std::vector<JoinedRun> edges, Meter& meter) {
  std::vector<Connected> out(stretches);
  if (stretches == 0) return out;
  TENURE_TRY(meter.take(stretches * sizeof(Connected) + std::uint64_t{nodes} * 40));
  Unions unions(nodes);
  TENURE_TRY(Halving(out, unions, meter).count({0, stretches}, edges));
  return out;
}

}  // namespace tenure
