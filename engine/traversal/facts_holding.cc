#include "engine/traversal/facts_holding.h"

#include <algorithm>
#include <optional>

#include "storage/adjacency_cache.h"

namespace tenure {
namespace {

/// How a period stands by itself; nullopt also where the scope leaves it out.
std::optional<Certainty> standing(const Period& period, const TimeScope& scope) {
  const auto certainty = judge(period, scope.valid);
  if (scope.certain_only && certainty != Certainty::kCertain) return std::nullopt;
  return certainty;
}

/// The type of the fact before is most often the type of the fact at hand.
class TypeIds {
 public:
  explicit TypeIds(const View& view) : view_(view) {}
  TypeId of(const std::string& name) {
    if (name != name_) {
      name_ = name;
      id_ = view_.reader().typeId(name).value_or(TypeId{});
    }
    return id_;
  }

 private:
  const View& view_;
  std::string name_;
  TypeId id_;
};

/// The image that has everything the view believes; nullptr where there is none.
storage::ImagePtr wholeImage(const View& view) {
  if (view.scope().include_refuted || !view.reader().isPresent(view.scope().system)) return nullptr;
  storage::ImagePtr image = view.reader().images(view.scope().system)->image();
  return image->isComplete() ? image : nullptr;
}

/// The numbers of the types that are asked, each once.
std::vector<TypeId> askedTypes(const View& view, const std::vector<std::string>& names,
                               std::uint32_t types_end) {
  std::vector<TypeId> types;
  if (names.empty()) {
    for (std::uint32_t one = 0; one < types_end; ++one) types.push_back(TypeId{one});
    return types;
  }
  for (const std::string& name : names) {
    const auto id = view.reader().typeId(name);
    if (id && id->value < types_end) types.push_back(*id);
  }
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

/// The facts of one subject and type, from its line.
class FactsOfLine {
 public:
  FactsOfLine(const View& view, const std::function<Status(const FactHolding&)>& visit)
      : scope_(view.scope()), window_(storage::Window::possible(view.scope().valid)), visit_(visit) {}

  Status pass(TypeId type, NodeId subject, const storage::NodeLine& line) {
    entries_.clear();
    storage::entriesInWindow(line, window_, entries_);
    const auto derived = [](const storage::AdjacencyEntry& one) { return one.period.derived; };
    if (std::any_of(entries_.begin(), entries_.end(), derived)) {  // pieces of one fact side by side
      std::stable_sort(entries_.begin(), entries_.end(),
                       [](const auto& a, const auto& b) { return a.fact < b.fact; });
    }
    for (const storage::AdjacencyEntry& one : entries_) {
      const auto certainty = standing(one.period, scope_);
      if (!certainty) continue;
      TENURE_TRY(visit_({one.fact, type, subject, one.neighbour, one.period, *certainty, one.status}));
    }
    return {};
  }

 private:
  const TimeScope& scope_;
  storage::Window window_;
  const std::function<Status(const FactHolding&)>& visit_;
  std::vector<storage::AdjacencyEntry> entries_;
};

/// All of it is in memory, cut by time: what is read is about what holds, not all there ever was.
Status forEachFactInMemory(const View& view, const storage::GraphImage& image,
                           const std::vector<std::string>& names,
                           const std::function<Status(const FactHolding&)>& visit) {
  FactsOfLine facts(view, visit);
  Status status;
  for (const TypeId type : askedTypes(view, names, image.typesEnd())) {
    const auto* lines = image.lines(type, Side::kSubject);
    if (lines == nullptr) continue;
    lines->forEach([&](std::uint64_t page, const storage::LinePage& of_page) {
      for (std::size_t i = 0; i < storage::LinePage::kLines && status.ok(); ++i) {
        const storage::NodeLine* line = of_page.lines[i];
        if (line == nullptr || line->kind == storage::NodeLine::Kind::kEmpty) continue;
        status = facts.pass(type, NodeId{(page << storage::LinePage::kBits) + i}, *line);
      }
    });
    TENURE_TRY(status);
  }
  return {};
}

}  // namespace

Status forEachNodeHolding(const View& view, const std::function<Status(const NodeHolding&)>& visit) {
  const TimeScope& scope = view.scope();
  if (!view.reader().last().lifespans && view.reader().isPresent(scope.system)) {
    const Period always = Period::timeless();
    const auto certainty = standing(always, scope);
    if (!certainty) return {};
    return view.reader().forEachNodeId([&](NodeId node) { return visit({node, always, *certainty}); });
  }
  return view.reader().forEachNode(scope.system, [&](const NodeVersion& node) -> Status {
    const Period lifespan = node.effective();
    const auto certainty = standing(lifespan, scope);
    return certainty ? visit({node.id, lifespan, *certainty}) : Status();
  });
}

Status forEachFactHolding(const View& view, const std::vector<std::string>& types,
                          const std::function<Status(const FactHolding&)>& visit) {
  const TimeScope& scope = view.scope();
  if (const storage::ImagePtr image = wholeImage(view))
    return forEachFactInMemory(view, *image, types, visit);
  TENURE_ASSIGN(const auto schema, view.reader().schemaAt(scope.system));
  TypeIds ids(view);
  return view.reader().forEachFact(scope.system, [&](const FactVersion& fact) -> Status {
    if (fact.status == FactStatus::kRefuted && !scope.include_refuted) return {};
    if (!types.empty() && std::find(types.begin(), types.end(), fact.type) == types.end()) return {};
    for (const Period& piece : fact.pieces(schema->type(fact.type))) {
      const auto certainty = standing(piece, scope);
      if (!certainty) continue;
      TENURE_TRY(
          visit({fact.id, ids.of(fact.type), fact.subject, fact.object, piece, *certainty, fact.status}));
    }
    return {};
  });
}

}  // namespace tenure
