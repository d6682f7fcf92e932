#include "interchange/csv_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

constexpr std::size_t kBufferBytesFirst = 128U << 10U;
/// Behind the bytes read: a line feed that is not the file's, and room to look at eight bytes from there.
constexpr std::size_t kRoomBehind = 8;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The bytes at which an unquoted field may end.
constexpr auto kSpecial = [] {
  std::array<bool, 256> special = {};
  for (const char c : {',', '"', '\n', '\r'}) special[static_cast<unsigned char>(c)] = true;
  return special;
}();

/// The first byte at or behind `at` where an unquoted field may end. Such bytes are below '-', and few others
/// are, so that eight at once can be passed over.
const char* nextSpecial(const char* at) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  constexpr std::uint64_t kBounds = 0x0101010101010101U * '-';
  for (;; ++at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    // The lowest mark is at a byte below the bound; what a borrow marks stands above it.
    const std::uint64_t below = (word - kBounds) & ~word & kHigh;
    if (below == 0) {
      at += 7;
      continue;
    }
    at += std::countr_zero(below) / 8;
    if (kSpecial[static_cast<unsigned char>(*at)]) return at;
  }
}

std::string hexByte(char byte) { return tenure::quoted(std::string_view(&byte, 1)); }

std::string countOf(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

}  // namespace

CsvReader::CsvReader(InputFile file, std::size_t field_bytes_max)
    : file_(std::move(file)),
      field_bytes_max_(field_bytes_max),
      buffer_(kBufferBytesFirst + kRoomBehind, '\n') {}

Result<CsvReader::Step> CsvReader::next() {
  passOver();
  problem_.reset();
  for (;;) {
    if (started_ && !skipping_line_ && skipBlankLines() && begin_ < end_) {
      const Scan scan = scanRecord();
      if (scan == Scan::kBroken) return Step::kBroken;
      if (scan == Scan::kWhole) {
        finishRecord();
        return problem_ ? Step::kBroken : Step::kRecord;
      }
    }
    if (file_ended_) return Step::kEnd;
    // A record begun is scanned anew, from its first byte, only when twice as much of it is at hand: one scan
    // a block would cost the square of its length, minutes for a quote that is never closed.
    const std::size_t enough = skipping_line_ ? 0 : 2 * (end_ - begin_);
    do {
      TENURE_TRY(refill());
    } while (!file_ended_ && end_ - begin_ < enough);
  }
}

/// Passes over the record at hand.
void CsvReader::passOver() {
  const std::string_view record = std::string_view(buffer_).substr(begin_, record_bytes_);
  line_ += static_cast<std::uint64_t>(std::count(record.begin(), record.end(), '\n'));
  begin_ += record_bytes_;
  record_bytes_ = raw_bytes_ = 0;
}

/// False when more bytes are needed to tell.
bool CsvReader::skipBlankLines() {
  while (begin_ < end_) {
    const bool last_of_file = begin_ + 1 == end_ && file_ended_;
    if (buffer_[begin_] == '\n' || (buffer_[begin_] == '\r' && last_of_file)) {
      ++begin_;
    } else if (buffer_[begin_] == '\r' && begin_ + 1 < end_ && buffer_[begin_ + 1] == '\n') {
      begin_ += 2;
    } else {
      // A lone carriage return may be half of a line end whose other half is not read yet.
      return buffer_[begin_] != '\r' || begin_ + 1 < end_ || file_ended_;
    }
    ++line_;
  }
  return true;
}

CsvReader::Scan CsvReader::scanRecord() {
  fields_.clear();
  std::size_t at = begin_;
  for (;;) {
    const Scan scan = buffer_[at] == '"' && at < end_ ? scanQuoted(at) : scanField(at);
    if (scan != Scan::kWhole) return scan;
    if (fields_.back().bytes > field_bytes_max_) {
      return breakAt(fields_.back().begin, at - begin_,
                     "the field has " + std::to_string(fields_.back().bytes) + " bytes, more than the " +
                         std::to_string(field_bytes_max_) + " allowed",
                     ErrorCode::kLimit);
    }
    if (at < end_ && buffer_[at] == ',') {
      ++at;
      continue;
    }
    raw_bytes_ = at - begin_;
    if (at < end_ && buffer_[at] == '\r') ++at;
    if (at < end_) ++at;  // the line feed
    record_bytes_ = at - begin_;
    return Scan::kWhole;
  }
}

