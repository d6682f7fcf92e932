// The reader of date texts: recursive descent over the bytes, one pass, nothing allocated but errors.
// Single dates are read in edtf_date.cc and edtf_clock.cc.
//
//   expression = date | set | side "/" side
//   side       = date | ".." | "" | set (extended)
//   set        = "[" list "]" | "{" list "}"
//   list       = element { "," { " " } element }
//   element    = date | date ".." date | ".." date (first) | date ".." (last)
#include "schema/edtf_cursor.h"
#include "schema/instant.h"

namespace tenure {

namespace {

using edtf::Cursor;
using edtf::Dialect;
using edtf::readDate;

EdtfSpan spanOfKind(EdtfBound::Kind kind) {
  EdtfBound bound;
  bound.kind = kind;
  return {bound, bound, bound, bound};
}

/// -1, 0, 1 for minus infinity, a day or instant, plus infinity.
int side(const EdtfBound& bound) {
  if (bound.kind == EdtfBound::Kind::kMinusInfinity) return -1;
  return bound.kind == EdtfBound::Kind::kPlusInfinity ? 1 : 0;
}

/// Whether `a` begins before `b`.
bool beginsBefore(const EdtfBound& a, const EdtfBound& b) {
  if (side(a) != 0 || side(b) != 0) return side(a) < side(b);
  return a.date != b.date ? a.date < b.date : a.micros_of_day < b.micros_of_day;
}

/// Whether `a` ends before `b`; a day ends after every time of that day.
bool endsBefore(const EdtfBound& a, const EdtfBound& b) {
  if (side(a) != 0 || side(b) != 0) return side(a) < side(b);
  const auto micros_of_end = [](const EdtfBound& bound) {
    return bound.kind == EdtfBound::Kind::kDay ? kMicrosPerDay : bound.micros_of_day;
  };
  return a.date != b.date ? a.date < b.date : micros_of_end(a) < micros_of_end(b);
}

/// Whether an interval would end before it starts.
bool isReversed(const EdtfBound& least_start, const EdtfBound& greatest_end) {
  using Kind = EdtfBound::Kind;
  if (least_start.kind == Kind::kUnknown || greatest_end.kind == Kind::kUnknown) return false;
  if (greatest_end.kind == Kind::kDay && side(least_start) == 0) return greatest_end.date < least_start.date;
  return beginsBefore(greatest_end, least_start);
}

void extendTo(EdtfSpan& hull, const EdtfSpan& member) {
  if (beginsBefore(member.least, hull.least)) hull.least = member.least;
  if (beginsBefore(member.least_widened, hull.least_widened)) hull.least_widened = member.least_widened;
  if (endsBefore(hull.greatest, member.greatest)) hull.greatest = member.greatest;
  if (endsBefore(hull.greatest_widened, member.greatest_widened))
    hull.greatest_widened = member.greatest_widened;
}

EdtfSpan allTime() {
  EdtfSpan all = spanOfKind(EdtfBound::Kind::kMinusInfinity);
  all.greatest = all.greatest_widened = spanOfKind(EdtfBound::Kind::kPlusInfinity).greatest;
  return all;
}

bool readSetDate(Cursor& in, EdtfSpan& span) {
  const std::size_t from = in.at();
  if (!readDate(in, span)) return false;
  if (span.isInstant() && !in.isExtended()) {
    return in.fail(from, "the members of a set are dates without time of day");
  }
  return true;
}

/// One member of a set, added to `hull`; `last` where nothing may follow it.
bool readElement(Cursor& in, EdtfSpan& hull, bool first, bool& last) {
  const std::size_t from = in.at();
  const bool open_start = in.takeDots();
  if (open_start && !first) return in.fail(from, "only the first member of a set can begin with '..'");
  EdtfSpan member;
  if (!readSetDate(in, member)) return false;
  if (open_start) {
    member.least = member.least_widened = spanOfKind(EdtfBound::Kind::kMinusInfinity).least;
  }
  if (in.atDots()) {
    if (open_start) return in.fail(in.at(), "a member of a set is open at one side only");
    in.skip(2);
    if (in.atEnd() || in.peek() == ',' || in.peek() == ']' || in.peek() == '}') {
      member.greatest = member.greatest_widened = spanOfKind(EdtfBound::Kind::kPlusInfinity).greatest;
      last = true;
    } else {
      EdtfSpan to;
      if (!readSetDate(in, to)) return false;
      extendTo(member, to);
    }
  }
  if (first) {
    hull = member;
  } else {
    extendTo(hull, member);
  }
  return true;
}

bool readSet(Cursor& in, EdtfSpan& hull) {
  const std::size_t open_at = in.at();
  const char close = in.peek() == '[' ? ']' : '}';
  in.skip(1);
  if (in.isExtended() && close == ']' && in.atDots() && in.peek(2) == ']') {
    in.skip(3);
    hull = allTime();
    return true;
  }
  bool first = true;
  for (;;) {
    bool last = false;
    if (!readElement(in, hull, first, last)) return false;
    first = false;
    if (in.take(close)) return true;
    if (in.atEnd()) return in.fail(open_at, std::string("the set is not closed by '") + close + "'");
    if (in.peek() != ',') {
      return in.peek() == ']' || in.peek() == '}'
                 ? in.fail(in.at(), std::string("the set is closed by '") + close + "', as it was opened")
                 : in.failUnexpected();
    }
    if (last) return in.fail(in.at(), "only the last member of a set can be open ('2014..')");
    in.skip(1);
    while (in.take(' ')) {
    }
  }
}

bool readIntervalEnd(Cursor& in, Edtf& out) {
  out.kind = Edtf::Kind::kInterval;
  const bool blank_start = in.at() == 0;
  in.skip(1);
  const std::size_t end_at = in.at();
  EdtfSpan end;
  if (in.atEnd()) {
    if (blank_start) return in.fail(0, "an interval needs a date on at least one side of '/'");
    end = spanOfKind(EdtfBound::Kind::kUnknown);
  } else if (in.takeDots()) {
    end = spanOfKind(EdtfBound::Kind::kPlusInfinity);
  } else if (in.peek() == '[' || in.peek() == '{') {
    if (!in.isExtended() || in.peek() == '{') {
      return in.fail(in.at(), "an interval has single dates at its ends, not sets");
    }
    if (!readSet(in, end)) return false;
  } else if (!readDate(in, end)) {
    return false;
  }
  if (!in.atEnd()) {
    return in.peek() == '/' ? in.fail(in.at(), "an interval has two sides, so only one '/'")
                            : in.failUnexpected();
  }
  if (isReversed(out.start.least, end.greatest)) {
    return in.fail(end_at, "the interval ends (" + formatCivil(end.greatest.written) +
                               ") before it starts (" + formatCivil(out.start.least.written) + ")");
  }
  out.end = end;
  return true;
}

bool readExpression(Cursor& in, Edtf& out) {
  if (in.atEnd()) return in.fail(0, "a date is expected");
  const bool begins_with_set = in.peek() == '[' || in.peek() == '{';
  if (begins_with_set) {
    out.kind = in.peek() == '[' ? Edtf::Kind::kOneOf : Edtf::Kind::kAllOf;
    if (!readSet(in, out.start)) return false;
  } else if (in.peek() == '/') {
    out.start = spanOfKind(EdtfBound::Kind::kUnknown);
  } else if (in.takeDots()) {
    out.start = spanOfKind(EdtfBound::Kind::kMinusInfinity);
    if (in.peek() != '/')
      return in.fail(in.at(), "'..' stands at an end of an interval: '../2014' or '2014/..'");
  } else if (!readDate(in, out.start)) {
    return false;
  }
  if (in.atEnd()) return true;
  if (in.peek() != '/') return in.failUnexpected();
  if (begins_with_set && (out.kind == Edtf::Kind::kAllOf || !in.isExtended())) {
    return in.fail(in.at(), "an interval has single dates at its ends, not sets");
  }
  return readIntervalEnd(in, out);
}

Result<Edtf> read(std::string_view text, Dialect dialect) {
  Cursor in(text, dialect);
  Edtf out;
  if (!readExpression(in, out)) return in.error();
  return out;
}

/// The day of a bound as `tenure date` prints it.
std::optional<std::string> summaryOf(const EdtfBound& bound) {
  switch (bound.kind) {
    case EdtfBound::Kind::kDay:
    case EdtfBound::Kind::kInstant: return formatCivil(bound.written);
    case EdtfBound::Kind::kMinusInfinity: return "-inf";
    case EdtfBound::Kind::kPlusInfinity: return "inf";
    case EdtfBound::Kind::kUnknown: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Result<Edtf> parseEdtf(std::string_view text) { return read(text, Dialect::kStandard); }

Result<Edtf> parseEdtfExtended(std::string_view text) { return read(text, Dialect::kExtended); }

EdtfSummary summarizeEdtf(std::string_view text) {
  EdtfSummary summary;
  const Result<Edtf> parsed = parseEdtf(text);
  if (!parsed.ok()) {
    summary.error = parsed.error().message();
    return summary;
  }
  summary.valid = true;
  summary.min = summaryOf(parsed->start.least);
  summary.max = summaryOf(parsed->end ? parsed->end->greatest : parsed->start.greatest);
  return summary;
}

}  // namespace tenure
