#include "tests/property/random_queries.h"

#include <algorithm>
#include <map>

namespace tenure::testing {

namespace {

/// What a variable of a query stands for.
enum class AskedVariable : std::uint8_t { kNode, kRelationship, kList, kPath };

/// A time with the instants that it may stand for.
struct TimeText {
  std::string text;
  Range when;
};

class QueryWriter {
 public:
  QueryWriter(Dice& dice, const RandomGraph& graph) : dice_(dice), graph_(graph) {
    for (const FactVersion& fact : graph.model().factVersions()) {
      if (std::find(types_.begin(), types_.end(), fact.type) == types_.end()) types_.push_back(fact.type);
    }
    for (const NodeVersion& node : graph.model().nodeVersions()) {
      for (const std::string& label : node.labels) labels_.push_back(label);
    }
  }

  AskedQuery write() {
    if (dice_.oneIn(6)) times();
    query_.whole = scope(true);
    match(false);
    if (dice_.oneIn(3)) match(dice_.oneIn(2));
    items();
    dropIdleScopes();
    return std::move(query_);
  }

 private:
  using Path = AskedPath;

  // ---- times

  TimeText time() {
    while (true) {
      std::string text;
      const Instant bound = graph_.bounds().empty() ? Instant() : dice_.pick(graph_.bounds());
      if (bound.isFinite() && !graph_.bounds().empty() && dice_.oneIn(2)) {
        static const std::vector<std::int64_t> kBeside{0, 0, -1, 1, -kMicrosPerDay, kMicrosPerDay};
        text = formatIso(bound.plusMicros(dice_.pick(kBeside)));
        if (dice_.oneIn(2)) text = text.substr(0, 10);  // the day around it
      } else {
        text = anyDateText(dice_);
        if (dice_.oneIn(8)) text += "/" + anyDateText(dice_);
      }
      const auto when = parseQueryTime(text);
      if (when.ok()) return {text, *when};
    }
  }

  /// Any expression that gives the text.
  std::string operand(const std::string& text) {
    const std::string quoted = "'" + text + "'";
    switch (dice_.between(0, 7)) {
      case 0: {
        const std::string name = "p" + std::to_string(query_.parameters.size());
        query_.parameters[name] = query::Datum::string(text);
        return "$" + name;
      }
      case 1: {
        const std::size_t middle = text.size() / 2;
        return "'" + text.substr(0, middle) + "' + '" + text.substr(middle) + "'";
      }
      case 2: return "(" + quoted + ")";
      case 3: return "trim(' " + text + "')";
      case 4: return "{a: " + quoted + "}.a";
      case 5:
        if (text.size() == 4 && text.find('X') == std::string::npos) return text;  // a year as a number
        return quoted;
      case 6:
        if (text.size() == 10 && text.find_first_of("X?~%/[") == std::string::npos)
          return "date(" + quoted + ")";
        return quoted;
      default: return quoted;
    }
  }

  AskedScope scope(bool whole) {
    AskedScope out;
    if (dice_.oneIn(whole ? 2 : 4)) validClause(whole, out);
    if (dice_.oneIn(5)) dice_.oneIn(3) ? versionsClause(out) : systemClause(out);
    return out;
  }

  /// FROM a TO b, or BETWEEN a AND b, that is not empty.
  std::string rangeText(Range& range) {
    const bool closed = dice_.oneIn(2);
    while (true) {
      const TimeText a = time();
      const TimeText b = time();
      range = {a.when.start, closed ? b.when.end : b.when.start};
      if (range.start >= range.end) continue;
      return (closed ? "BETWEEN " : "FROM ") + operand(a.text) + (closed ? " AND " : " TO ") +
             operand(b.text);
    }
  }

  void validClause(bool whole, AskedScope& out) {
    out.certain = dice_.oneIn(4);
    std::string text = std::string(" FOR ") + (out.certain ? "CERTAIN " : "") + "VALID_TIME ";
    if (!whole && !query_.times.empty() && dice_.oneIn(2)) {
      out.by_row = true;
      text += "AS OF t";
    } else if (dice_.oneIn(2)) {
      const TimeText when = time();
      out.valid = AsOf{when.when};
      text += "AS OF " + operand(when.text);
    } else {
      Range range{};
      text += rangeText(range);
      out.valid = During{range};
    }
    out.text += text;
  }

  void systemClause(AskedScope& out) {
    std::string text;
    if (dice_.oneIn(6)) {
      text = dice_.oneIn(2) ? "2001" : "9000";  // before all commits, and after all
      const Range year = parseQueryTime(text).value();
      out.system = SystemInstant::fromMicros(year.end.micros() - 1);
    } else {
      const SystemInstant at = dice_.pick(graph_.instants()).plusMicros(dice_.between(-1, 1));
      out.system = at;
      text = formatIso(at);
    }
    const std::string clause = " FOR SYSTEM_TIME AS OF " + operand(text);
    out.text = dice_.oneIn(2) ? out.text + clause : clause + out.text;
  }

