// Our export format: one JSON object a line, always in the same bytes for the same content.
//
//   {"tenure":"export","format":1,"kind":"history"}       first; or "kind":"snapshot","as_of":"…"
//   {"schema":"organizations","from":"2026-01-…Z",…}      a whole schema and when it came to hold
//   {"commit":1,"instant":"…","who":"…",…}
//   {"node":12,"from":"…","to":"…","external_id":"…","labels":[…],"lifespan":V,"cut":C,"properties":{"k":[P,…]},
//    "aliases":[{"name":"…","language":"fr"},…]}          one version of a node
//   {"fact":7,"from":"…","to":"…","subject":12,"type":"…","object":3,"validity":V,"removed":[[a,b],…],"cut":C,
//    "status":"claimed","sources":[…],"event":"…","properties":{…}}
//   {"erased":"fact","id":9,"instant":"…","who":"…","why":"…"}
//   {"tenure":"end","lines":1234}                         last, so that a file cut off is known: the lines
//                                                         before it
//
//   V  {"text":"2014/2018","ends":"exclusive","start_min":"…","start_max":"…","end_min":"…","end_max":"…",
//       "derived":true,"grain":"microsecond"}
//   C  {"event":7,"end_min":"…","end_max":"…"}            P  {"value":…,"validity":V}; values as json_value.h
//   has them
//
// In a snapshot, node and fact lines have no "from", "to", "removed" and "cut", and the ends of a fact are
// texts (external ids) or, for nodes without one, numbers of nodes in the same file. What says nothing is
// left out: empty texts and lists, timeless validities, "to" of the present, "asserted", "inclusive", false,
// "day".
//
// What is read is checked whole: a missing, unknown or ill-typed field, a text that gives other bounds than
// those beside it. Plain values and pure functions; a reader belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "interchange/input_file.h"
#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure::interchange {

inline constexpr std::uint64_t kExportFormat = 1;

enum class ExportKind : std::uint8_t { kHistory, kSnapshot };

struct ExportHeader {
  ExportKind kind = ExportKind::kHistory;
  std::string as_of;  ///< of a snapshot: what it was asked for; empty: all of time
  friend bool operator==(const ExportHeader&, const ExportHeader&) = default;
};
struct SchemaLine {
  SystemInstant from;
  Schema schema;
  friend bool operator==(const SchemaLine&, const SchemaLine&) = default;
};
struct SnapshotNode {
  NodeId id;  ///< in this file
  NodeDraft draft;
  friend bool operator==(const SnapshotNode&, const SnapshotNode&) = default;
};
/// A node by its external id, or by its number in the file.
using NodeReference = std::variant<std::string, NodeId>;
struct SnapshotFact {
  NodeReference subject;
  NodeReference object;
  FactDraft draft;  ///< without its ends
  friend bool operator==(const SnapshotFact&, const SnapshotFact&) = default;
};
struct ExportEnd {
  std::uint64_t lines = 0;
  friend bool operator==(const ExportEnd&, const ExportEnd&) = default;
};

using ExportLine = std::variant<ExportHeader, SchemaLine, CommitRecord, NodeVersion, FactVersion, Erasure,
                                SnapshotNode, SnapshotFact, ExportEnd>;

/// The line, without its line end.
[[nodiscard]] std::string lineOf(const ExportHeader& header);
[[nodiscard]] std::string lineOf(const SchemaLine& schema);
[[nodiscard]] std::string lineOf(const CommitRecord& commit);
[[nodiscard]] std::string lineOf(const NodeVersion& version);
[[nodiscard]] std::string lineOf(const FactVersion& version);
[[nodiscard]] std::string lineOf(const Erasure& mark);
[[nodiscard]] std::string lineOf(const SnapshotNode& node);
[[nodiscard]] std::string lineOf(const SnapshotFact& fact);
[[nodiscard]] std::string lineOf(const ExportEnd& end);
[[nodiscard]] std::string lineOf(const ExportLine& line);

/// Reads one line of an export of `kind`. kParse with a place as json_tree.h has them; kFormat for an export
/// of another format.
[[nodiscard]] Result<ExportLine> parseExportLine(std::string_view text, ExportKind kind);

/// Reads a file line by line; blank lines are passed over.
class JsonLinesReader {
 public:
  /// Opens and reads the header. kFormat where the file does not begin with one.
  [[nodiscard]] static Result<JsonLinesReader> open(InputFile file);

  [[nodiscard]] const ExportHeader& header() const { return header_; }
  /// The next line, ExportEnd at last; kParse with file, line and column. An error is about one line, and the
  /// next call goes on behind it, except where the file itself is broken or ends without ExportEnd.
  [[nodiscard]] Result<ExportLine> next();
  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] const InputFile& file() const { return file_; }
  /// See InputFile::checkRest. `next` has nothing more to give afterwards.
  [[nodiscard]] Status checkRest() { return file_.checkRest(); }

 private:
  explicit JsonLinesReader(InputFile file) : file_(std::move(file)) {}
  [[nodiscard]] Result<bool> nextText();
  Status checkEnd(const ExportEnd& end);

  InputFile file_;
  ExportHeader header_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::string_view text_;  ///< the line at hand, within buffer_
  std::uint64_t line_ = 0;
  std::uint64_t lines_read_ = 0;  ///< that are not blank
  bool file_ended_ = false;
};

}  // namespace tenure::interchange
