#include "tests/property/ebnf.h"

#include <algorithm>
#include <stdexcept>

namespace tenure::testing {

namespace {

constexpr int kNever = 1'000'000;

/// The words of EBNF itself.
std::vector<std::string> wordsOf(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == ' ' || c == '\n') {
      ++i;
    } else if (c == '\'') {
      const std::size_t end = text.find('\'', i + 1);
      if (end == std::string_view::npos) throw std::runtime_error("a symbol without its end");
      out.emplace_back(text.substr(i, end + 1 - i));
      i = end + 1;
    } else if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      std::size_t end = i;
      while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 ||
                                   text[end] == '-' || text[end] == '_'))
        ++end;
      out.emplace_back(text.substr(i, end - i));
      i = end;
    } else {
      out.emplace_back(1, c);
      ++i;
    }
  }
  return out;
}

/// Reads rules: choice = exception { "|" exception }, exception = sequence [ "-" sequence ], and so on.
class Reader {
 public:
  explicit Reader(std::vector<std::string> words) : words_(std::move(words)) {}

  std::map<std::string, Ebnf> rules() {
    std::map<std::string, Ebnf> out;
    while (at_ < words_.size()) {
      const std::string name = words_[at_++];
      expect("=");
      if (!out.emplace(name, choice()).second) throw std::runtime_error("rule " + name + " stands twice");
      expect(";");
    }
    return out;
  }

 private:
  [[nodiscard]] std::string peek() const { return at_ < words_.size() ? words_[at_] : std::string(); }
  void expect(const std::string& word) {
    if (peek() != word) throw std::runtime_error("expected " + word + ", found " + peek());
    ++at_;
  }
  Ebnf choice() {
    Ebnf out{Ebnf::Kind::kChoice, {}, {}};
    do out.parts.push_back(exception());
    while (peek() == "|" && ++at_ > 0);
    return out.parts.size() == 1 ? std::move(out.parts.front()) : out;
  }
  Ebnf exception() {
    Ebnf first = sequence();
    if (peek() != "-") return first;
    ++at_;
    Ebnf out{Ebnf::Kind::kExcept, {}, {}};
    out.parts.push_back(std::move(first));
    out.parts.push_back(sequence());
    return out;
  }
  Ebnf sequence() {
    Ebnf out{Ebnf::Kind::kSequence, {}, {}};
    for (std::string word = peek(); word != "|" && word != ";" && word != ")" && word != "]" && word != "}" &&
                                    word != "-" && !word.empty();
         word = peek())
      out.parts.push_back(term());
    return out.parts.size() == 1 ? std::move(out.parts.front()) : out;
  }
  Ebnf term() {
    const std::string word = words_[at_++];
    if (word == "(") return bracketed(Ebnf::Kind::kSequence, ")");
    if (word == "[") return bracketed(Ebnf::Kind::kOption, "]");
    if (word == "{") return bracketed(Ebnf::Kind::kRepetition, "}");
    if (word.front() == '\'') return {Ebnf::Kind::kSymbol, word.substr(1, word.size() - 2), {}};
    const bool is_keyword =
        std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return {is_keyword ? Ebnf::Kind::kWord : Ebnf::Kind::kRule, word, {}};
  }
  Ebnf bracketed(Ebnf::Kind kind, const std::string& end) {
    Ebnf out{kind, {}, {}};
    out.parts.push_back(choice());
    expect(end);
    return out;
  }

  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

std::string upper(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

Grammar::Grammar(std::string_view page, std::map<std::string, Leaf> leaves) : leaves_(std::move(leaves)) {
  constexpr std::string_view kBegin = "```ebnf\n";
  std::vector<std::string> words;
  for (std::size_t at = page.find(kBegin); at != std::string_view::npos; at = page.find(kBegin, at)) {
    at += kBegin.size();
    const std::size_t end = page.find("```", at);
    for (std::string& word : wordsOf(page.substr(at, end - at))) words.push_back(std::move(word));
    at = end;
  }
  rules_ = Reader(std::move(words)).rules();
  computeHeights();
  for (const auto& [name, height] : heights_)
    if (height >= kNever) throw std::runtime_error("rule " + name + " derives no text");
}

std::vector<std::string> Grammar::rules() const {
  std::vector<std::string> out;
  for (const auto& [name, body] : rules_) out.push_back(name);
  return out;
}

int Grammar::heightOf(const Ebnf& node) const {
  switch (node.kind) {
    case Ebnf::Kind::kWord:
    case Ebnf::Kind::kSymbol:
    case Ebnf::Kind::kOption:
    case Ebnf::Kind::kRepetition: return 0;
    case Ebnf::Kind::kRule:
      if (leaves_.count(node.text) > 0) return 0;
      if (heights_.count(node.text) == 0) throw std::runtime_error("there is no rule " + node.text);
      return heights_.at(node.text);
    case Ebnf::Kind::kExcept: return heightOf(node.parts.front());
    case Ebnf::Kind::kSequence:
    case Ebnf::Kind::kChoice: break;
  }
  const bool choice = node.kind == Ebnf::Kind::kChoice;
  int out = choice ? kNever : 0;
  for (const Ebnf& part : node.parts)
    out = choice ? std::min(out, heightOf(part)) : std::max(out, heightOf(part));
  return out;
}

void Grammar::computeHeights() {
  for (const auto& [name, body] : rules_) heights_[name] = kNever;
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [name, body] : rules_) {
      const int height = std::min(kNever, heightOf(body) + 1);
      changed = changed || height < heights_[name];
      heights_[name] = std::min(heights_[name], height);
    }
  }
}

