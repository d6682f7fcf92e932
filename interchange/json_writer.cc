#include "interchange/json_writer.h"

#include <array>
#include <charconv>

namespace tenure::interchange {

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  appendText(name);
  out_ += ':';
  comma_ = false;
  return *this;
}

void JsonWriter::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::boolean(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  separate();
  out_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::count(std::uint64_t number) {
  separate();
  out_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::number(double finite) {
  separate();
  std::array<char, 40> digits = {};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), finite).ptr;
  const std::string_view written(digits.data(), static_cast<std::size_t>(end - digits.data()));
  out_ += written;
  if (written.find_first_of(".e") == std::string_view::npos) out_ += ".0";
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view text) {
  separate();
  appendText(text);
  return *this;
}

void JsonWriter::appendText(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out_ += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out_ += "\\\""; break;
      case '\\': out_ += "\\\\"; break;
      case '\n': out_ += "\\n"; break;
      case '\r': out_ += "\\r"; break;
      case '\t': out_ += "\\t"; break;
      default:
        if (byte >= 0x20) {
          out_ += c;
        } else {
          out_ += "\\u00";
          out_ += kHex[byte / 16];
          out_ += kHex[byte % 16];
        }
    }
  }
  out_ += '"';
}

JsonWriter& JsonWriter::textUnlessEmpty(std::string_view name, std::string_view value) {
  return value.empty() ? *this : key(name).text(value);
}

JsonWriter& JsonWriter::trueFlag(std::string_view name, bool value) {
  return value ? key(name).boolean(true) : *this;
}

}  // namespace tenure::interchange
