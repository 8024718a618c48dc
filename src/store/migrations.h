// The version of the schema, and the way from an older one to it.
//
// `PRAGMA user_version` holds the version, `PRAGMA application_id` says that the file is ours. A
// new database gets schema.sql as it is; an older one gets the migrations between its version and
// ours, in one transaction: all of them or none.
#ifndef DRAGOMAN_STORE_MIGRATIONS_H_
#define DRAGOMAN_STORE_MIGRATIONS_H_

#include <sqlite3.h>

#include <cstdint>
#include <span>

#include "dragoman/result.h"

namespace dragoman {

inline constexpr int kSchemaVersion = 1;
inline constexpr int64_t kApplicationId = 0x4452474E;  // "DRGN"

/// Takes a database of version `to - 1` to version `to`.
struct Migration {
  int to = 0;
  const char* name = "";
  const char* sql = "";
};

const char* schema_sql();                 // schema.sql
std::span<const Migration> migrations();  // migrations/*.sql, ascending

/// What lies in an open SQLite file.
enum class Contents { kNothing, kOurs, kForeign };
Result<Contents> contents(sqlite3* db);

/// Makes the tables in an empty file. Two processes may try at once: one does, the other finds it
/// done.
Status create_schema(sqlite3* db, const char* schema, int version);

/// Brings our database to version `target`. kFormat if it is newer than that, or if no migration
/// leads there; after any error the database is as it was.
Status migrate(sqlite3* db, std::span<const Migration> steps, int target);

/// kFormat unless the database is of version `target` exactly, saying what to do.
Status check_version(sqlite3* db, int target);

}  // namespace dragoman

#endif  // DRAGOMAN_STORE_MIGRATIONS_H_
