// Fuzz target: any bytes as a line of an export. Nothing may crash, every error has a place in the line, and
// what is accepted is written and read to the same, in the same bytes from then on.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "interchange/json_lines.h"
#include "interchange/json_value.h"

namespace {

using namespace tenure;
using namespace tenure::interchange;

void require(bool holds, const char* promise, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n  text: %.*s\n", promise, static_cast<int>(text.size()),
               text.data());
  std::abort();
}

void checkError(const Error& error, std::string_view text) {
  require(!error.message().empty(), "an error has a message", text);
  require(error.place() && error.place()->column >= 1 && error.place()->column <= text.size() + 1,
          "an error has a place in the text", text);
}

void checkLine(std::string_view text, ExportKind kind) {
  const auto line = parseExportLine(text, kind);
  if (!line.ok()) return checkError(line.error(), text);
  const std::string bytes = lineOf(*line);
  const auto again = parseExportLine(bytes, kind);
  if (!again.ok()) std::fprintf(stderr, "%s\n", again.error().toString().c_str());
  require(again.ok(), "what is written is read", bytes);
  require(lineOf(*again) == bytes, "and written in the same bytes", bytes);
}

void checkValue(std::string_view text) {
  const auto value = valueFromJson(text);
  if (!value.ok()) return checkError(value.error(), text);
  const std::string bytes = jsonOf(*value);
  const auto again = valueFromJson(bytes);
  require(again.ok(), "a value that is written is read", bytes);
  require(jsonOf(*again) == bytes, "and written in the same bytes", bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  checkLine(text, ExportKind::kHistory);
  checkLine(text, ExportKind::kSnapshot);
  checkValue(text);
  return 0;
}
