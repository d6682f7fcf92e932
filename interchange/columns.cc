#include "interchange/columns.h"

#include <algorithm>
#include <array>

#include "schema/text_quote.h"
#include "schema/trimmed.h"

namespace tenure::interchange {

namespace {

constexpr std::uint8_t kForNodes = 1;
constexpr std::uint8_t kForFacts = 2;

struct RoleWord {
  Role role;
  std::string_view word;
  std::uint8_t kinds;
  bool repeats;
};
constexpr std::array<RoleWord, 13> kRoleWords = {{
    {Role::kId, "ID", kForNodes, false},
    {Role::kLabel, "LABEL", kForNodes, false},
    {Role::kStartId, "START_ID", kForFacts, false},
    {Role::kEndId, "END_ID", kForFacts, false},
    {Role::kType, "TYPE", kForFacts, false},
    {Role::kValid, "VALID", kForNodes | kForFacts, false},
    {Role::kValidFrom, "VALID_FROM", kForNodes | kForFacts, false},
    {Role::kValidTo, "VALID_TO", kForNodes | kForFacts, false},
    {Role::kEndDates, "END_DATES", kForNodes | kForFacts, false},
    {Role::kStatus, "STATUS", kForFacts, false},
    {Role::kSource, "SOURCE", kForFacts, true},
    {Role::kEvent, "EVENT", kForFacts, false},
    {Role::kIgnore, "IGNORE", kForNodes | kForFacts, true},
}};

struct PlainWord {
  TableKind kind;
  std::string_view word;
  Role role;
};
constexpr std::array<PlainWord, 8> kPlainWords = {{
    {TableKind::kNodes, "id", Role::kId},
    {TableKind::kNodes, "label", Role::kLabel},
    {TableKind::kFacts, "src", Role::kStartId},
    {TableKind::kFacts, "type", Role::kType},
    {TableKind::kFacts, "dst", Role::kEndId},
    {TableKind::kFacts, "start", Role::kValidFrom},
    {TableKind::kFacts, "end", Role::kValidTo},
    {TableKind::kFacts, "source", Role::kSource},
}};

struct TypeWord {
  std::string_view word;
  ValueType type;
};
constexpr std::array<TypeWord, 19> kTypeWords = {{
    {"string", ValueType::kText},       {"text", ValueType::kText},
    {"char", ValueType::kText},         {"int", ValueType::kInteger},
    {"integer", ValueType::kInteger},   {"long", ValueType::kInteger},
    {"short", ValueType::kInteger},     {"byte", ValueType::kInteger},
    {"float", ValueType::kFloat},       {"double", ValueType::kFloat},
    {"boolean", ValueType::kBoolean},   {"bool", ValueType::kBoolean},
    {"date", ValueType::kDate},         {"localtime", ValueType::kLocalTime},
    {"time", ValueType::kTime},         {"localdatetime", ValueType::kLocalDateTime},
    {"datetime", ValueType::kDateTime}, {"duration", ValueType::kDuration},
    {"json", ValueType::kAny},
}};

std::uint8_t bitOf(TableKind kind) { return kind == TableKind::kNodes ? kForNodes : kForFacts; }

const RoleWord* roleNamed(std::string_view word) {
  const auto* found = std::find_if(kRoleWords.begin(), kRoleWords.end(),
                                   [&](const RoleWord& role) { return role.word == word; });
  return found == kRoleWords.end() ? nullptr : found;
}

const RoleWord* wordOf(Role role) {
  const auto* found = std::find_if(kRoleWords.begin(), kRoleWords.end(),
                                   [&](const RoleWord& word) { return word.role == role; });
  return found == kRoleWords.end() ? nullptr : found;
}

std::string inQuotes(std::string_view text) { return "'" + tenure::quoted(text) + "'"; }

Error refused(std::size_t field, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), Place{{}, 0, field + 1}};
}

std::string rolesOf(TableKind kind) {
  std::string out;
  for (const RoleWord& role : kRoleWords) {
    if ((role.kinds & bitOf(kind)) == 0) continue;
    out += (out.empty() ? ":" : ", :") + std::string(role.word);
  }
  return out;
}

std::string listed(std::span<const std::string_view> header) {
  std::string out;
  for (const std::string_view word : header) out += (out.empty() ? "" : ", ") + std::string(word);
  return tenure::quoted(out);
}

bool looksLikeRole(std::string_view word) {
  return word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == std::string_view::npos;
}

