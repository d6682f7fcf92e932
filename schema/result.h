// Errors as values. Every call that can fail for a reason outside the program's control returns a
// `Result<T>` (or a `Status`, which is `Result<void>`): either a value or an `Error` with a code from a
// small closed set and a message that a user can act on.
//
// Values of these types are ordinary values: no locks, no shared state; use one from one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tenure {

/// The closed set of error kinds. The command `tenure` maps them to exit codes; callers switch on them.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument,  ///< A value that the call does not take (an empty name, an unknown option).
  kParse,            ///< Text that does not follow its grammar (a date, a row, a JSON line).
  kOutOfRange,       ///< A number or an instant beyond what can be represented, refused by name.
  kNotFound,         ///< No node, fact, type, file … of that name or id.
  kAmbiguous,        ///< A name that fits several nodes.
  kAlreadyExists,    ///< An id or a database that is there already.
  kConstraint,       ///< The schema refuses the write; the message names the facts that clash.
  kLimit,            ///< Larger than a documented limit (a name of 10 MB).
  kTimeout,          ///< Waited for the writer's turn for longer than allowed.
  kCancelled,        ///< The caller asked to stop.
  kLocked,           ///< The database is in use by another process.
  kPermission,       ///< The operating system refused access.
  kNoSpace,          ///< The disk, a quota or a file-size limit is full.
  kIo,               ///< Any other failure of reading or writing.
  kCorruption,       ///< Bytes on disk that do not check: the message names the key or the file.
  kFormat,           ///< Not a Tenure database, or one of another format version.
  kReadOnly,         ///< A write to a database or view that was opened for reading.
  kUnsupported,      ///< Understood, and not offered; the message says what is.
  kInternal,         ///< A broken promise of our own code.
};

/// The name of a code as users and programs see it ("constraint", "not_found"), never empty.
[[nodiscard]] std::string_view errorCodeName(ErrorCode code);

/// Where in an input an error lies. Lines and columns count from 1, columns in Unicode code points; 0 means
/// "not known".
struct Place {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

/// Why something failed.
class Error {
 public:
  Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}
  Error(ErrorCode code, std::string message, Place place)
      : code_(code), message_(std::move(message)), place_(std::move(place)) {}

  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] const std::string& message() const { return message_; }
  [[nodiscard]] const std::optional<Place>& place() const { return place_; }
  /// What kind of thing went wrong in a statement of the query language, as openCypher's own tests name it
  /// ("SyntaxError.UndefinedVariable"); empty for every other error. For programs; people read the message.
  [[nodiscard]] const std::string& detail() const { return detail_; }

  /// The same error with `prefix` and ": " before its message (what was being done when it happened).
  [[nodiscard]] Error within(std::string_view prefix) const;
  /// The same error at `place`.
  [[nodiscard]] Error at(Place place) const;
  /// The same error with this detail.
  [[nodiscard]] Error detailed(std::string detail) const;
  /// "file:line:column: message"; parts of the place that are not known are left out.
  [[nodiscard]] std::string toString() const;

 private:
  ErrorCode code_;
  std::string message_;
  std::optional<Place> place_;
  std::string detail_;
};

/// A value of type T, or the Error that stood in its way. Access to the side that is not there is our own
/// mistake and ends the program.
template <class T>
class [[nodiscard]] Result {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): `return value;` is how a function succeeds
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor): `return Error(…);` is how it fails
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& { return *require<0>(state_); }
  [[nodiscard]] T& value() & { return *require<0>(state_); }
  [[nodiscard]] T&& value() && { return std::move(*require<0>(state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  [[nodiscard]] const Error& error() const& { return *require<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::move(*require<1>(state_)); }

 private:
  template <std::size_t I, class V>
  static auto require(V& state) -> decltype(std::get_if<I>(&state)) {
    auto* side = std::get_if<I>(&state);
    if (side == nullptr) __builtin_trap();
    return side;
  }

  std::variant<T, Error> state_;
};

/// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const& {
    if (!error_) __builtin_trap();
    return *error_;
  }
  [[nodiscard]] Error&& error() && {
    if (!error_) __builtin_trap();
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace tenure

/// Returns the error of `expression` (a Result or Status) from the enclosing function, or goes on.
#define TENURE_TRY(expression)                                          \
  do {                                                                  \
    if (auto tenure_try_status = (expression); !tenure_try_status.ok()) \
      return std::move(tenure_try_status).error();                      \
  } while (false)

#define TENURE_CONCAT_INNER(a, b) a##b
#define TENURE_CONCAT(a, b) TENURE_CONCAT_INNER(a, b)

/// Declares `declaration` with the value of `expression`, or returns its error:
///     TENURE_ASSIGN(auto node, store.node(id));
#define TENURE_ASSIGN(declaration, expression) \
  TENURE_ASSIGN_INNER(TENURE_CONCAT(tenure_result_, __LINE__), declaration, expression)
#define TENURE_ASSIGN_INNER(holder, declaration, expression) \
  auto holder = (expression);                                \
  if (!holder.ok()) return std::move(holder).error();        \
  declaration = std::move(holder).value()
