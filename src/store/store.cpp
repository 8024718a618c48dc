// Opening a database: what file it is, whose, of what version.
#include "dragoman/store.h"

#include <charconv>
#include <filesystem>

#include "store/connection.h"
#include "store/migrations.h"
#include "store/text_functions.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMilliseconds = 5000;

// `path` as a URI that promises that nobody writes to the file.
std::string immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += '%';
      uri += "0123456789ABCDEF"[(static_cast<unsigned char>(c) >> 4) & 15];
      uri += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

Result<sqlite::Connection> connect(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  sqlite::Connection db(handle);
  if (code != SQLITE_OK) return sqlite::error_of(handle, code);
  sqlite3_extended_result_codes(handle, 0);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  return db;
}

// The first bytes of the file are read here: opening alone does not look at them.
Status probe(sqlite3* db) {
  Result<int64_t> version = sqlite::query_integer(db, "PRAGMA schema_version");
  if (!version) return version.error();
  return {};
}

Error foreign(const std::string& path) {
  return {Error::Code::kFormat, path +
                                    " is no Dragoman database but another program's; give the file "
                                    "that `dragoman build` made, or a name that is not taken"};
}

Status open_for_reading(const std::string& path, sqlite::Connection& db) {
  Result<sqlite::Connection> opened = connect(path, SQLITE_OPEN_READONLY);
  Status readable = opened ? probe(opened->get()) : Status(opened.error());
  std::error_code ignored;
  bool has_log = fs::exists(path + "-wal", ignored);
  if (!readable && readable.error().code == Error::Code::kIo && !has_log) {
    // A folder where nothing may be written cannot take the log's index; with no log there is no
    // need.
    opened = connect(immutable_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    readable = opened ? probe(opened->get()) : Status(opened.error());
  }
  if (!readable) return readable;
  Result<Contents> found = contents(opened->get());
  if (!found) return found.error();
  if (*found == Contents::kForeign) return foreign(path);
  if (*found == Contents::kNothing)
    return Error{Error::Code::kFormat,
                 path + " is empty; fill it with `dragoman build " + path + " INPUT…`"};
  if (Status right = check_version(opened->get(), kSchemaVersion); !right) return right;
  db = std::move(*opened);
  return {};
}

Status open_for_writing(const std::string& path, sqlite::Connection& db) {
  Result<sqlite::Connection> opened = connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!opened) return opened.error();
  sqlite3* handle = opened->get();
  if (Status readable = probe(handle); !readable) return readable;
  Result<Contents> found = contents(handle);
  if (!found) return found.error();
  if (*found == Contents::kForeign) return foreign(path);
  if (sqlite3_db_readonly(handle, "main") == 1)
    return Error{Error::Code::kIo, path +
                                       " cannot be written: you may only read it. Change its "
                                       "permissions or write to another file"};
  if (*found == Contents::kNothing) {
    for (const char* pragma : {"PRAGMA page_size = 8192", "PRAGMA journal_mode = WAL"})
      if (Status set = sqlite::execute(handle, pragma); !set) return set;
    if (Status made = create_schema(handle, schema_sql(), kSchemaVersion); !made) return made;
  }
  if (Status moved = migrate(handle, migrations(), kSchemaVersion); !moved) return moved;
  for (const char* pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = OFF", "PRAGMA recursive_triggers = ON"})
    if (Status set = sqlite::execute(handle, pragma); !set) return set;
  db = std::move(*opened);
  return {};
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& path, Mode mode) {
  std::error_code error;
  fs::file_status status = fs::status(path, error);
  if (path.empty()) return Error{Error::Code::kArgument, "the database needs a file name"};
  if (fs::is_directory(status))
    return Error{Error::Code::kArgument, path + " is a folder; name a file for the database"};
  if (error && status.type() != fs::file_type::not_found)
    return Error{Error::Code::kIo, path + " cannot be reached: " + error.message()};
  if (mode == Mode::kRead && !fs::exists(status))
    return Error{Error::Code::kNotFound,
                 path + " is not there; make it with `dragoman build " + path + " INPUT…`"};
  fs::path folder = fs::path(path).parent_path();
  if (mode == Mode::kWrite && !folder.empty() && !fs::is_directory(folder, error))
    return Error{Error::Code::kNotFound,
                 "the folder " + folder.string() + " of " + path + " is not there; make it first"};
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->mode = mode;
  Status opened =
      mode == Mode::kRead ? open_for_reading(path, impl->db) : open_for_writing(path, impl->db);
  if (!opened) return opened.error();
  for (const char* pragma : {"PRAGMA cache_size = -65536", "PRAGMA temp_store = MEMORY"})
    if (Status set = sqlite::execute(impl->db.get(), pragma); !set) return set.error();
  if (Status added = add_text_functions(impl->db.get()); !added) return added.error();
  return Store(std::move(impl));
}

Result<sqlite::Prepared*> Store::Impl::prepared(const char* sql) {
  sqlite::Prepared& kept = statements[sql];
  if (!kept) {
    Result<sqlite::Prepared> made = sqlite::Prepared::prepare(db.get(), sql, true);
    if (!made) return made.error();
    kept = std::move(*made);
  }
  return &kept;
}

std::string ListedEvent::id() const {
  return "r" + std::to_string(report) + event.id;
}

std::optional<StoreId> parse_store_id(std::string_view text) {
  StoreId id;
  const char* end = text.data() + text.size();
  if (text.empty() || text[0] != 'r') return std::nullopt;
  auto report = std::from_chars(text.data() + 1, end, id.report);
  if (report.ec != std::errc() || id.report < 1) return std::nullopt;
  if (report.ptr == end) return id;
  if (*report.ptr != 'v') return std::nullopt;
  auto event = std::from_chars(report.ptr + 1, end, id.event);
  if (event.ec != std::errc() || event.ptr != end || id.event < 1) return std::nullopt;
  return id;
}

}  // namespace dragoman