/// Reads one header word after another and keeps what has been seen.
class HeaderReader {
 public:
  HeaderReader(TableKind kind, std::span<const std::string_view> header,
               std::span<const ColumnMapping> mappings)
      : kind_(kind), header_(header), mappings_(mappings) {
    out_.kind = kind;
    out_.mapping_used.resize(mappings.size());
  }

  Result<Columns> read() {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      TENURE_ASSIGN(Column column, columnOf(i, wordOfColumn(i)));
      out_.columns.push_back(std::move(column));
    }
    takePlainWords();
    TENURE_TRY(checkRepeats());
    TENURE_TRY(checkRequired());
    return std::move(out_);
  }

 private:
  /// The word that the user gives to a column, or else its own.
  std::string_view wordOfColumn(std::size_t i) {
    const std::string_view own = trimmed(header_[i]);
    for (std::size_t m = 0; m < mappings_.size(); ++m) {
      if (mappings_[m].column != own) continue;
      out_.mapping_used[m] = true;
      const std::string_view word = mappings_[m].word;
      const RoleWord* role = word.front() == ':' ? roleNamed(word.substr(1)) : nullptr;
      if (role == nullptr || (role->kinds & bitOf(kind_)) != 0) return word;
    }
    return own;
  }

  Result<Column> columnOf(std::size_t i, std::string_view word) {
    const std::string_view own = trimmed(header_[i]);
    if (word.empty())
      return refused(i, "the column " + std::to_string(i + 1) +
                            " of the header has no name (one to be passed over is named :IGNORE)");
    const std::size_t colon = word.rfind(':');
    const std::string_view name = word.substr(0, colon);
    const std::string_view suffix = colon == std::string_view::npos ? "" : word.substr(colon + 1);
    const auto type = parseCellType(suffix);
    if (kind_ == TableKind::kNodes && name == "alias" && !(type && suffix != "int")) {
      return Column{Role::kAlias, std::string(own), std::string(suffix), {}};
    }
    if (colon == std::string_view::npos) return property(i, own, name, CellType{});
    if (type) return property(i, own, name, *type);
    return roleColumn(i, own, word, suffix);
  }

  Result<Column> roleColumn(std::size_t i, std::string_view own, std::string_view word,
                            std::string_view suffix) {
    if (const std::size_t group = suffix.find('('); group != std::string_view::npos && suffix.back() == ')') {
      return refused(i, "groups of ids as in " + inQuotes(word) +
                            " are not offered: make the ids distinct and leave the group out");
    }
    const RoleWord* role = roleNamed(suffix);
    if (role != nullptr && (role->kinds & bitOf(kind_)) == 0) {
      const auto other = kind_ == TableKind::kNodes ? TableKind::kFacts : TableKind::kNodes;
      return refused(i, inQuotes(word) + " belongs in a file of " + std::string(tableKindName(other)) +
                            ", and this is read as one of " + std::string(tableKindName(kind_)) +
                            "; there are " + rolesOf(kind_));
    }
    if (role != nullptr) return Column{role->role, std::string(own), {}, {}};
    const bool is_role = looksLikeRole(suffix) || word.front() == ':';
    return refused(i, inQuotes(word) + (is_role ? " is no role of a column; there are " + rolesOf(kind_)
                                                : " has a type that is not known: " + inQuotes(suffix) +
                                                      "; there are " + cellTypeWords()));
  }

  static Result<Column> property(std::size_t i, std::string_view own, std::string_view key, CellType type) {
    if (key.empty()) return refused(i, inQuotes(own) + " has a type and no name");
    if (key.front() == '_') {
      return refused(
          i, "the property " + inQuotes(key) + " begins with an underscore; these names are the engine's");
    }
    return Column{Role::kProperty, std::string(own), std::string(key), type};
  }

  [[nodiscard]] bool isMapped(std::string_view own) const {
    return std::any_of(mappings_.begin(), mappings_.end(),
                       [&](const ColumnMapping& mapping) { return mapping.column == own; });
  }

  [[nodiscard]] bool has(Role role) const {
    return std::any_of(out_.columns.begin(), out_.columns.end(),
                       [&](const Column& column) { return column.role == role; });
  }

  /// The words src, type, dst … where no column has their role.
  void takePlainWords() {
    const bool valid = has(Role::kValid);
    for (const PlainWord& plain : kPlainWords) {
      const bool about_validity = plain.role == Role::kValidFrom || plain.role == Role::kValidTo;
      if (plain.kind != kind_ || has(plain.role) || (about_validity && valid)) continue;
      for (Column& column : out_.columns) {
        if (column.role != Role::kProperty || column.word != plain.word || isMapped(column.word)) continue;
        column = {plain.role, column.word, {}, {}};
      }
    }
  }

  Status checkRepeats() {
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      const Column& column = out_.columns[i];
      const RoleWord* role = wordOf(column.role);
      if (column.role == Role::kAlias || (role != nullptr && role->repeats)) continue;
      for (std::size_t j = 0; j < i; ++j) {
        const Column& earlier = out_.columns[j];
        if (earlier.role != column.role || earlier.key != column.key) continue;
        const std::string what =
            role != nullptr ? "the role :" + std::string(role->word) : "the property " + inQuotes(column.key);
        return refused(
            i, "two columns have " + what + ": " + inQuotes(earlier.word) + " and " + inQuotes(column.word));
      }
    }
    if (has(Role::kValid) && (has(Role::kValidFrom) || has(Role::kValidTo))) {
      return refused(*out_.find(Role::kValid),
                     "the header has :VALID beside :VALID_FROM or :VALID_TO; either says the whole");
    }
    return {};
  }

  Status checkRequired() {
    std::string missing;
    for (const Role role : {Role::kId, Role::kStartId, Role::kType, Role::kEndId}) {
      const RoleWord* word = wordOf(role);
      if ((word->kinds & bitOf(kind_)) == 0 || has(role)) continue;
      missing += (missing.empty() ? ":" : ", :") + std::string(word->word);
    }
    if (missing.empty()) return {};
    const bool several = missing.find(',') != std::string::npos;
    return Error(ErrorCode::kInvalidArgument, "a file of " + std::string(tableKindName(kind_)) +
                                                  " needs the column" + (several ? "s " : " ") + missing +
                                                  "; the header has " + listed(header_) + remedy());
  }

  /// What to do about a header without the words we know: most tables have words of their own, and some have
  /// another separator than ours.
  [[nodiscard]] std::string remedy() const {
    if (header_.size() == 1) {
      for (const auto& [separator, name] : {std::pair(';', "semicolons"), std::pair('\t', "tabs")}) {
        if (header_[0].find(separator) == std::string_view::npos) continue;
        return std::string(", which are apart by ") + name + "; here columns are apart by commas";
      }
    }
    return "; columns of other names are explained with --columns 'NAME=" +
           std::string(kind_ == TableKind::kNodes ? ":ID" : ":START_ID") + ",...'";
  }

  TableKind kind_;
  std::span<const std::string_view> header_;
  std::span<const ColumnMapping> mappings_;
  Columns out_;
};

}  // namespace

