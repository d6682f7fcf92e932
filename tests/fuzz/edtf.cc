// Fuzz target: any bytes as a date text. Nothing may crash, and what is accepted must keep its promises.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "schema/edtf.h"
#include "schema/validity.h"

namespace {

using namespace tenure;

void require(bool holds, const char* promise, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n  text: %.*s\n", promise, static_cast<int>(text.size()),
               text.data());
  std::abort();
}

void checkBounds(const Period& p, std::string_view text) {
  require(p.start_min <= p.start_max, "start_min <= start_max", text);
  require(p.end_min <= p.end_max, "end_min <= end_max", text);
  require(p.canHold(), "a written period can hold", text);
  const std::int64_t grain = grainMicros(p.grain);
  require(p.start_max <= p.end_max.plusMicros(-grain), "start_max leaves room for a grain", text);
  require(p.end_min >= p.start_min.plusMicros(grain), "end_min leaves room for a grain", text);
}

void checkRoundTrip(const Period& p, std::string_view text) {
  if (p == Period::timeless()) return;
  const std::string again = describe(p);
  const auto parsed = Validity::parse(again);
  require(parsed.ok(), "what describe writes is read", again);
  if (!(parsed->period() == p)) std::fprintf(stderr, "described as: %s\n", again.c_str());
  require(parsed->period() == p, "describe and parse give the same bounds", text);
}

void checkError(const Error& error, std::string_view text) {
  require(!error.message().empty(), "an error has a message", text);
  require(!error.place() || error.place()->column >= 1, "columns count from 1", text);
  require(!error.place() || error.place()->column <= text.size() + 1, "columns lie in the text", text);
}

void checkValidity(std::string_view text, EndConvention convention) {
  const auto validity = Validity::parse(text, convention);
  if (!validity.ok()) return checkError(validity.error(), text);
  require(validity->text() == text, "the text is kept letter for letter", text);
  checkBounds(validity->period(), text);
  checkRoundTrip(validity->period(), text);
}

void checkEdtf(std::string_view text) {
  const auto standard = parseEdtf(text);
  const auto extended = parseEdtfExtended(text);
  const EdtfSummary summary = summarizeEdtf(text);
  require(summary.valid == standard.ok(), "summary and parse agree", text);
  require(summary.valid == summary.error.empty(), "an error where it is not valid", text);
  if (!standard.ok()) return checkError(standard.error(), text);
  require(extended.ok(), "extended takes what the standard takes", text);
  require(extended->start == standard->start, "extended reads it as the standard does", text);
}

void checkQueryTime(std::string_view text) {
  const auto range = parseQueryTime(text);
  if (range.ok()) {
    require(range->start < range->end, "a query time is not empty", text);
  } else {
    checkError(range.error(), text);
  }
  const auto system = parseSystemTime(text);
  if (system.ok()) require(system->isFinite(), "a system time is finite", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  checkEdtf(text);
  checkValidity(text, EndConvention::kInclusive);
  checkValidity(text, EndConvention::kExclusive);
  checkQueryTime(text);
  const std::size_t half = text.find('|');
  if (half != std::string::npos) {
    const auto start = std::string_view(text).substr(0, half);
    const auto end = std::string_view(text).substr(half + 1);
    const auto joined = Validity::fromColumns(start, end, BlankEnd::kOpen);
    if (joined.ok()) checkRoundTrip(joined->period(), text);
  }
  return 0;
}
