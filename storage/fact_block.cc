// The layout of a fact block.
//
//     block      := count:varint [gaps subjects objects types statuses shapes starts lengths froms lists
//                   dictionary]                                          nothing more where count is 0
//     dictionary := count:varint text*
//     text       := size:varint sources            sources := count:varint (size:varint byte*)*
//
// Each part but the dictionary is a column (storage/packed.h) with a number for each fact, in order of ids.
// `gaps` are how many ids before it are left out, so that a block without gaps takes two bytes there; shapes,
// starts and lengths are those of storage/written_days.h; `lists` are 0 for a fact without sources, else the
// place of its list of sources in the dictionary, counted from 1 in the order in which facts first name them.
#include "storage/fact_block.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <unordered_map>

#include "storage/believed_record.h"
#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/sealed.h"

namespace tenure::storage {
namespace {

/// The columns in the order in which they stand.
enum Column : std::size_t {
  kGaps,
  kSubjects,
  kObjects,
  kTypes,
  kStatuses,
  kShapes,
  kStarts,
  kLengths,
  kFroms,
  kLists,
  kColumns,
};
constexpr bool isSigned(std::size_t column) { return column == kStarts || column == kFroms; }

/// The columns of a block; of each the first so many as there are facts.
using Columns = std::array<PackedValues, kColumns>;

constexpr const char* kNoFact = "a row of it is no fact";
constexpr const char* kNoSources = "a fact names sources that are not there";
constexpr const char* kNoBlock = "its key is of no block of facts";

/// Lists of sources in the order in which they were first asked for.
class Dictionary {
 public:
  std::uint64_t placeOf(std::string_view sources) {
    if (sources.empty()) return 0;
    // Neighbours often come from one source.
    if (!lists_.empty() && sources == lists_[last_]) return last_ + 1;
    const auto [known, is_new] = places_.emplace(sources, lists_.size());
    if (is_new) lists_.push_back(sources);
    last_ = known->second;
    return last_ + 1;
  }
  void writeTo(ByteWriter& out) const {
    out.varint(lists_.size());
    for (const std::string_view list : lists_) out.text(list);
  }

 private:
  std::unordered_map<std::string_view, std::size_t> places_;
  std::vector<std::string_view> lists_;
  std::size_t last_ = 0;
};

std::optional<std::vector<std::string>> readSources(std::string_view list) {
  ByteReader in(list);
  const std::size_t count = in.count();
  std::vector<std::string> sources;
  for (std::size_t i = 0; i < count && in.ok(); ++i) sources.emplace_back(in.text());
  in.finish();
  if (!in.ok() || count == 0) return std::nullopt;
  return sources;
}

/// Whether the bytes are what encodeSources gives for some list.
bool areSources(std::string_view list) {
  ByteReader in(list);
  const std::size_t count = in.count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) (void)in.text();
  in.finish();
  return in.ok() && count > 0 && list.size() <= kPlainSourcesMax;
}

std::vector<std::string_view> readDictionary(ByteReader& in) {
  std::vector<std::string_view> lists(in.count(2));
  for (std::string_view& list : lists) {
    list = in.text();
    if (in.ok() && !areSources(list)) in.fail("its sources are no list");
    if (!in.ok()) return {};
  }
  return lists;
}

/// The fact of row `i`; false where its numbers are of no plain fact.
bool fill(const Columns& columns, std::size_t i, FactId first, const Tokens& tokens, PlainFact& fact) {
  const auto at = [&](Column column) { return columns[column][i]; };
  const auto start = static_cast<std::int64_t>(at(kStarts));
  const bool narrow = at(kTypes) <= std::numeric_limits<std::uint32_t>::max() && at(kStatuses) <= 3 &&
                      at(kShapes) <= std::numeric_limits<std::uint8_t>::max() &&
                      at(kLengths) <= std::numeric_limits<std::uint32_t>::max() &&
                      start >= std::numeric_limits<std::int32_t>::min() &&
                      start <= std::numeric_limits<std::int32_t>::max();
  if (!narrow || at(kGaps) >= kBlockFacts - i) return false;
  fact.id = FactId{first.value + i + at(kGaps)};
  fact.subject = NodeId{at(kSubjects)};
  fact.object = NodeId{at(kObjects)};
  fact.type = static_cast<std::uint32_t>(at(kTypes));
  fact.status = static_cast<FactStatus>(at(kStatuses));
  fact.written = {static_cast<std::int32_t>(start), static_cast<std::uint32_t>(at(kLengths)),
                  static_cast<std::uint8_t>(at(kShapes))};
  fact.from = SystemInstant::fromMicros(static_cast<std::int64_t>(at(kFroms)));
  const bool in_order = i == 0 || columns[kGaps][i - 1] <= at(kGaps);
  return in_order && fact.id.value != 0 && fact.subject.value != 0 && fact.object.value != 0 &&
         fact.from.isFinite() && tokens.name(TokenKind::kType, fact.type) != nullptr &&
         isOfValidity(fact.written);
}

/// Gives each fact its sources; every list is named, and for the first time in the order of the dictionary.
void fillSources(ByteReader& in, const Columns& columns, std::span<const std::string_view> lists,
                 std::span<PlainFact> facts) {
  std::uint64_t named = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::uint64_t place = columns[kLists][i];
    if (place > named + 1 || place > lists.size()) return in.fail(kNoSources);
    named = std::max(named, place);
    if (place > 0) facts[i].sources = lists[place - 1];
  }
  if (named != lists.size()) return in.fail("no fact names some of its sources");
  // Each list stands there once.
  std::vector<std::string_view> sorted(lists.begin(), lists.end());
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    in.fail("it has the same sources twice");
  }
}