std::string_view tableKindName(TableKind kind) { return kind == TableKind::kNodes ? "nodes" : "facts"; }

std::optional<CellType> parseCellType(std::string_view word) {
  CellType out;
  out.list = word.size() > 2 && word.substr(word.size() - 2) == "[]";
  if (out.list) word.remove_suffix(2);
  const auto* found = std::find_if(kTypeWords.begin(), kTypeWords.end(),
                                   [&](const TypeWord& type) { return type.word == word; });
  if (found == kTypeWords.end()) return std::nullopt;
  out.type = found->type;
  return out;
}

std::string cellTypeWords() {
  std::string out;
  for (const TypeWord& type : kTypeWords) out += (out.empty() ? "" : ", ") + std::string(type.word);
  return out + ", each with [] for a list";
}

Result<std::vector<ColumnMapping>> parseColumnMappings(std::string_view text) {
  std::vector<ColumnMapping> out;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view part = trimmed(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    const std::size_t equals = part.rfind('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == part.size()) {
      return Error(
          ErrorCode::kInvalidArgument,
          "a mapping of columns is written 'column=role', as in 'src=:START_ID', not " + inQuotes(part));
    }
    ColumnMapping mapping{std::string(trimmed(part.substr(0, equals))),
                          std::string(trimmed(part.substr(equals + 1)))};
    for (const ColumnMapping& earlier : out) {
      if (earlier.column != mapping.column) continue;
      return Error(ErrorCode::kInvalidArgument, "the column " + inQuotes(mapping.column) +
                                                    " is mapped twice: to " + inQuotes(earlier.word) +
                                                    " and to " + inQuotes(mapping.word));
    }
    out.push_back(std::move(mapping));
  }
  return out;
}

std::optional<std::size_t> Columns::find(Role role) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == role) return i;
  }
  return std::nullopt;
}

Result<Columns> readColumns(TableKind kind, std::span<const std::string_view> header,
                            std::span<const ColumnMapping> mappings) {
  return HeaderReader(kind, header, mappings).read();
}

}  // namespace tenure::interchange
