// Comma-separated values after RFC 4180, record by record: quoted fields, doubled quotes, line breaks inside
// quotes, CRLF or LF, a UTF-8 byte order mark, a last line without its line end. Blank lines are passed over.
//
// Strict where leniency would hide a mistake: a quote inside an unquoted field, text after a closing quote, a
// quote that is never closed, another number of columns than the first record has, bytes that are not UTF-8,
// a zero byte, a field over kTextBytesMax. A broken record spoils no other: the next call goes on with the
// line after it (after the line in which a troublesome quote opened, since a lone quote swallows the lines
// that follow).
//
// Views are valid until the next call of `next`. One thread at a time. Some 500 MB/s on plain data (see
// tests/unit/csv_reader_test.cc, "[.rate]").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/input_file.h"
#include "schema/names.h"
#include "schema/result.h"

namespace tenure::interchange {

class CsvReader {
 public:
  enum class Step : std::uint8_t {
    kRecord,  ///< `fields` is the next record
    kBroken,  ///< `problem` says what is wrong with the next record
    kEnd,
  };

  explicit CsvReader(InputFile file, std::size_t field_bytes_max = kTextBytesMax);

  /// Goes on to the next record. An error is about the file (see InputFile::read) and final.
  [[nodiscard]] Result<Step> next();

  [[nodiscard]] std::span<const std::string_view> fields() const { return values_; }
  /// Whether the field stood in quotes: `""` is an empty text, and nothing at all is a blank.
  [[nodiscard]] bool wasQuoted(std::size_t field) const { return fields_[field].quoted; }
  /// Where a field begins.
  [[nodiscard]] Place place(std::size_t field) const;
  /// The line on which the record begins, from 1.
  [[nodiscard]] std::uint64_t line() const { return line_; }
  /// The text of the record without its line end; of a broken one, as far as it was passed over.
  [[nodiscard]] std::string_view raw() const { return std::string_view(buffer_).substr(begin_, raw_bytes_); }
  /// With its place. Only after kBroken.
  [[nodiscard]] const Error& problem() const { return *problem_; }
  [[nodiscard]] const InputFile& file() const { return file_; }
  /// See InputFile::checkRest. `next` has nothing more to give afterwards.
  [[nodiscard]] Status checkRest() { return file_.checkRest(); }

 private:
  /// Offsets from the beginning of the record, quotes not counted in.
  struct Field {
    std::size_t begin = 0;
    std::size_t bytes = 0;
    bool quoted = false;
    bool doubled = false;  ///< holds doubled quotes
  };
  /// What came of looking for the end of a record in the bytes at hand.
  enum class Scan : std::uint8_t { kWhole, kBroken, kMoreNeeded };

  Scan scanRecord();
  Scan scanField(std::size_t& at);
  Scan scanQuoted(std::size_t& at);
  Scan breakAt(std::size_t offset, std::size_t resume_after, std::string reason,
               ErrorCode code = ErrorCode::kParse);
  void finishRecord();
  void checkBytes();
  void checkCount();
  void unquote();
  void passOver();
  void finishSkipping();
  [[nodiscard]] bool skipBlankLines();
  [[nodiscard]] Place placeAt(std::size_t offset) const;
  Status refill();

  InputFile file_;
  std::size_t field_bytes_max_;
  std::string buffer_;     ///< ends with a line feed that is not the file's, so that scans need no bound
  std::size_t begin_ = 0;  ///< the record at hand
  std::size_t end_ = 0;    ///< of the bytes read
  std::size_t record_bytes_ = 0;  ///< with its line end; passed over by the next call
  std::size_t raw_bytes_ = 0;
  bool file_ended_ = false;
  bool started_ = false;
  bool skipping_line_ = false;  ///< the rest of a line too long to be kept is being passed over
  std::uint64_t line_ = 1;
  std::optional<std::size_t> columns_;
  std::vector<Field> fields_;
  std::vector<std::string_view> values_;
  std::string unquoted_;  ///< where fields with doubled quotes are written out
  std::optional<Error> problem_;
};

}  // namespace tenure::interchange
