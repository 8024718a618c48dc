#include "store/sqlite.h"

namespace dragoman::sqlite {

Error error_of(sqlite3* db, int code) {
  const char* name = db == nullptr ? nullptr : sqlite3_db_filename(db, "main");
  std::string path = name == nullptr || *name == '\0' ? "the database" : name;
  std::string detail = db == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db);
  int extended = db == nullptr ? code : sqlite3_extended_errcode(db);
  if ((extended & 0xFF) != (code & 0xFF)) extended = code;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Error::Code::kBusy, path +
                                      " is being written by another process; wait until it is "
                                      "done, or end it, and run this again"};
    case SQLITE_FULL:
      return {Error::Code::kIo, path +
                                    ": the disk is full; what was committed is safe. Make room "
                                    "and run the same command again to go on"};
    case SQLITE_IOERR:
      if (extended == SQLITE_IOERR_WRITE || extended == SQLITE_IOERR_SHMSIZE ||
          extended == SQLITE_IOERR_TRUNCATE || extended == SQLITE_IOERR_FSYNC)
        return {Error::Code::kIo, path +
                                      " could not be written: the disk is full, a limit on the "
                                      "size of files was reached, or the disk has failed; what was "
                                      "committed is safe. Mend that and run the same command "
                                      "again to go on"};
      return {Error::Code::kIo, path + ": input/output error (" + sqlite3_errstr(extended) + ")"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {Error::Code::kIo,
              path +
                  " cannot be written: you may only read it or its folder. Change the "
                  "permissions or write to another file"};
    case SQLITE_CANTOPEN:
      return {Error::Code::kIo, path +
                                    " cannot be opened; check that its folder is there and that "
                                    "you may use it"};
    case SQLITE_NOTADB:
      return {Error::Code::kFormat, path +
                                        " is not a database; give the file that `dragoman build` "
                                        "made, or a name that is not taken"};
    case SQLITE_CORRUPT:
      return {Error::Code::kFormat, path + " is damaged (" + detail +
                                        "); restore a copy, or build it again from the reports"};
    default:
      return {Error::Code::kInternal, path + ": " + detail};
  }
}

Status execute(sqlite3* db, const char* sql) {
  int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error_of(db, code);
  return {};
}

Result<int64_t> query_integer(sqlite3* db, const char* sql) {
  Result<Prepared> statement = Prepared::prepare(db, sql);
  if (!statement) return statement.error();
  Result<bool> row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : 0;
}

Result<Prepared> Prepared::prepare(sqlite3* db, std::string_view sql, bool keep) {
  sqlite3_stmt* handle = nullptr;
  int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                keep ? SQLITE_PREPARE_PERSISTENT : 0, &handle, nullptr);
  if (code != SQLITE_OK) return error_of(db, code);
  Prepared statement;
  statement.handle_.reset(handle);
  return statement;
}

Result<bool> Prepared::step() {
  int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return error_of(sqlite3_db_handle(handle_.get()), code);
}

Status Prepared::run() {
  int code = sqlite3_step(handle_.get());
  if (code != SQLITE_DONE && code != SQLITE_ROW) {
    Error error = error_of(sqlite3_db_handle(handle_.get()), code);
    sqlite3_reset(handle_.get());
    return error;
  }
  sqlite3_reset(handle_.get());
  return {};
}

}  // namespace dragoman::sqlite