  /// Each version: between instants about the commits, or years around them.
  void versionsClause(AskedScope& out) {
    const auto time = [&](const std::string& year) {
      if (dice_.oneIn(3)) return year;
      return formatIso(dice_.pick(graph_.instants()).plusMicros(dice_.between(-1, 1)));
    };
    const bool closed = dice_.oneIn(2);
    const std::string from = time("2001");
    const std::string to = time("9000");
    const Range last = parseQueryTime(to).value();
    const Range range{parseQueryTime(from).value().start, closed ? last.end : last.start};
    if (range.start >= range.end) return;
    out.versions = range;
    const std::string clause = std::string(" FOR SYSTEM_TIME ") + (closed ? "BETWEEN " : "FROM ") +
                               operand(from) + (closed ? " AND " : " TO ") + operand(to);
    out.text = dice_.oneIn(2) ? out.text + clause : clause + out.text;
  }

  void times() {
    for (auto i = dice_.between(1, 3); i > 0; --i) {
      const TimeText when = time();
      query_.times.push_back(when.text);
      query_.time_ranges.push_back(when.when);
    }
  }

  // ---- patterns

  std::string anyTypeName() { return types_.empty() || dice_.oneIn(20) ? "NoSuchType" : dice_.pick(types_); }

  std::string newVariable(AskedVariable kind, char letter) {
    const std::string name = letter + std::to_string(variables_.size());
    variables_[name] = kind;
    return name;
  }
  std::vector<std::string> variablesOf(AskedVariable kind) const {
    std::vector<std::string> out;
    for (const auto& [name, what] : variables_) {
      if (what == kind) out.push_back(name);
    }
    return out;
  }

  AskedNode node(bool may_name) {
    AskedNode out;
    const auto known = variablesOf(AskedVariable::kNode);
    if (!known.empty() && dice_.oneIn(3)) {
      out.variable = dice_.pick(known);
      return out;  // what a pattern says of a node met before stands where it was met first
    }
    if (may_name && dice_.oneIn(2)) out.variable = newVariable(AskedVariable::kNode, 'n');
    if (dice_.oneIn(4)) out.label = dice_.pick(labels_);
    return out;
  }

  AskedStep step(bool may_name, int chances_of_many) {
    AskedStep out;
    out.direction = static_cast<Direction>(dice_.between(0, 2));
    for (auto i = dice_.between(0, 2) - 1; i >= 0; --i) out.types.push_back(anyTypeName());
    if (dice_.oneIn(chances_of_many)) {
      out.many = true;
      out.least = static_cast<std::uint64_t>(dice_.between(0, 2));
      out.most = out.least + static_cast<std::uint64_t>(dice_.between(0, 2));
    }
    if (may_name && dice_.oneIn(2)) {
      out.variable =
          out.many ? newVariable(AskedVariable::kList, 'l') : newVariable(AskedVariable::kRelationship, 'r');
    }
    return out;
  }

  Path path(bool may_name, std::int64_t steps_max) {
    Path out;
    const auto steps = dice_.between(may_name ? 0 : 1, steps_max);
    out.nodes.push_back(node(may_name));
    for (std::int64_t i = 0; i < steps; ++i) {
      out.steps.push_back(step(may_name, 4));
      out.nodes.push_back(node(may_name));
    }
    if (steps > 0 && dice_.oneIn(3)) {
      out.mode = dice_.oneIn(2) ? AskedMode::kContemporaneous : AskedMode::kChronological;
    }
    if (may_name && dice_.oneIn(4)) out.variable = newVariable(AskedVariable::kPath, 'q');
    out.scope = scope(false);
    return out;
  }

  void match(bool optional) {
    AskedMatch out;
    out.optional = optional;
    for (auto i = dice_.oneIn(4) ? 2 : 1; i > 0; --i) out.paths.push_back(path(true, 2));
    // One MATCH asks for the versions of one stretch.
    const auto stretches = [&] {
      bool inherited = false;
      std::size_t own = 0;
      for (const Path& one : out.paths) {
        own += one.scope.versions ? 1U : 0U;
        inherited = inherited || (!one.scope.hasSystem() && query_.whole.versions);
      }
      return own + (inherited ? 1U : 0U);
    };
    while (stretches() > 1) out.paths.back().scope = scope(false);
    if (dice_.oneIn(3)) out.where.push_back(condition());
    query_.matches.push_back(std::move(out));
  }