/// Gives how many facts there are.
std::size_t readColumns(ByteReader& in, Columns& columns) {
  const std::uint64_t count = in.varint();
  if (count > kBlockFacts) in.fail("it has too many facts");
  if (!in.ok() || count == 0) return 0;
  for (std::size_t column = 0; column < kColumns; ++column) {
    PackedColumn(isSigned(column)).read(in, static_cast<std::size_t>(count), count == 1, columns[column]);
  }
  return in.ok() ? static_cast<std::size_t>(count) : 0;
}

std::vector<PlainFact> readFacts(ByteReader& in, FactId first, const Tokens& tokens) {
  Columns columns;  // not cleared: each number is read before it is used
  std::vector<PlainFact> facts(readColumns(in, columns));
  if (facts.empty()) return facts;
  const auto lists = readDictionary(in);
  for (std::size_t i = 0; i < facts.size() && in.ok(); ++i) {
    if (!fill(columns, i, first, tokens, facts[i])) in.fail(kNoFact);
  }
  if (in.ok()) fillSources(in, columns, lists, facts);
  return facts;
}

/// The sources at a place of the dictionary, which counts from 1.
std::string_view sourcesAt(ByteReader& in, std::uint64_t place) {
  if (place > in.count(2)) in.fail(kNoSources);
  std::string_view list;
  for (; place > 0 && in.ok(); --place) list = in.text();
  if (in.ok() && !areSources(list)) in.fail(kNoSources);
  return list;
}

/// The first id of the block of a key that is of one.
std::optional<FactId> firstOf(std::string_view key) {
  const auto first = parseFactBlockKey(key);
  return first && first->value != 0 && blockOf(*first) == *first ? first : std::nullopt;
}

}  // namespace

std::string encodeSources(const std::vector<std::string>& sources) {
  std::string list;
  if (sources.empty()) return list;
  ByteWriter out(list);
  out.varint(sources.size());
  for (const std::string& source : sources) out.text(source);
  return list;
}

std::optional<PlainFact> plainFact(const FactVersion& fact, Tokens& tokens, std::deque<std::string>& texts) {
  if (!fact.removed.empty() || fact.cut || !fact.event.empty() || !fact.properties.empty() ||
      fact.believed.to != SystemInstant::plusInfinity()) {
    return std::nullopt;
  }
  const auto written = writtenDays(fact.validity);
  if (!written) return std::nullopt;
  std::string sources = encodeSources(fact.sources);
  if (sources.size() > kPlainSourcesMax) return std::nullopt;
  PlainFact plain{fact.id,
                  fact.subject,
                  fact.object,
                  fact.believed.from,
                  {},
                  *written,
                  tokens.intern(TokenKind::kType, fact.type),
                  fact.status};
  if (!sources.empty()) {
    if (texts.empty() || texts.back() != sources) texts.push_back(std::move(sources));
    plain.sources = texts.back();
  }
  return plain;
}

