// Names as people type them: which are the same, and which texts cannot be stored.
#include "schema/names.h"

#include <catch2/catch.hpp>

namespace names_test {

using namespace tenure;

TEST_CASE("names: case, white space and the forms of a letter make no other name") {
  CHECK(foldName("Front Polisario") == "front polisario");
  CHECK(foldName("  Front \t\n Polisario ") == "front polisario");
  CHECK(foldName("Stra\xC3\x9F"
                 "e") == "strasse");
  CHECK(foldName("\xEF\xAC\x81n") == "fin");                     // the ligature fi
  CHECK(foldName("e\xCC\x81t\xC3\xA9") == "\xC3\xA9t\xC3\xA9");  // an accent apart, and one composed
  CHECK(foldName("\xCE\xA3\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x82") ==
        foldName("\xCF\x83\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x83"));  // final sigma
  CHECK(foldName("a\xC2\xA0\xE2\x80\x83z") == "a z");                           // no-break space, em space
  CHECK(foldName("\xEF\xBC\xA1\xEF\xBC\xA2") == "ab");                          // full width
}

TEST_CASE("names: different names stay different") {
  CHECK(foldName("ab") != foldName("a b"));
  CHECK(foldName("e") != foldName("\xC3\xA9"));
  CHECK(foldName("\xD8\xA7") != foldName("\xD8\xA3"));  // alef, and alef with hamza
}

TEST_CASE("names: folding what is folded changes nothing; nothing folds to nothing") {
  CHECK(foldName("").empty());
  CHECK(foldName(" \t ").empty());
  for (const char* name : {"Front Polisario", "STRASSE", "\xC4\xB0stanbul", "\xEF\xAC\x81n  x"}) {
    CHECK(foldName(foldName(name)) == foldName(name));
  }
}

TEST_CASE("names: broken UTF-8 folds to the replacement character") {
  CHECK(foldName("a\xFFz") == "a\xEF\xBF\xBDz");
}

TEST_CASE("names: the first byte that is not valid UTF-8") {
  CHECK_FALSE(firstInvalidUtf8(""));
  CHECK_FALSE(firstInvalidUtf8("plain"));
  CHECK_FALSE(
      firstInvalidUtf8("\x7F\xC2\x80\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));  // ends of ranges
  CHECK(firstInvalidUtf8("ab\xFFz") == 2U);
  CHECK(firstInvalidUtf8("\xC3\xA9\xC3") == 2U);      // cut off
  CHECK(firstInvalidUtf8("\xE2\x82") == 0U);          // cut off in the middle
  CHECK(firstInvalidUtf8("a\xC0\xAF") == 1U);         // overlong
  CHECK(firstInvalidUtf8("\xED\xA0\x80") == 0U);      // a surrogate
  CHECK(firstInvalidUtf8("\xF4\x90\x80\x80") == 0U);  // beyond Unicode
  CHECK(firstInvalidUtf8("\x80") == 0U);
}

TEST_CASE("names: a text is stored up to its limit, and refused one byte beyond it") {
  CHECK(checkText("a name", std::string(10, 'x'), 10).ok());
  const Status longer = checkText("a name", std::string(11, 'x'), 10);
  REQUIRE_FALSE(longer.ok());
  CHECK(longer.error().code() == ErrorCode::kLimit);
  CHECK(longer.error().message() == "a name of 11 bytes is longer than the 10 allowed: xxxxxxxxxxx");
  CHECK(checkText("a name", std::string(20U << 20U, 'x'), kTextBytesMax).error().message().size() < 200);
}

TEST_CASE("names: broken UTF-8 and zero bytes are refused with their column") {
  CHECK(checkText("an id", "", 10).ok());
  const Status broken = checkText("an id", "\xC3\xA9\xFF", 10);
  CHECK(broken.error().code() == ErrorCode::kParse);
  CHECK(broken.error().message() == "an id is not valid UTF-8 at column 2: \xC3\xA9\\xFF");
  const Status zero = checkText("an id", std::string_view("a\0b", 3), 10);
  CHECK(zero.error().code() == ErrorCode::kParse);
  CHECK(zero.error().message() == "an id holds a zero byte at column 2: a\\x00b");
}

}  // namespace names_test
