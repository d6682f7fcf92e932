// From date texts to periods with four bounds (the table of DESIGN section 1), and query times.
#include "schema/validity.h"

#include "schema/edtf.h"
#include "schema/plain_day.h"
#include "schema/text_quote.h"
#include "schema/trimmed.h"

namespace tenure {

namespace {

using Kind = EdtfBound::Kind;

constexpr std::string_view kAttested = "attested:";

bool isOpen(const EdtfBound& bound) {
  return bound.kind == Kind::kMinusInfinity || bound.kind == Kind::kPlusInfinity;
}
bool isUnknown(const EdtfSpan& span) { return span.least.kind == Kind::kUnknown; }

/// The instant at which `bound` begins. Blank ends are the caller's.
Result<Instant> beginOf(const EdtfBound& bound) {
  if (bound.kind == Kind::kMinusInfinity) return Instant::minusInfinity();
  if (bound.kind == Kind::kPlusInfinity) return Instant::plusInfinity();
  TENURE_ASSIGN(const Instant day, midnight(bound.date));
  return day.plusMicros(bound.kind == Kind::kInstant ? bound.micros_of_day : 0);
}

/// How an end is read: the first instant after its day, its own midnight (end dates read as exclusive), or
/// the tick after a timestamp (where it stands for something that held then).
enum class EndReading : std::uint8_t { kAfterDay, kAtMidnight, kAfterTick };

Result<Instant> endOf(const EdtfBound& bound, EndReading reading) {
  TENURE_ASSIGN(const Instant begin, beginOf(bound));
  if (bound.kind == Kind::kInstant) return begin.plusMicros(reading == EndReading::kAfterTick ? 1 : 0);
  return begin.plusMicros(reading == EndReading::kAtMidnight ? 0 : kMicrosPerDay);
}

bool hasTime(const EdtfSpan& span) {
  return span.least.kind == Kind::kInstant || span.greatest.kind == Kind::kInstant;
}

Grain grainOf(const EdtfSpan& start, const EdtfSpan& end) {
  return hasTime(start) || hasTime(end) ? Grain::kMicrosecond : Grain::kDay;
}

/// A written period is not empty: the latest start leaves room for one grain, and so does the earliest end.
void tighten(Period& period) {
  const std::int64_t grain = grainMicros(period.grain);
  period.start_max = std::min(period.start_max, period.end_max.plusMicros(-grain));
  period.end_min = std::max(period.end_min, period.start_min.plusMicros(grain));
}

Period bothEndsUnknown() {
  return {Instant::minusInfinity(),
          Instant::plusInfinity(),
          Instant::minusInfinity(),
          Instant::plusInfinity(),
          false,
          Grain::kDay};
}

/// `A/B`, each side known, open or blank.
Result<Period> periodBetween(const EdtfSpan& start, const EdtfSpan& end, EndReading reading) {
  Period period;
  period.grain = grainOf(start, end);
  if (isUnknown(start) && (isUnknown(end) || end.least.kind == Kind::kPlusInfinity)) return bothEndsUnknown();

  if (!isUnknown(end)) {
    TENURE_ASSIGN(period.end_min, endOf(end.least_widened, reading));
    TENURE_ASSIGN(period.end_max, endOf(end.greatest_widened, reading));
  }
  if (isUnknown(start)) {
    period.start_min = Instant::minusInfinity();
    period.start_max = period.end_max.plusMicros(-grainMicros(period.grain));
  } else {
    TENURE_ASSIGN(period.start_min, beginOf(start.least_widened));
    TENURE_ASSIGN(period.start_max, beginOf(start.greatest_widened));
  }
  if (isUnknown(end)) {
    period.end_min = period.start_min.plusMicros(grainMicros(period.grain));
    period.end_max = Instant::plusInfinity();
  }
  return period;
}

EndReading endReading(EndConvention convention) {
  return convention == EndConvention::kExclusive ? EndReading::kAtMidnight : EndReading::kAfterDay;
}

Error emptyPeriod(const Edtf& edtf, EndConvention convention) {
  if (convention == EndConvention::kExclusive && edtf.end && edtf.end->greatest.kind == Kind::kDay) {
    return Error(
        ErrorCode::kInvalidArgument,
        "it ends no later than it starts, so it can hold at no time: end dates are read as exclusive");
  }
  return Error(ErrorCode::kInvalidArgument,
               "it starts and ends at the same instant, so it can hold at no time: the end of a period of "
               "timestamps is exclusive");
}

/// Known to hold at some instant of A (`attested: A`) or throughout A/B; when it began and ended is unknown.
Result<Period> attestedPeriod(const Edtf& edtf, EndConvention convention) {
  Period period;
  period.end_max = Instant::plusInfinity();
  if (edtf.end) {
    if (isUnknown(edtf.start) || isUnknown(*edtf.end) || isOpen(edtf.start.least) ||
        isOpen(edtf.end->greatest)) {
      return Error(ErrorCode::kInvalidArgument,
                   "what is attested lies between two dates ('attested: 2014', 'attested: 2014/2016')");
    }
    period.grain = grainOf(edtf.start, *edtf.end);
    TENURE_ASSIGN(period.start_max, beginOf(edtf.start.least_widened));
    TENURE_ASSIGN(period.end_min, endOf(edtf.end->greatest_widened, endReading(convention)));
    if (period.start_max >= period.end_min) return emptyPeriod(edtf, convention);
    return period;
  }
  period.grain = grainOf(edtf.start, edtf.start);
  TENURE_ASSIGN(period.start_max, beginOf(edtf.start.greatest_widened));
  TENURE_ASSIGN(period.end_min, endOf(edtf.start.least_widened, EndReading::kAfterTick));
  return period;
}

/// The period of an expression that is not attested.
Result<Period> writtenPeriod(const Edtf& edtf, EndConvention convention) {
  if (!edtf.end) return periodBetween(edtf.start, edtf.start, EndReading::kAfterTick);
  return periodBetween(edtf.start, *edtf.end, endReading(convention));
}

Error atColumn(const Error& error, std::string_view text, std::size_t offset) {
  return error.within(quoted(text)).at({{}, 0, columnAt(text, offset)});
}

/// Where the part stands whose year is beyond the axis: the start, or what follows "/".
std::size_t offsetBeyondAxis(const Edtf& edtf, std::string_view text) {
  const bool start_fits = isUnknown(edtf.start) || (beginOf(edtf.start.least_widened).ok() &&
                                                    beginOf(edtf.start.greatest_widened).ok());
  const std::size_t slash = text.find('/');
  return start_fits && slash != std::string_view::npos ? slash + 1 : 0;
}

/// An error of a part that begins at `offset` of the whole text, told in columns of the whole.
Error shifted(const Error& error, std::size_t offset) {
  if (!error.place()) return error;
  Place place = *error.place();
  place.column += offset;
  return error.at(std::move(place));
}

Status refuseAllOf(const Edtf& edtf, std::string_view text, std::string_view what) {
  if (edtf.kind != Edtf::Kind::kAllOf) return {};
  return atColumn(Error(ErrorCode::kInvalidArgument,
                        "a set of all its members {...} says several times at once; " + std::string(what)),
                  text, 0);
}

/// Reads a validity that does not begin with "attested:".
Result<Period> parseWritten(std::string_view text, EndConvention convention) {
  if (text == "/") return bothEndsUnknown();
  TENURE_ASSIGN(const Edtf edtf, parseEdtfExtended(text));
  TENURE_TRY(refuseAllOf(edtf, text, "write one fact for each, or [...] for one of them"));
  Result<Period> period = writtenPeriod(edtf, convention);
  if (!period.ok()) return atColumn(period.error(), text, offsetBeyondAxis(edtf, text));
  if (!period->canHold()) return atColumn(emptyPeriod(edtf, convention), text, 0);
  tighten(*period);
  return period;
}

Result<Period> parseAttested(std::string_view text, EndConvention convention) {
  std::size_t offset = kAttested.size();
  while (offset < text.size() && text[offset] == ' ') ++offset;
  const std::string_view rest = text.substr(offset);
  Result<Edtf> edtf = parseEdtfExtended(rest);
  if (!edtf.ok()) return shifted(edtf.error(), offset);
  TENURE_TRY(refuseAllOf(*edtf, text, "write one fact for each"));
  Result<Period> period = attestedPeriod(*edtf, convention);
  if (!period.ok()) return atColumn(period.error(), text, offset);
  return period;
}

/// Checks that a cell is blank, ".." or one date expression, so that two cells can be joined by "/".
Status checkCell(std::string_view cell, std::string_view column) {
  if (cell.empty() || cell == "..") return {};
  if (const std::size_t slash = cell.find('/'); slash != std::string_view::npos) {
    return atColumn(Error(ErrorCode::kParse,
                          "a column of dates holds one date (2014, 2014-10 or 2014-10-28), not a period"),
                    cell, slash)
        .within(column);
  }
  const Result<Edtf> edtf = parseEdtfExtended(cell);
  if (!edtf.ok()) return edtf.error().within(column);
  const Status one = refuseAllOf(*edtf, cell, "write one fact for each, or [...] for one of them");
  return one.ok() ? one : Status(one.error().within(column));
}

/// Two plain days, or one and an open end, which most rows of most tables have: what `parse` says of them,
/// without its work. nullopt where the cells are anything else, or wrong.
std::optional<Validity> fromPlainDays(std::string_view start, std::string_view end, BlankEnd blank_end,
                                      EndConvention convention) {
  const auto first = plainDay(start);
  if (!first) return std::nullopt;
  Instant until = Instant::plusInfinity();
  if (end.empty() && blank_end == BlankEnd::kOpen) end = "..";
  if (end != "..") {
    const auto last = plainDay(end);
    if (!last) return std::nullopt;
    const std::int64_t after = std::int64_t{*last} + (convention == EndConvention::kInclusive ? 1 : 0);
    if (after <= *first) return std::nullopt;
    until = Instant::fromMicros(after * kMicrosPerDay);
  }
  std::string text;
  text.reserve(start.size() + 1 + end.size());
  text.append(start).push_back('/');
  text += end;
  const Instant from = Instant::fromMicros(*first * kMicrosPerDay);
  return Validity::restored(Period::exactly(from, until, Grain::kDay), std::move(text), convention);
}

}  // namespace

Result<Validity> Validity::parse(std::string_view text, EndConvention convention) {
  if (text.empty()) {
    return Error(ErrorCode::kParse, "a date is expected; a fact that holds always is given no validity",
                 Place{{}, 0, 1});
  }
  const bool attested = text.substr(0, kAttested.size()) == kAttested;
  Result<Period> period = attested ? parseAttested(text, convention) : parseWritten(text, convention);
  if (!period.ok()) return std::move(period).error();
  Validity out;
  out.period_ = *period;
  out.text_ = std::string(text);
  out.convention_ = convention;
  return out;
}

Result<Validity> Validity::fromColumns(std::string_view start, std::string_view end, BlankEnd blank_end,
                                       EndConvention convention) {
  start = trimmed(start);
  end = trimmed(end);
  if (auto plain = fromPlainDays(start, end, blank_end, convention)) return std::move(*plain);
  TENURE_TRY(checkCell(start, "start"));
  TENURE_TRY(checkCell(end, "end"));
  std::string text(start);
  text.push_back('/');
  if (!end.empty()) {
    text += end;
  } else if (!start.empty() && blank_end == BlankEnd::kOpen) {
    text += "..";
  }
  return parse(text, convention);
}

Validity Validity::derivedFrom(const Period& period) {
  Validity out;
  out.period_ = period;
  out.text_ = describe(period);
  return out;
}

Validity Validity::restored(const Period& period, std::string text, EndConvention convention) {
  Validity out;
  out.period_ = period;
  out.text_ = std::move(text);
  out.convention_ = convention;
  return out;
}

std::string_view Validity::startText() const {
  const std::string_view text = text_;
  const std::size_t slash = text.find('/');
  return slash == std::string_view::npos ? text : text.substr(0, slash);
}

std::string_view Validity::endText() const {
  const std::string_view text = text_;
  const std::size_t slash = text.find('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

// ---- query times
// ---------------------------------------------------------------------------------------------

Result<Range> parseQueryTime(std::string_view text) {
  TENURE_ASSIGN(const Edtf edtf, parseEdtfExtended(text));
  TENURE_TRY(refuseAllOf(edtf, text, "a query time is one of them: [...]"));
  Range range{Instant::minusInfinity(), Instant::plusInfinity()};
  if (!isUnknown(edtf.start)) {
    const Result<Instant> start = beginOf(edtf.start.least_widened);
    if (!start.ok()) return atColumn(start.error(), text, 0);
    range.start = *start;
  }
  const EdtfSpan& last = edtf.end ? *edtf.end : edtf.start;
  if (!isUnknown(last)) {
    const auto reading = edtf.end ? EndReading::kAfterDay : EndReading::kAfterTick;
    const Result<Instant> end = endOf(last.greatest_widened, reading);
    if (!end.ok()) return atColumn(end.error(), text, offsetBeyondAxis(edtf, text));
    range.end = *end;
  }
  if (range.start >= range.end) {
    return atColumn(
        Error(ErrorCode::kInvalidArgument,
              "it starts and ends at the same instant; the end of a period of timestamps is exclusive"),
        text, 0);
  }
  return range;
}

namespace {

Result<Range> nonEmpty(Range range, std::string what) {
  if (range.start < range.end) return range;
  return Error(ErrorCode::kInvalidArgument, std::move(what) + ": the range is empty; it would start at " +
                                                formatIso(range.start) + " and end at " +
                                                formatIso(range.end));
}

}  // namespace

Result<Range> rangeFromTo(std::string_view a, std::string_view b) {
  Result<Range> from = parseQueryTime(a);
  if (!from.ok()) return from.error().within("FROM");
  Result<Range> to = parseQueryTime(b);
  if (!to.ok()) return to.error().within("TO");
  return nonEmpty({from->start, to->start}, "FROM " + quoted(a) + " TO " + quoted(b));
}

Result<Range> rangeBetween(std::string_view a, std::string_view b) {
  Result<Range> from = parseQueryTime(a);
  if (!from.ok()) return from.error().within("BETWEEN");
  Result<Range> to = parseQueryTime(b);
  if (!to.ok()) return to.error().within("AND");
  return nonEmpty({from->start, to->end}, "BETWEEN " + quoted(a) + " AND " + quoted(b));
}

Result<SystemInstant> parseSystemTime(std::string_view text) {
  TENURE_ASSIGN(const Edtf edtf, parseEdtf(text));
  if (edtf.kind != Edtf::Kind::kDate) {
    return atColumn(Error(ErrorCode::kInvalidArgument, "a system time is one date or timestamp"), text, 0);
  }
  if (edtf.start.isQualified()) {
    return atColumn(Error(ErrorCode::kInvalidArgument,
                          "a system time is this database's own and not uncertain; "
                          "leave out '?', '~' and '%'"),
                    text, 0);
  }
  const Result<Instant> end = endOf(edtf.start.greatest, EndReading::kAfterTick);
  if (!end.ok()) return atColumn(end.error(), text, 0);
  return SystemInstant::fromMicros(end->micros() - 1);
}

}  // namespace tenure
