#include "apps/tenure/table.h"

#include <catch2/catch.hpp>

#include "apps/tenure/text_width.h"

namespace table_test {

using namespace tenure::apps;

namespace {

Terminal terminal(std::size_t columns) { return {true, false, columns}; }

}  // namespace

TEST_CASE("width: columns that a terminal gives to text of many scripts") {
  CHECK(displayWidth("") == 0);
  CHECK(displayWidth("Kidal") == 5);
  CHECK(displayWidth("Ouagadougou é") == 13);
  CHECK(displayWidth("e\u0301") == 1);  // a combining accent
  CHECK(displayWidth("ⵜⴰⵙⵈ ⵏ") == 6);   // Tifinagh
  CHECK(displayWidth("حركة") == 4);     // Arabic
  CHECK(displayWidth("حَرَكة") == 4);     // with vowel marks
  CHECK(displayWidth("日本語") == 6);   // wide
  CHECK(displayWidth("ｶﾅ") == 2);       // halfwidth
  CHECK(displayWidth("한국") == 4);
  CHECK(displayWidth("\u1112\u1161\u11AB") == 2);  // the same syllable in parts
  CHECK(displayWidth("a\u200Bb\u200Dc") == 3);     // zero-width space and joiner
  CHECK(displayWidth("😀") == 2);
  CHECK(displayWidth("👩\u200D👩\u200D👧") == 2);  // one family
  CHECK(displayWidth("👍🏽") == 2);         // with a skin tone
  CHECK(displayWidth("🇲🇱🇲🇱") == 4);             // two flags
  CHECK(displayWidth("❤\uFE0F") == 2);
  CHECK(displayWidth("नि") == 2);  // Devanagari: a spacing vowel sign has its own column
}

TEST_CASE("width: nothing a cell holds acts on a terminal") {
  CHECK(harmless("Kidal") == "Kidal");
  CHECK(harmless("\x1B[31mred\x07") == "\\x1B[31mred\\x07");
  CHECK(harmless("a\nb\tc\r") == "a\\nb\\tc\\r");
  CHECK(harmless("\u009B31m") == "\\u009B31m");  // the one-byte escape of the C1 set
  CHECK(harmless("\u202Eevil\u2069") == "\\u202Eevil\\u2069");
  CHECK(harmless("\xFFx\xE2\x82") == "\uFFFDx\uFFFD");
  CHECK(harmless("حركة") == "حركة");
}

TEST_CASE("width: a text is cut between characters, never between a letter and its mark") {
  CHECK(cutToWidth("Timbuktu", 8) == "Timbuktu");
  CHECK(cutToWidth("Timbuktu", 5) == "Timb…");
  CHECK(cutToWidth("Timbuktu", 1) == "…");
  CHECK(cutToWidth("Timbuktu", 0).empty());
  CHECK(cutToWidth("日本語", 4) == "日…");  // half of a wide character does not fit
  CHECK(cutToWidth("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  CHECK(cutToWidth("🇲🇱🇲🇱", 3) == "🇲🇱…");
}

TEST_CASE("table: columns are as wide as what stands in them") {
  Table table({{"fact"}, {"name"}});
  table.alignRight(0);
  table.addRow({"7", "日本"});
  table.addRow({"12", "Kidal"});
  CHECK(table.text({}) ==
        "fact  name\n"
        "----  -----\n"
        "   7  日本\n"
        "  12  Kidal\n");
}

TEST_CASE("table: where it does not fit the widest columns are cut first") {
  Table table({{"id"}, {"name"}, {"source"}});
  table.addRow({"cma", "Coordination", "a sentence that is far too long"});
  CHECK(table.text(terminal(40)) ==
        "id   name          source\n"
        "---  ------------  ---------------------\n"
        "cma  Coordination  a sentence that is f…\n");
  // Too narrow for anything: a few letters each stay, and the terminal wraps.
  const std::string narrow = table.text(terminal(5));
  CHECK(narrow.find("Coo…  a s…\n") != std::string::npos);
  // No terminal, no limit.
  CHECK(table.text({}).find("far too long\n") != std::string::npos);
}

TEST_CASE("table: text at length is cut before ids and dates, and titles before cells") {
  Table table({{"node"}, {"name", Align::kLeft, true}, {"certainty"}, {"validity"}});
  table.addRow({"maa-timbuktu", "Arab Movement of Azawad", "certain", "2014-10-28/2023-02"});
  const std::string wide =
      "node          name           certainty  validity\n"
      "------------  -------------  ---------  ------------------\n"
      "maa-timbuktu  Arab Movemen…  certain    2014-10-28/2023-02\n";
  CHECK(table.text(terminal(58)) == wide);
  const std::string narrower =
      "node          name          certai…  validity\n"
      "------------  ------------  -------  ------------------\n"
      "maa-timbuktu  Arab Moveme…  certain  2014-10-28/2023-02\n";
  CHECK(table.text(terminal(55)) == narrower);
  // Then the text goes on to yield, and only then an id or a date is cut.
  CHECK(table.text(terminal(47)).find("maa-timbuktu  Ara…  certain  2014-10-28/2023-02\n") !=
        std::string::npos);
  CHECK(table.text(terminal(46)).find("maa-timbuktu  Ara…  certain  2014-10-28/2023-…\n") !=
        std::string::npos);
}

TEST_CASE("table: right-to-left text is isolated on a terminal and nowhere else") {
  Table table({{"name"}, {"id"}});
  table.addRow({"حركة", "1"});
  CHECK(table.text(terminal(80)).find("\u2068حركة\u2069  1") != std::string::npos);
  CHECK(table.text({}).find("\u2068") == std::string::npos);
}

TEST_CASE("table: colour only where there is colour") {
  Table table({{"id"}});
  CHECK(table.text(terminal(80)) == "id\n--\n");
  CHECK(table.text({true, true, 80}) == "\x1B[1mid\x1B[0m\n--\n");
}

}  // namespace table_test
