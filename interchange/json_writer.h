// Writes JSON, compactly and always in the same bytes: no blanks, keys in the order they are given, texts
// with the escapes that RFC 8259 demands and no others, floats in the fewest digits that read back to the
// same.
#pragma once

#include <cstdint>
#include <ranges>
#include <string>
#include <string_view>

namespace tenure::interchange {

/// Appends to a text that it borrows. Who calls begins and ends in pairs, and gives a key before each value
/// in an object. Texts are UTF-8.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& beginObject() { return open('{'); }
  JsonWriter& endObject() { return close('}'); }
  JsonWriter& beginArray() { return open('['); }
  JsonWriter& endArray() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& null();
  JsonWriter& boolean(bool truth);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& count(std::uint64_t number);
  JsonWriter& number(double finite);  ///< always with a point or an exponent
  JsonWriter& text(std::string_view text);

  // A field, left out where it says nothing.
  JsonWriter& textUnlessEmpty(std::string_view name, std::string_view value);
  JsonWriter& trueFlag(std::string_view name, bool value);
  template <std::ranges::range Texts>
  JsonWriter& textsUnlessEmpty(std::string_view name, const Texts& texts) {
    if (texts.empty()) return *this;
    key(name).beginArray();
    for (const auto& item : texts) text(item);
    return endArray();
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void appendText(std::string_view text);

  std::string& out_;
  bool comma_ = false;
};

}  // namespace tenure::interchange
