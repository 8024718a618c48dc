// Result<T>: a value, or the reason why there is none.
//
//   Result<Engine> engine = Engine::load(options);
//   if (!engine) return report(engine.error());
//   engine->read(...);
//
// Everything that loads, opens, reads or writes returns one; analysis never fails and returns plain
// tables. Limits: no implicit conversion between error codes; reading the value of a failed Result
// is a mistake of the caller and is caught by assert().
#ifndef DRAGOMAN_RESULT_H_
#define DRAGOMAN_RESULT_H_

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace dragoman {

/// What went wrong. `message` is a full sentence for a person: what, where (file, line), remedy.
struct Error {
  enum class Code {
    kNotFound,  // no such file, table, id
    kIo,        // the system refused: permission, disk full, broken pipe
    kFormat,    // the bytes are not what they should be (damaged, wrong version)
    kArgument,  // the caller asked for something that makes no sense
    kLimit,     // a limit of the options was reached
    kBusy,      // another process holds the database
    kInternal,  // a mistake of ours
  };
  Code code = Code::kInternal;
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  explicit operator bool() const { return state_.index() == 0; }
  bool ok() const { return state_.index() == 0; }
  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// A Result without a value.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit
  explicit operator bool() const { return !error_; }
  bool ok() const { return !error_; }
  const Error& error() const {
    assert(error_);
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_RESULT_H_
