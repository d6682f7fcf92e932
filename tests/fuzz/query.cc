// Fuzz target: any bytes as a statement. Nothing may crash or overflow the stack; every error has a place
// within the text, a message and openCypher's word; what is read once is read again.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "engine/query/parser/parser.h"
#include "schema/names.h"

namespace {

using namespace tenure;

void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT: bytes as characters
  const auto statement = query::parse(text);
  if (statement.ok()) {
    require(query::parse(text).ok(), "the same text is read the same");
    require(!firstInvalidUtf8(text), "what is read is UTF-8");
    return 0;
  }
  const Error& error = statement.error();
  const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  require(error.place().has_value() && error.place()->line >= 1 && error.place()->line <= lines,
          "a line of the text");
  require(error.place()->column >= 1 && error.place()->column <= size + 1, "a column of the text");
  require(!error.message().empty() && error.message().size() < 2'000, "a message of some length");
  require(!firstInvalidUtf8(error.message()), "a message in UTF-8");
  require(error.detail().find("SyntaxError.") == 0, "openCypher's word");
  return 0;
}
