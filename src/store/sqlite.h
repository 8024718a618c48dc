// The little of SQLite's C interface that the store needs, with ownership and Results.
//
// Binding borrows: strings must live until the statement is reset. A column's view lives until the
// next step.
#ifndef DRAGOMAN_STORE_SQLITE_H_
#define DRAGOMAN_STORE_SQLITE_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::sqlite {

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

/// The last failure of `db` as a sentence that names the file and what to do about it.
Error error_of(sqlite3* db, int code);

Status execute(sqlite3* db, const char* sql);

/// The single integer that a query gives.
Result<int64_t> query_integer(sqlite3* db, const char* sql);

class Prepared {
 public:
  Prepared() = default;
  static Result<Prepared> prepare(sqlite3* db, std::string_view sql, bool keep = false);

  // Parameters, counted from 1.
  void bind(int i, int64_t value) { sqlite3_bind_int64(handle_.get(), i, value); }
  void bind(int i, double value) { sqlite3_bind_double(handle_.get(), i, value); }
  void bind(int i, std::string_view value) {
    // A null pointer would bind NULL.
    sqlite3_bind_text64(handle_.get(), i, value.empty() ? "" : value.data(), value.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
  }
  void bind_blob(int i, std::string_view value) {
    sqlite3_bind_blob64(handle_.get(), i, value.data(), value.size(), SQLITE_STATIC);
  }
  void bind_null(int i) { sqlite3_bind_null(handle_.get(), i); }
  void bind(int i, const std::optional<int64_t>& value) { value ? bind(i, *value) : bind_null(i); }
  /// As NULL if empty.
  void bind_optional(int i, std::string_view value) {
    value.empty() ? bind_null(i) : bind(i, value);
  }

  /// The next row: true, or false at the end.
  Result<bool> step();
  /// Runs a statement that gives no rows, and makes it ready for the next.
  Status run();
  void reset() { sqlite3_reset(handle_.get()); }

  // Columns, counted from 0.
  bool is_null(int i) const { return sqlite3_column_type(handle_.get(), i) == SQLITE_NULL; }
  int64_t integer(int i) const { return sqlite3_column_int64(handle_.get(), i); }
  double real(int i) const { return sqlite3_column_double(handle_.get(), i); }
  std::string_view view(int i) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), i));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<size_t>(sqlite3_column_bytes(handle_.get(), i))};
  }
  std::string text(int i) const { return std::string(view(i)); }

  explicit operator bool() const { return handle_ != nullptr; }

 private:
  std::unique_ptr<sqlite3_stmt, Close> handle_;
};

}  // namespace dragoman::sqlite

#endif  // DRAGOMAN_STORE_SQLITE_H_