std::optional<WrittenDays> plainDays(const FactDraft& draft) {
  if (!draft.event.empty() || !draft.properties.empty()) return std::nullopt;
  return writtenDays(draft.validity);
}

FactVersion factOf(const PlainFact& plain, const Tokens& tokens) {
  FactVersion fact;
  fact.id = plain.id;
  fact.subject = plain.subject;
  fact.object = plain.object;
  if (const std::string* type = tokens.name(TokenKind::kType, plain.type)) fact.type = *type;
  fact.validity = validityOf(plain.written);
  fact.status = plain.status;
  if (!plain.sources.empty()) fact.sources = readSources(plain.sources).value_or(std::vector<std::string>());
  fact.believed.from = plain.from;
  return fact;
}

std::string encodeFactBlock(std::string_view key, std::span<const PlainFact> facts) {
  const FactId first = parseFactBlockKey(key).value_or(FactId{1});
  assert(facts.size() <= kBlockFacts);
  std::string value = beginValue();
  value.reserve(64 + facts.size() * 12);
  ByteWriter out(value);
  out.varint(facts.size());
  if (!facts.empty()) {
    Columns columns;
    Dictionary dictionary;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const PlainFact& fact = facts[i];
      assert(blockOf(fact.id) == first && (i == 0 || facts[i - 1].id < fact.id));
      columns[kGaps][i] = fact.id.value - first.value - i;
      columns[kSubjects][i] = fact.subject.value;
      columns[kObjects][i] = fact.object.value;
      columns[kTypes][i] = fact.type;
      columns[kStatuses][i] = static_cast<std::uint64_t>(fact.status);
      columns[kShapes][i] = fact.written.shape;
      columns[kStarts][i] = static_cast<std::uint64_t>(std::int64_t{fact.written.start});
      columns[kLengths][i] = fact.written.length;
      columns[kFroms][i] = static_cast<std::uint64_t>(fact.from.micros());
      columns[kLists][i] = dictionary.placeOf(fact.sources);
    }
    for (std::size_t column = 0; column < kColumns; ++column) {
      PackedColumn(isSigned(column)).write(out, {columns[column].data(), facts.size()}, facts.size() == 1);
    }
    dictionary.writeTo(out);
  }
  seal(key, value);
  return value;
}

Result<std::vector<PlainFact>> decodeFactBlock(std::string_view key, std::string_view value,
                                               const Tokens& tokens) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  const auto first = firstOf(key);
  if (!first) return damagedRecord(key, kNoBlock);
  ByteReader in(payload);
  auto facts = readFacts(in, *first, tokens);
  in.finish();
  if (!in.ok()) return damagedRecord(key, in.why());
  return facts;
}

Result<std::optional<PlainFact>> findInBlock(std::string_view key, std::string_view value, FactId id,
                                             const Tokens& tokens) {
  TENURE_ASSIGN(const std::string_view payload, unseal(key, value));
  const auto first = firstOf(key);
  if (!first) return damagedRecord(key, kNoBlock);
  ByteReader in(payload);
  Columns columns;
  const std::size_t count = readColumns(in, columns);
  std::size_t row = 0;
  while (row < count && first->value + row + columns[kGaps][row] < id.value) ++row;
  PlainFact fact;
  const bool there = row < count && first->value + row + columns[kGaps][row] == id.value;
  if (there && !fill(columns, row, *first, tokens, fact)) in.fail(kNoFact);
  if (there && columns[kLists][row] > 0) fact.sources = sourcesAt(in, columns[kLists][row]);
  if (!in.ok()) return damagedRecord(key, in.why());
  return there ? std::optional(fact) : std::nullopt;
}

}  // namespace tenure::storage
