#include "schema/result.h"

namespace tenure {

std::string_view errorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument: return "invalid_argument";
    case ErrorCode::kParse: return "parse";
    case ErrorCode::kOutOfRange: return "out_of_range";
    case ErrorCode::kNotFound: return "not_found";
    case ErrorCode::kAmbiguous: return "ambiguous";
    case ErrorCode::kAlreadyExists: return "already_exists";
    case ErrorCode::kConstraint: return "constraint";
    case ErrorCode::kLimit: return "limit";
    case ErrorCode::kTimeout: return "timeout";
    case ErrorCode::kCancelled: return "cancelled";
    case ErrorCode::kLocked: return "locked";
    case ErrorCode::kPermission: return "permission";
    case ErrorCode::kNoSpace: return "no_space";
    case ErrorCode::kIo: return "io";
    case ErrorCode::kCorruption: return "corruption";
    case ErrorCode::kFormat: return "format";
    case ErrorCode::kReadOnly: return "read_only";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kInternal: return "internal";
  }
  return "internal";
}

Error Error::within(std::string_view prefix) const {
  Error wrapped = *this;
  wrapped.message_ = std::string(prefix) + ": " + message_;
  return wrapped;
}

Error Error::at(Place place) const {
  Error placed = *this;
  placed.place_ = std::move(place);
  return placed;
}

Error Error::detailed(std::string detail) const {
  Error named = *this;
  named.detail_ = std::move(detail);
  return named;
}

std::string Error::toString() const {
  std::string out;
  if (place_) {
    out = place_->file;
    if (place_->line != 0) out += (out.empty() ? "line " : ":") + std::to_string(place_->line);
    if (place_->line != 0 && place_->column != 0) out += ":" + std::to_string(place_->column);
    if (!out.empty()) out += ": ";
  }
  return out + message_;
}

}  // namespace tenure
