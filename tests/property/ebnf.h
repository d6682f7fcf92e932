// Grammars in EBNF, as docs/grammar.md writes them: read, and used both ways, to derive random texts and to
// recognize texts. A text is a list of words here: keywords in capitals, symbols, and what the leaf rules
// give.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::testing {

/// One node of a rule.
struct Ebnf {
  enum class Kind : std::uint8_t { kWord, kSymbol, kRule, kSequence, kChoice, kOption, kRepetition, kExcept };
  Kind kind = Kind::kSequence;
  std::string text;         ///< of a word, a symbol or a rule's name
  std::vector<Ebnf> parts;  ///< of the others; of kExcept two
};

/// What stands for a rule that the grammar leaves to prose: texts to derive, and which words it takes.
struct Leaf {
  std::vector<std::string> examples;
  std::function<bool(std::string_view word)> takes;
};

using Words = std::vector<std::string>;

/// What keeps a derivation from growing without end: past `depth` rules in one another, or `words` in all,
/// only the shortest ways on are taken and nothing that may be left out; past `steps` it is given up.
struct DerivationBounds {
  int depth = 20;
  std::size_t words = 60;
  std::size_t steps = 20'000;
};

class Grammar {
 public:
  /// The rules in the blocks marked ebnf of a page. Throws std::runtime_error for what cannot be read, and
  /// for rules that are used and neither defined nor leaves.
  Grammar(std::string_view page, std::map<std::string, Leaf> leaves);

  /// Every rule, in order of names.
  [[nodiscard]] std::vector<std::string> rules() const;
  /// A random text of a rule; rules on the way are added to `used`. `allowed` is asked before a rule is
  /// entered, with the rules around it. nullopt where the bounds were reached, or no allowed way was found.
  [[nodiscard]] std::optional<Words> derive(
      const std::string& rule, std::mt19937_64& random, const DerivationBounds& bounds,
      std::set<std::string>& used,
      const std::function<bool(const std::vector<std::string>& around, const std::string& rule)>& allowed)
      const;
  /// Whether the words are one text of the rule; nullopt where more than `steps_max` were looked at.
  [[nodiscard]] std::optional<bool> recognizes(const std::string& rule, const Words& words,
                                               std::size_t steps_max = 2'000'000) const;

 private:
  class Derivation;
  class Recognition;
  void computeHeights();
  [[nodiscard]] int heightOf(const Ebnf& node) const;

  std::map<std::string, Ebnf> rules_;
  std::map<std::string, Leaf> leaves_;
  std::map<std::string, int> heights_;  ///< the least number of rules in one another
};

}  // namespace tenure::testing