  AskedCondition condition() {
    AskedCondition out;
    const auto relationships = variablesOf(AskedVariable::kRelationship);
    if (!relationships.empty() && dice_.oneIn(3)) {
      out.kind = AskedCondition::Kind::kCertainty;
      out.variable = dice_.pick(relationships);
      out.certainty = dice_.oneIn(2) ? "certain" : "possible";
      return out;
    }
    out.path = path(false, 2);
    switch (dice_.between(0, 2)) {
      case 0: out.kind = AskedCondition::Kind::kExists; break;
      case 1: out.kind = AskedCondition::Kind::kNotExists; break;
      default: out.kind = AskedCondition::Kind::kCountAtLeast; out.at_least = dice_.between(1, 3);
    }
    return out;
  }

  // ---- what is returned

  void items() {
    query_.counted = dice_.oneIn(4);
    for (const auto& [name, kind] : variables_) {
      if (query_.counted && !dice_.oneIn(3)) continue;
      switch (kind) {
        case AskedVariable::kNode: nodeItems(name); break;
        case AskedVariable::kRelationship: relationshipItems(name); break;
        case AskedVariable::kList:
        case AskedVariable::kPath:
          add(AskedItemKind::kIds, name);
          if (dice_.oneIn(2)) add(AskedItemKind::kCertainties, name);
          break;
      }
    }
    if (!query_.counted && dice_.oneIn(6)) {
      AskedItem item;
      item.kind = AskedItemKind::kCount;
      item.path = path(false, 2);
      query_.items.push_back(std::move(item));
    }
    if (query_.items.empty()) query_.counted = true;
    if (query_.counted) aggregates();
  }
  void aggregates() {
    for (const auto& [name, kind] : variables_) {
      if (kind != AskedVariable::kNode && kind != AskedVariable::kRelationship) continue;
      if (dice_.oneIn(3))
        query_.aggregates.push_back({static_cast<AskedAggregateKind>(dice_.between(0, 4)), name});
    }
  }

  void add(AskedItemKind kind, const std::string& variable, std::string key = {}) {
    query_.items.push_back({kind, variable, std::move(key), {}});
  }
  void nodeItems(const std::string& name) {
    add(AskedItemKind::kId, name);
    if (dice_.oneIn(3)) add(AskedItemKind::kCertainty, name);
    if (dice_.oneIn(6)) add(AskedItemKind::kValidFrom, name);
    if (dice_.oneIn(6)) add(AskedItemKind::kValidTo, name);
    // Counted by a property, 1 and 1.0 would be one key: that is a matter of values, not of time.
    if (!query_.counted && dice_.oneIn(3))
      add(AskedItemKind::kProperty, name, dice_.oneIn(2) ? "size" : "seat");
  }
  void relationshipItems(const std::string& name) {
    if (!query_.counted || dice_.oneIn(2)) add(AskedItemKind::kId, name);
    if (query_.counted || dice_.oneIn(2)) add(AskedItemKind::kCertainty, name);
    if (query_.counted)
      return;  // between pieces that hold equally well the choice is free: no key to count by
    if (dice_.oneIn(4)) add(AskedItemKind::kValidFrom, name);
    if (dice_.oneIn(4)) add(AskedItemKind::kValidTo, name);
    if (dice_.oneIn(4)) add(AskedItemKind::kStatus, name);
    if (dice_.oneIn(4)) add(AskedItemKind::kSystemFrom, name);
  }

  /// A clause of the whole query that every pattern replaces has no effect, and is refused.
  void dropIdleScopes() {
    bool valid = false;
    bool system = false;
    const auto look = [&](const Path& path) {
      valid = valid || !path.scope.hasValid();
      system = system || !path.scope.hasSystem();
    };
    for (const AskedMatch& one : query_.matches) {
      for (const Path& path : one.paths) look(path);
      for (const AskedCondition& condition : one.where) {
        if (condition.kind != AskedCondition::Kind::kCertainty) look(condition.path);
      }
    }
    for (const AskedItem& item : query_.items) {
      if (item.kind == AskedItemKind::kCount) look(item.path);
    }
    if ((query_.whole.hasValid() && !valid) || (query_.whole.hasSystem() && !system)) query_.whole = {};
  }

  Dice& dice_;
  const RandomGraph& graph_;
  AskedQuery query_;
  std::vector<std::string> types_;
  std::vector<std::string> labels_;
  std::map<std::string, AskedVariable> variables_;
};

}  // namespace

AskedQuery anyQuery(Dice& dice, const RandomGraph& graph) { return QueryWriter(dice, graph).write(); }

}  // namespace tenure::testing
