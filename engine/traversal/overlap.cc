#include "engine/traversal/overlap.h"

#include <algorithm>
#include <tuple>

#include "engine/traversal/steps.h"
#include "engine/traversal/together.h"

namespace tenure {
namespace {

/// A fact that leads into the place.
struct Member {
  NodeId node;
  FactId fact;
  std::span<const Period> pieces;
  Period life;
  [[nodiscard]] Instant first() const { return pieces.front().start_min; }
  [[nodiscard]] Instant last() const { return pieces.back().end_max; }
};

class OverlapSearch {
 public:
  using Visit = std::function<bool(const Overlap&)>;

  OverlapSearch(Steps& in, const Visit& visit, std::uint64_t rows_max)
      : in_(in), visit_(visit), rows_left_(rows_max) {}

  [[nodiscard]] bool stopped() const { return rows_left_ == 0; }

  Result<std::vector<Member>> membersOf(NodeId place) {
    std::vector<Member> members;
    TENURE_ASSIGN(const Fan* const fan, in_.from(place));
    for (const Step& step : fan->steps) {
      TENURE_ASSIGN(const Period life, in_.life(step.edge.node));
      TENURE_TRY(in_.meter().take(sizeof(Member)));
      members.push_back({step.edge.node, step.edge.fact, step.pieces, life});
    }
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
      return std::tuple(a.first(), a.fact) < std::tuple(b.first(), b.fact);
    });
    return members;
  }

  /// Shows the two where they overlap.
  Status compare(NodeId place, const Period& place_life, const Member& one, const Member& other) {
    TENURE_TRY(in_.meter().step());
    if (one.node == other.node || stopped()) return {};
    const TimeScope& scope = in_.view().scope();
    std::optional<Overlap> found;
    for (const Period& piece : one.pieces) {
      for (const Period& other_piece : other.pieces) {
        Together all(scope.valid);
        if (!all.add(place_life) || !all.add(piece) || !all.add(other_piece)) continue;
        if (one.node != place && !all.add(one.life)) continue;
        if (other.node != place && !all.add(other.life)) continue;
        if (scope.certain_only && all.certainty() != Certainty::kCertain) continue;
        if (!found) {
          found = Overlap{place, one.node, other.node, one.fact, other.fact, all.validity(), all.certainty()};
          continue;
        }
        found->together = unionOf(found->together, all.validity());
        found->certainty = std::max(found->certainty, all.certainty());
      }
    }
    if (!found) return {};
    rows_left_ = visit_(*found) ? rows_left_ - 1 : 0;
    return {};
  }

  /// Everybody with everybody whose time could touch: those that started before and are not over.
  Status pairs(NodeId place) {
    TENURE_ASSIGN(const std::vector<Member> members, membersOf(place));
    TENURE_ASSIGN(const Period life, in_.life(place));
    std::vector<const Member*> open;
    for (const Member& next : members) {
      std::erase_if(open, [&](const Member* one) { return one->last() <= next.first(); });
      for (const Member* one : open) {
        const bool lesser = one->fact < next.fact;
        TENURE_TRY(lesser ? compare(place, life, *one, next) : compare(place, life, next, *one));
        if (stopped()) return {};
      }
      open.insert(
          std::find_if(open.begin(), open.end(), [&](const Member* a) { return next.fact < a->fact; }),
          &next);
    }
    return {};
  }

  /// One member with all others, or with one.
  Status with(NodeId place, const Member& one, std::optional<NodeId> other) {
    TENURE_ASSIGN(const std::vector<Member> members, membersOf(place));
    TENURE_ASSIGN(const Period life, in_.life(place));
    for (const Member& member : members) {
      TENURE_TRY(in_.meter().step());
      if (member.first() >= one.last()) break;
      if (member.last() <= one.first() || (other && member.node != *other)) continue;
      TENURE_TRY(compare(place, life, one, member));
      if (stopped()) break;
    }
    in_.meter().give(members.size() * sizeof(Member));
    return {};
  }

 private:
  Steps& in_;
  const Visit& visit_;
  std::uint64_t rows_left_;
};

/// Keeps what is shown.
class Kept {
 public:
  explicit Kept(const Budget& budget) : meter_(budget) {}
  bool operator()(const Overlap& overlap) {
    full_ = meter_.take(sizeof(Overlap) + 2 * sizeof(Range));
    overlaps_.push_back(overlap);
    return full_.ok();
  }
  Result<std::vector<Overlap>> all(const Status& walked) {
    TENURE_TRY(walked);
    TENURE_TRY(full_);
    return std::move(overlaps_);
  }

 private:
  Meter meter_;
  Status full_;
  std::vector<Overlap> overlaps_;
};

}  // namespace

Status overlapsAt(const View& view, NodeId place, const std::vector<std::string>& types,
                  const std::function<bool(const Overlap&)>& visit, const Limits& limits) {
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Steps in(view, Direction::kIn, types, meter);
  OverlapSearch search(in, visit, limits.rows_max);
  return search.stopped() ? Status() : search.pairs(place);
}

Status overlapsOf(const View& view, NodeId one, std::optional<NodeId> with,
                  const std::vector<std::string>& types, const std::function<bool(const Overlap&)>& visit,
                  const Limits& limits) {
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Steps out(view, Direction::kOut, types, meter);
  Steps in(view, Direction::kIn, types, meter);
  OverlapSearch search(in, visit, limits.rows_max);
  TENURE_ASSIGN(const Fan* const fan, out.from(one));
  for (const Step& step : fan->steps) {
    if (search.stopped()) break;
    TENURE_TRY(search.with(step.edge.node, {one, step.edge.fact, step.pieces, fan->life}, with));
  }
  return {};
}

Result<std::vector<Overlap>> overlapsAt(const View& view, NodeId place, const std::vector<std::string>& types,
                                        const Limits& limits) {
  Kept kept(limits.budget);
  return kept.all(overlapsAt(view, place, types, std::ref(kept), limits));
}

Result<std::vector<Overlap>> overlapsOf(const View& view, NodeId one, std::optional<NodeId> with,
                                        const std::vector<std::string>& types, const Limits& limits) {
  Kept kept(limits.budget);
  return kept.all(overlapsOf(view, one, with, types, std::ref(kept), limits));
}

}  // namespace tenure