/// One random text.
class Grammar::Derivation {
 public:
  using Allowed = std::function<bool(const std::vector<std::string>&, const std::string&)>;
  Derivation(const Grammar& grammar, std::mt19937_64& random, const DerivationBounds& bounds,
             std::set<std::string>& used, const Allowed& allowed)
      : grammar_(grammar), random_(random), bounds_(bounds), used_(used), allowed_(allowed) {}

  /// False where no allowed way on was found.
  bool rule(const std::string& name, Words& out) {
    if (const auto leaf = grammar_.leaves_.find(name); leaf != grammar_.leaves_.end()) {
      out.push_back(leaf->second.examples[below(leaf->second.examples.size())]);
      return true;
    }
    if (!allowed_(around_, name)) return false;
    used_.insert(name);
    around_.push_back(name);
    const bool found = node(grammar_.rules_.at(name), out);
    around_.pop_back();
    return found;
  }

 private:
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  [[nodiscard]] bool deep(const Words& out) const {
    return static_cast<int>(around_.size()) >= bounds_.depth || out.size() >= bounds_.words;
  }

  bool node(const Ebnf& e, Words& out) {
    if (++steps_ > bounds_.steps) return false;
    switch (e.kind) {
      case Ebnf::Kind::kWord:
      case Ebnf::Kind::kSymbol: out.push_back(e.text); return true;
      case Ebnf::Kind::kRule: return rule(e.text, out);
      case Ebnf::Kind::kSequence:
        return std::all_of(e.parts.begin(), e.parts.end(), [&](const Ebnf& part) { return node(part, out); });
      case Ebnf::Kind::kOption: return deep(out) || below(2) == 0 || maybe(e.parts.front(), out);
      case Ebnf::Kind::kRepetition:
        for (std::size_t i = deep(out) ? 0 : below(3); i > 0; --i) maybe(e.parts.front(), out);
        return true;
      case Ebnf::Kind::kChoice: return choice(e, out);
      case Ebnf::Kind::kExcept: return except(e, out);
    }
    return false;
  }
  /// What may be left out is, where there is no allowed way on; always true.
  bool maybe(const Ebnf& e, Words& out) {
    const std::size_t before = out.size();
    if (!node(e, out)) out.resize(before);
    return true;
  }
  bool choice(const Ebnf& e, Words& out) {
    std::vector<const Ebnf*> ways;
    int least = kNever;
    for (const Ebnf& part : e.parts) least = std::min(least, grammar_.heightOf(part));
    for (const Ebnf& part : e.parts)
      if (!deep(out) || grammar_.heightOf(part) == least) ways.push_back(&part);
    std::shuffle(ways.begin(), ways.end(), random_);
    const std::size_t before = out.size();
    for (const Ebnf* way : ways) {
      if (node(*way, out)) return true;
      out.resize(before);
    }
    return false;
  }
  bool except(const Ebnf& e, Words& out) {
    const std::size_t before = out.size();
    // Three tries: those of exceptions within one another multiply.
    for (int tries = 0; tries < 3; ++tries) {
      if (!node(e.parts.front(), out)) return false;
      const Words made(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
      if (grammar_.recognizes(e.parts.back().text, made, 100'000) == false) return true;
      out.resize(before);
    }
    return false;
  }

  const Grammar& grammar_;
  std::mt19937_64& random_;
  DerivationBounds bounds_;
  std::set<std::string>& used_;
  const Allowed& allowed_;
  std::vector<std::string> around_;
  std::size_t steps_ = 0;
};

std::optional<Words> Grammar::derive(const std::string& rule, std::mt19937_64& random,
                                     const DerivationBounds& bounds, std::set<std::string>& used,
                                     const Derivation::Allowed& allowed) const {
  Words out;
  if (!Derivation(*this, random, bounds, used, allowed).rule(rule, out)) return std::nullopt;
  return out;
}

/// Where each rule that begins at a word can end: all ways at once, each asked once.
class Grammar::Recognition {
 public:
  Recognition(const Grammar& grammar, const Words& words, std::size_t steps_max)
      : grammar_(grammar), words_(words), steps_max_(steps_max) {}
  using Ends = std::set<std::size_t>;
  /// Past this nothing that was found means anything.
  [[nodiscard]] bool gaveUp() const { return steps_ > steps_max_; }

  const Ends& rule(const std::string& name, std::size_t at) {
    const auto key = std::make_pair(name, at);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    Ends ends;
    if (const auto leaf = grammar_.leaves_.find(name); leaf != grammar_.leaves_.end()) {
      if (at < words_.size() && leaf->second.takes(words_[at])) ends.insert(at + 1);
    } else {
      ends = node(grammar_.rules_.at(name), at);
    }
    return known_.emplace(key, std::move(ends)).first->second;
  }

 private:
  Ends node(const Ebnf& e, std::size_t at) {
    if (++steps_ > steps_max_) return {};
    switch (e.kind) {
      case Ebnf::Kind::kWord:
        return at < words_.size() && upper(words_[at]) == e.text ? Ends{at + 1} : Ends{};
      case Ebnf::Kind::kSymbol: return at < words_.size() && words_[at] == e.text ? Ends{at + 1} : Ends{};
      case Ebnf::Kind::kRule: return rule(e.text, at);
      case Ebnf::Kind::kOption: return joined({at}, node(e.parts.front(), at));
      case Ebnf::Kind::kChoice: {
        Ends out;
        for (const Ebnf& part : e.parts) out = joined(std::move(out), node(part, at));
        return out;
      }
      case Ebnf::Kind::kSequence: {
        Ends here{at};
        for (const Ebnf& part : e.parts) here = behind(here, part);
        return here;
      }
      case Ebnf::Kind::kRepetition: {
        Ends out{at};
        for (Ends fresh{at}; !fresh.empty();) {
          Ends next;
          for (const std::size_t end : behind(fresh, e.parts.front()))
            if (out.insert(end).second) next.insert(end);
          fresh = std::move(next);
        }
        return out;
      }
      case Ebnf::Kind::kExcept: {
        Ends out = node(e.parts.front(), at);
        for (const std::size_t end : node(e.parts.back(), at)) out.erase(end);
        return out;
      }
    }
    return {};
  }
  Ends behind(const Ends& here, const Ebnf& part) {
    Ends out;
    for (const std::size_t at : here) out = joined(std::move(out), node(part, at));
    return out;
  }
  static Ends joined(Ends a, const Ends& b) {
    a.insert(b.begin(), b.end());
    return a;
  }

  const Grammar& grammar_;
  const Words& words_;
  std::size_t steps_max_;
  std::size_t steps_ = 0;
  std::map<std::pair<std::string, std::size_t>, Ends> known_;
};

std::optional<bool> Grammar::recognizes(const std::string& rule, const Words& words,
                                        std::size_t steps_max) const {
  Recognition recognition(*this, words, steps_max);
  const bool found = recognition.rule(rule, 0).count(words.size()) > 0;
  return recognition.gaveUp() ? std::nullopt : std::optional(found);
}

}  // namespace tenure::testing