/// An unquoted field: leaves `at` on the comma, the line end, or the end of the file.
CsvReader::Scan CsvReader::scanField(std::size_t& at) {
  const std::size_t begin = at;
  const char* const bytes = buffer_.data();
  for (;; ++at) {
    // At the latest the line feed past the end.
    at = static_cast<std::size_t>(nextSpecial(bytes + at) - bytes);
    if (at >= end_) {
      if (file_ended_) break;
      if (at - begin <= field_bytes_max_) return Scan::kMoreNeeded;
      return breakAt(begin - begin_, at - begin_,
                     "the field is longer than the " + std::to_string(field_bytes_max_) + " bytes allowed",
                     ErrorCode::kLimit);
    }
    const char c = bytes[at];
    if (c == ',' || c == '\n') break;
    if (c == '"') {
      return breakAt(
          at - begin_, at - begin_,
          "a quote stands inside a field that does not begin with one (write the field in quotes and "
          "double those inside)");
    }
    if (at + 1 >= end_ && !file_ended_) return Scan::kMoreNeeded;
    if (at + 1 >= end_ || bytes[at + 1] == '\n') break;  // a carriage return elsewhere is text
  }
  fields_.push_back({begin - begin_, at - begin, false, false});
  return Scan::kWhole;
}

/// A quoted field, `at` on its quote: leaves `at` behind the closing one.
CsvReader::Scan CsvReader::scanQuoted(std::size_t& at) {
  const std::size_t opened = at++;
  bool doubled = false;
  for (;;) {
    const void* found = std::memchr(buffer_.data() + at, '"', end_ - at);
    if (found == nullptr) {
      if (!file_ended_ && end_ - opened <= field_bytes_max_) return Scan::kMoreNeeded;
      if (file_ended_)
        return breakAt(opened - begin_, opened - begin_, "the quote opened here is never closed");
      return breakAt(opened - begin_, opened - begin_,
                     "the field in quotes is longer than the " + std::to_string(field_bytes_max_) +
                         " bytes allowed, or its quote is never closed",
                     ErrorCode::kLimit);
    }
    at = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) + 1;
    if (at >= end_ && !file_ended_) return Scan::kMoreNeeded;
    if (at >= end_ || buffer_[at] != '"') break;
    doubled = true;
    ++at;
  }
  if (at < end_ && buffer_[at] == '\r' && at + 1 >= end_ && !file_ended_) return Scan::kMoreNeeded;
  const bool line_end = at >= end_ || buffer_[at] == '\n' ||
                        (buffer_[at] == '\r' && (at + 1 >= end_ || buffer_[at + 1] == '\n'));
  if (!line_end && buffer_[at] != ',') {
    const Place closing = placeAt(at - begin_);
    const bool other_line = closing.line != placeAt(opened - begin_).line;
    // Over several lines it is rather the opening quote that is wrong.
    return breakAt((other_line ? opened : at) - begin_, opened - begin_,
                   other_line ? "the quote opened here is closed on line " + std::to_string(closing.line) +
                                    ", with text right after it"
                              : "after a closing quote a comma or the end of the line is expected, not " +
                                    quotedCharacter(std::string_view(buffer_).substr(at, 4)));
  }
  fields_.push_back({opened + 1 - begin_, at - opened - 2, true, doubled});
  return Scan::kWhole;
}

/// Makes the record a broken one, with a problem at `offset`; the next one begins on the line after
/// `resume_after`.
CsvReader::Scan CsvReader::breakAt(std::size_t offset, std::size_t resume_after, std::string reason,
                                   ErrorCode code) {
  const std::size_t from = begin_ + resume_after;
  const void* line_end = std::memchr(buffer_.data() + from, '\n', end_ - from);
  if (line_end == nullptr) {
    if (!file_ended_ && end_ - begin_ <= 2 * field_bytes_max_) return Scan::kMoreNeeded;
    skipping_line_ = !file_ended_;
    record_bytes_ = raw_bytes_ = end_ - begin_;
  } else {
    const auto at = static_cast<std::size_t>(static_cast<const char*>(line_end) - buffer_.data());
    record_bytes_ = at + 1 - begin_;
    raw_bytes_ = at - begin_;
    if (raw_bytes_ > 0 && buffer_[at - 1] == '\r') --raw_bytes_;
  }
  problem_.emplace(code, std::move(reason), placeAt(offset));
  return Scan::kBroken;
}

