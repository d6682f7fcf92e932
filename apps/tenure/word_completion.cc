#include "apps/tenure/word_completion.h"

#include <algorithm>
#include <cctype>

namespace tenure::apps {
namespace {

constexpr std::string_view kKeywords[] = {"ALL",
                                          "AND",
                                          "ANY",
                                          "AS",
                                          "AS OF",
                                          "ASC",
                                          "BETWEEN",
                                          "BY",
                                          "CALL",
                                          "CASE",
                                          "CERTAIN",
                                          "CHRONOLOGICAL",
                                          "COLLECT",
                                          "CONTAINS",
                                          "CONTEMPORANEOUS",
                                          "COUNT",
                                          "CREATE",
                                          "DELETE",
                                          "DESC",
                                          "DETACH",
                                          "DISTINCT",
                                          "ELSE",
                                          "END",
                                          "ENDS WITH",
                                          "EXISTS",
                                          "EXPLAIN",
                                          "FALSE",
                                          "FOR",
                                          "FOR PORTION OF VALID_TIME",
                                          "FOREACH",
                                          "FROM",
                                          "IN",
                                          "IS",
                                          "LIMIT",
                                          "LOAD CSV",
                                          "MATCH",
                                          "MERGE",
                                          "NONE",
                                          "NOT",
                                          "NULL",
                                          "ON",
                                          "OPTIONAL",
                                          "OR",
                                          "ORDER",
                                          "PROFILE",
                                          "REMOVE",
                                          "RETURN",
                                          "SET",
                                          "SHOW",
                                          "SINGLE",
                                          "SKIP",
                                          "STARTS WITH",
                                          "SYSTEM_TIME",
                                          "THEN",
                                          "TO",
                                          "TRUE",
                                          "UNION",
                                          "UNWIND",
                                          "VALID_TIME",
                                          "WHEN",
                                          "WHERE",
                                          "WITH",
                                          "XOR",
                                          "YIELD"};

bool isWordPart(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

bool beginsAlike(std::string_view word, std::string_view typed) {
  return word.size() >= typed.size() && upper(word.substr(0, typed.size())) == upper(typed);
}

void add(const std::vector<std::string>& words, std::string_view typed, std::string_view ending,
         std::vector<std::string>& out) {
  for (const std::string& word : words) {
    if (beginsAlike(word, typed)) out.push_back(word + std::string(ending));
  }
}

/// The bracket that is open at the end of `text` with a colon behind it: '(' or '[', or 0.
char openBracket(std::string_view text) {
  int depth = 0;
  bool colon = false;
  for (std::size_t i = text.size(); i-- > 0;) {
    const char c = text[i];
    if (c == ')' || c == ']' || c == '}') ++depth;
    if (c == ':' && depth == 0) colon = true;
    if (c == '{' && depth-- == 0) return 0;  // a map: its colons are of keys
    if (c != '(' && c != '[') continue;
    if (depth-- == 0) return colon ? c : '\0';
  }
  return 0;
}

}  // namespace

Completion completionOf(std::string_view before, const KnownWords& known) {
  Completion out;
  const auto first = before.find_first_not_of(" \t\n");
  if (first != std::string_view::npos && before[first] == ':') {
    const std::string_view typed = before.substr(first);
    if (typed.find(' ') != std::string_view::npos) return out;
    out.replaces = typed.size();
    add(known.commands, typed, "", out.words);
    return out;
  }
  std::size_t start = before.size();
  while (start > 0 && isWordPart(before[start - 1])) --start;
  std::size_t dotted = start;  // "tenure.clo" is one word
  while (dotted > 0 && (isWordPart(before[dotted - 1]) || before[dotted - 1] == '.')) --dotted;
  const std::string_view ahead = before.substr(0, start);
  const auto last = ahead.find_last_not_of(" \t\n");
  const char behind = last == std::string_view::npos ? '\0' : ahead[last];
  const std::string_view typed = before.substr(start);
  if (behind == ':' || behind == '|' || behind == '&' || behind == '!') {
    const char bracket = openBracket(ahead);
    if (bracket != 0) {
      out.replaces = typed.size();
      add(bracket == '(' ? known.labels : known.types, typed, "", out.words);
      std::sort(out.words.begin(), out.words.end());
      return out;
    }
  }
  const std::string_view name = before.substr(dotted);
  std::string_view clause = before.substr(0, dotted);
  clause = clause.substr(0, clause.find_last_not_of(" \t\n") + 1);
  if (clause.size() >= 4 && upper(clause.substr(clause.size() - 4)) == "CALL" && clause.size() < dotted) {
    out.replaces = name.size();
    add(known.procedures, name, "(", out.words);
  } else if (!name.empty()) {
    out.replaces = name.size();
    for (const std::string_view keyword : kKeywords) {
      if (beginsAlike(keyword, name)) out.words.emplace_back(keyword);
    }
    add(known.functions, name, "(", out.words);
  }
  std::sort(out.words.begin(), out.words.end());
  out.words.erase(std::unique(out.words.begin(), out.words.end()), out.words.end());
  return out;
}

}  // namespace tenure::apps
