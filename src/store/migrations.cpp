#include "store/migrations.h"

#include <string>

#include "store/sqlite.h"

namespace dragoman {
namespace {

std::string file_of(sqlite3* db) {
  const char* name = sqlite3_db_filename(db, "main");
  return name == nullptr || *name == '\0' ? "the database" : name;
}

Error newer(sqlite3* db, int64_t version, int target) {
  return {Error::Code::kFormat, file_of(db) + " was made by a newer dragoman (schema version " +
                                    std::to_string(version) + "; this one knows " +
                                    std::to_string(target) + "): use that one"};
}

Status set_version(sqlite3* db, int version) {
  return sqlite::execute(db, ("PRAGMA user_version = " + std::to_string(version)).c_str());
}

// Runs `work` between BEGIN IMMEDIATE and COMMIT; any error takes all of it back.
template <typename Work>
Status in_transaction(sqlite3* db, Work work) {
  if (Status begun = sqlite::execute(db, "BEGIN IMMEDIATE"); !begun) return begun;
  Status done = work();
  if (done) done = sqlite::execute(db, "COMMIT");
  if (!done && sqlite3_get_autocommit(db) == 0) {
    if (Status undone = sqlite::execute(db, "ROLLBACK"); !undone) return done;
  }
  return done;
}

}  // namespace

Result<Contents> contents(sqlite3* db) {
  Result<int64_t> application = sqlite::query_integer(db, "PRAGMA application_id");
  if (!application) return application.error();
  if (*application == kApplicationId) return Contents::kOurs;
  Result<int64_t> things = sqlite::query_integer(db, "SELECT count(*) FROM sqlite_schema");
  if (!things) return things.error();
  return *application == 0 && *things == 0 ? Contents::kNothing : Contents::kForeign;
}

Status create_schema(sqlite3* db, const char* schema, int version) {
  return in_transaction(db, [&]() -> Status {
    Result<Contents> now = contents(db);
    if (!now) return now.error();
    if (*now == Contents::kOurs) return {};
    if (Status made = sqlite::execute(db, schema); !made) return made;
    std::string id = "PRAGMA application_id = " + std::to_string(kApplicationId);
    if (Status marked = sqlite::execute(db, id.c_str()); !marked) return marked;
    return set_version(db, version);
  });
}

Status migrate(sqlite3* db, std::span<const Migration> steps, int target) {
  // Without foreign keys while tables are rebuilt, as SQLite's ALTER TABLE page advises; they are
  // checked as a whole before the commit. The pragma does nothing inside a transaction.
  if (Status off = sqlite::execute(db, "PRAGMA foreign_keys = OFF"); !off) return off;
  Status done = in_transaction(db, [&]() -> Status {
    Result<int64_t> version = sqlite::query_integer(db, "PRAGMA user_version");
    if (!version) return version.error();
    if (*version > target) return newer(db, *version, target);
    if (*version == target) return {};
    int64_t at = *version;
    for (const Migration& step : steps) {
      if (step.to != at + 1 || step.to > target) continue;
      if (Status run = sqlite::execute(db, step.sql); !run)
        return Error{run.error().code, "migration " + std::string(step.name) + " of " +
                                           file_of(db) +
                                           " failed, nothing was changed: " + run.error().message};
      at = step.to;
    }
    if (at != target)
      return Error{Error::Code::kFormat,
                   file_of(db) + " has schema version " + std::to_string(*version) +
                       ", from which no way leads to " + std::to_string(target) +
                       "; build it again from the reports"};
    Result<int64_t> broken =
        sqlite::query_integer(db, "SELECT count(*) FROM pragma_foreign_key_check");
    if (!broken) return broken.error();
    if (*broken != 0)
      return Error{Error::Code::kFormat, file_of(db) + ": after migration " +
                                             std::to_string(*broken) +
                                             " rows point at nothing; nothing was changed"};
    return set_version(db, target);
  });
  Status on = sqlite::execute(db, "PRAGMA foreign_keys = ON");
  return done ? on : done;
}

Status check_version(sqlite3* db, int target) {
  Result<int64_t> version = sqlite::query_integer(db, "PRAGMA user_version");
  if (!version) return version.error();
  if (*version > target) return newer(db, *version, target);
  if (*version < target)
    return Error{Error::Code::kFormat,
                 file_of(db) + " was made by an older dragoman (schema version " +
                     std::to_string(*version) + "; this one reads " + std::to_string(target) +
                     "): bring it up to date with `dragoman build " + file_of(db) +
                     "` and no input"};
  return {};
}

}  // namespace dragoman