void CsvReader::finishRecord() {
  const std::string_view record = raw();
  values_.resize(fields_.size());
  bool doubled = false;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    values_[i] = record.substr(fields_[i].begin, fields_[i].bytes);
    doubled |= fields_[i].doubled;
  }
  if (doubled) unquote();
  if (!isPlainAscii(record)) checkBytes();
  if (!problem_) checkCount();
}

void CsvReader::checkBytes() {
  const std::string_view record = raw();
  if (const auto broken = firstInvalidUtf8(record)) {
    problem_.emplace(ErrorCode::kParse, "the byte " + hexByte(record[*broken]) + " is not valid UTF-8",
                     placeAt(*broken));
  } else if (const auto zero = record.find('\0'); zero != std::string_view::npos) {
    problem_.emplace(ErrorCode::kParse, "a zero byte stands in the text", placeAt(zero));
  }
}

void CsvReader::checkCount() {
  if (!columns_) columns_ = fields_.size();
  if (fields_.size() == *columns_) return;
  const bool more = fields_.size() > *columns_;
  problem_.emplace(
      ErrorCode::kParse,
      "the row has " + countOf(fields_.size(), "column") + ", the header has " + std::to_string(*columns_),
      more ? place(*columns_) : placeAt(raw_bytes_));
}

/// Writes fields with doubled quotes out with single ones. What is written is never longer than the record,
/// so the views stay where they are.
void CsvReader::unquote() {
  unquoted_.resize(raw_bytes_);
  char* out = unquoted_.data();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (!fields_[i].doubled) continue;
    const std::string_view from = values_[i];
    char* const begin = out;
    for (std::size_t at = 0; at < from.size(); ++at) {
      *out++ = from[at];
      if (from[at] == '"') ++at;
    }
    values_[i] = {begin, static_cast<std::size_t>(out - begin)};
  }
}

Place CsvReader::place(std::size_t field) const {
  const Field& at = fields_[field];
  return placeAt(at.begin - (at.quoted ? 1 : 0));
}

Place CsvReader::placeAt(std::size_t offset) const {
  const std::string_view before = std::string_view(buffer_).substr(begin_, offset);
  const std::size_t last = before.rfind('\n');
  const std::size_t line_begin = last == std::string_view::npos ? 0 : last + 1;
  const auto lines = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  const std::string_view line = std::string_view(buffer_).substr(begin_ + line_begin, offset - line_begin);
  return {file_.name(), line_ + lines, columnAt(line, line.size())};
}

/// Reads more bytes behind those at hand, moving these to the front.
Status CsvReader::refill() {
  if (skipping_line_) begin_ = end_;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ + kBufferBytesFirst / 2 > buffer_.size() - kRoomBehind) buffer_.resize(2 * buffer_.size());
  TENURE_ASSIGN(const std::size_t count,
                file_.read(buffer_.data() + end_, buffer_.size() - kRoomBehind - end_));
  file_ended_ = count == 0;
  end_ += count;
  buffer_[end_] = '\n';
  if (!started_ && (end_ >= kByteOrderMark.size() || file_ended_)) {
    started_ = true;
    if (std::string_view(buffer_).substr(0, end_).substr(0, 3) == kByteOrderMark) begin_ = 3;
  }
  if (skipping_line_) finishSkipping();
  return {};
}

/// Looks for the end of a line too long to be kept.
void CsvReader::finishSkipping() {
  const void* line_end = std::memchr(buffer_.data(), '\n', end_);
  if (line_end == nullptr) return;
  begin_ = static_cast<std::size_t>(static_cast<const char*>(line_end) - buffer_.data()) + 1;
  ++line_;
  skipping_line_ = false;
}

}  // namespace tenure::interchange
