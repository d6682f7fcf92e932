#include "interchange/row_parser.h"

#include <algorithm>

#include "interchange/cell_value.h"
#include "schema/names.h"
#include "schema/text_quote.h"
#include "schema/trimmed.h"

namespace tenure::interchange {

namespace {

/// Checks a text that the database looks up by (an id, a name): bytes were checked by the reader.
Status checkKey(std::string_view what, std::string_view text, std::size_t bytes_max) {
  if (isBlank(text))
    return Error(ErrorCode::kParse, std::string(what) + " is expected, and the cell is blank");
  return text.size() <= bytes_max ? Status() : checkText(what, text, bytes_max);
}

/// Calls `take` with each part between separators that is not blank, without the blanks around it. A doubled
/// separator stands for itself.
template <class Take>
void forEachPart(std::string_view cell, char separator, const Take& take) {
  std::string part;
  for (std::size_t at = 0; at <= cell.size(); ++at) {
    if (at < cell.size() && cell[at] != separator) {
      part += cell[at];
    } else if (at + 1 < cell.size() && cell[at + 1] == separator) {
      part += cell[at++];
    } else {
      if (const std::string_view text = trimmed(part); !text.empty()) take(text);
      part.clear();
    }
  }
}

void sortDistinct(auto& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

RowParser::RowParser(const Columns& columns, RowOptions options) : columns_(columns), options_(options) {
  for (std::size_t role = 0; role < kRoles; ++role) fields_[role] = columns.find(static_cast<Role>(role));
}

Error RowParser::cellError(const Error& error, const CsvReader& record, std::size_t field) const {
  Place place = record.place(field);
  // A column within the cell: the cell's text begins after its quote. (Doubled quotes before it are not
  // counted.)
  if (error.place() && error.place()->column > 0) {
    place.column += error.place()->column - 1 + (record.wasQuoted(field) ? 1 : 0);
  }
  const std::string_view value = record.fields()[field];
  const std::string shown = "'" + quoted(value) + "'";
  std::string message = error.message();
  std::string_view link = ": ";
  // Reasons that begin with the text they are about need not say it twice.
  if (const std::string said = shown + " "; message.rfind(said, 0) == 0) {
    message.erase(0, said.size());
    link = " ";
  } else if (const std::string prefix = quoted(value) + ": ";
             !value.empty() && message.rfind(prefix, 0) == 0) {
    message.erase(0, prefix.size());
  }
  const std::string& word = columns_.columns[field].word;
  return {error.code(), word + " " + shown + std::string(link) + message, std::move(place)};
}

Error RowParser::atCell(const Error& error, const CsvReader& record, Role role) const {
  const auto field = find(role);
  if (!field) return error.at({record.file().name(), record.line(), 1});
  const Error bare(error.code(), error.message());
  return cellError(bare, record, *field);
}

std::string_view RowParser::cell(const CsvReader& record, Role role) const {
  const auto field = find(role);
  return field ? record.fields()[*field] : std::string_view();
}

Result<EndConvention> RowParser::endDates(const CsvReader& record) const {
  const std::string_view word = trimmed(cell(record, Role::kEndDates));
  if (word.empty()) return options_.end_dates;
  if (word == "inclusive") return EndConvention::kInclusive;
  if (word == "exclusive") return EndConvention::kExclusive;
  return atCell(Error(ErrorCode::kParse, "the word is inclusive or exclusive"), record, Role::kEndDates);
}

/// Timeless without any column of validity, or where a single one is blank.
Result<Validity> RowParser::validity(const CsvReader& record) const {
  const auto whole = find(Role::kValid);
  const bool halves = find(Role::kValidFrom) || find(Role::kValidTo);
  if (!whole && !halves) return Validity();
  TENURE_ASSIGN(const EndConvention end_dates, endDates(record));
  if (whole) {
    const std::string_view text = trimmed(record.fields()[*whole]);
    if (text.empty()) return Validity();
    Result<Validity> validity = Validity::parse(text, end_dates);
    if (!validity.ok()) return cellError(validity.error(), record, *whole);
    return validity;
  }
  Result<Validity> validity = Validity::fromColumns(
      cell(record, Role::kValidFrom), cell(record, Role::kValidTo), options_.blank_end, end_dates);
  if (!validity.ok()) return validityError(validity.error(), record, end_dates);
  return validity;
}

/// Finds the cell that is wrong by reading each alone; where both are right, the two do not fit together.
Error RowParser::validityError(const Error& error, const CsvReader& record, EndConvention end_dates) const {
  const auto from = find(Role::kValidFrom);
  const auto to = find(Role::kValidTo);
  const std::string_view start = cell(record, Role::kValidFrom);
  const std::string_view end = cell(record, Role::kValidTo);
  const auto unprefixed = [](const Error& prefixed, std::string_view prefix) {
    std::string message = prefixed.message();
    if (message.rfind(prefix, 0) == 0) message.erase(0, prefix.size());
    return Error(prefixed.code(), std::move(message), prefixed.place().value_or(Place{}));
  };
  if (from) {
    const auto alone = Validity::fromColumns(start, "", options_.blank_end, end_dates);
    if (!alone.ok()) return cellError(unprefixed(alone.error(), "start: "), record, *from);
  }
  if (to) {
    const auto alone = Validity::fromColumns("", end, options_.blank_end, end_dates);
    if (!alone.ok()) return cellError(unprefixed(alone.error(), "end: "), record, *to);
  }
  Error both(error.code(), error.message());
  if (from && to) both = both.within("after the start '" + quoted(trimmed(start)) + "'");
  return cellError(both, record, to ? *to : *from);
}

Status RowParser::addProperty(const CsvReader& record, std::size_t field, Properties& properties) const {
  const Column& column = columns_.columns[field];
  const std::string_view text = record.fields()[field];
  const bool is_text = column.type.type == ValueType::kText && !column.type.list;
  if (is_text ? text.empty() && !record.wasQuoted(field) : isBlank(text)) return {};
  if (column.key == "name" && text.size() > kNameBytesMax) {
    return cellError(checkText("a name", text, kNameBytesMax).error(), record, field);
  }
  Result<Value> value = parseCell(column.type, text);
  if (!value.ok()) return cellError(value.error(), record, field);
  properties[column.key] = {{std::move(*value), Validity()}};
  return {};
}

Status RowParser::readNodeCell(const CsvReader& record, std::size_t field, NodeDraft& draft) const {
  const std::string_view text = record.fields()[field];
  Status status;
  switch (columns_.columns[field].role) {
    case Role::kId:
      status = checkKey("an id", text, kIdBytesMax);
      draft.external_id = text;
      break;
    case Role::kLabel:
      forEachPart(text, ';', [&](std::string_view part) {
        draft.labels.emplace_back(part);
        if (status.ok()) status = checkKey("a label", part, kNameBytesMax);
      });
      sortDistinct(draft.labels);
      break;
    case Role::kAlias:
      if (isBlank(text)) return {};
      status = checkKey("a name", text, kNameBytesMax);
      draft.aliases.push_back({std::string(text), columns_.columns[field].key});
      break;
    case Role::kProperty: return addProperty(record, field, draft.properties);
    default: return {};
  }
  return status.ok() ? status : Status(cellError(status.error(), record, field));
}

Status RowParser::readFactCell(const CsvReader& record, std::size_t field, FactRow& row) const {
  const std::string_view text = record.fields()[field];
  Status status;
  switch (columns_.columns[field].role) {
    case Role::kStartId: row.subject = text, status = checkKey("an id", text, kIdBytesMax); break;
    case Role::kEndId: row.object = text, status = checkKey("an id", text, kIdBytesMax); break;
    case Role::kType:
      row.draft.type = trimmed(text);
      status = checkKey("a type", text, kNameBytesMax);
      break;
    case Role::kStatus:
      if (!isBlank(text)) {
        const Result<FactStatus> parsed = parseStatus(trimmed(text));
        if (!parsed.ok()) return cellError(parsed.error(), record, field);
        row.draft.status = *parsed;
      }
      break;
    case Role::kSource:
      forEachPart(text, '|', [&](std::string_view part) { row.draft.sources.emplace_back(part); });
      break;
    case Role::kEvent: row.draft.event = trimmed(text); break;
    case Role::kProperty: return addProperty(record, field, row.draft.properties);
    default: break;
  }
  return status.ok() ? status : Status(cellError(status.error(), record, field));
}

Result<NodeRow> RowParser::node(const CsvReader& record) const {
  NodeRow row;
  for (std::size_t i = 0; i < columns_.columns.size(); ++i) TENURE_TRY(readNodeCell(record, i, row.draft));
  sortDistinct(row.draft.aliases);
  TENURE_ASSIGN(row.draft.lifespan, validity(record));
  return row;
}

Status RowParser::fact(const CsvReader& record, FactRow& row) const {
  FactDraft& draft = row.draft;
  draft.status = FactStatus::kAsserted;
  draft.sources.clear();
  draft.event.clear();
  draft.properties.clear();
  for (std::size_t i = 0; i < columns_.columns.size(); ++i) TENURE_TRY(readFactCell(record, i, row));
  TENURE_ASSIGN(draft.validity, validity(record));
  return {};
}

}  // namespace tenure::interchange
