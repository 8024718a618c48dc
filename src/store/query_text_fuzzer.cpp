// What people type: a full-text query must be one that FTS5 takes (or nothing), a date or an id
// must be read or refused, a list of strings must come back as it went.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/store.h"
#include "store/dates.h"
#include "store/sqlite.h"
#include "store/text_functions.h"

namespace {

using namespace dragoman;  // NOLINT(google-build-using-namespace): a program of its own

struct Index {
  sqlite::Connection db;
  sqlite::Prepared match;
  Index() {
    sqlite3* handle = nullptr;
    if (sqlite3_open(":memory:", &handle) != SQLITE_OK) std::abort();
    db.reset(handle);
    if (!sqlite::execute(handle,
                         "CREATE VIRTUAL TABLE t USING fts5 (x); INSERT INTO t VALUES ('a b c')"))
      std::abort();
    Result<sqlite::Prepared> made =
        sqlite::Prepared::prepare(handle, "SELECT count(*) FROM t WHERE t MATCH ?");
    if (!made) std::abort();
    match = std::move(*made);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Index index;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  // FTS5 limits the size of a query (an error, not a crash); what people type is short.
  if (size <= 2000) {
    std::string query = fts_query(text);
    if (!query.empty()) {
      index.match.bind(1, std::string_view(query));
      if (!index.match.step()) std::abort();
      index.match.reset();
    }
  }
  if (std::optional<DayRange> days = day_range(text); days && days->from > days->to) std::abort();
  if (std::optional<StoreId> id = parse_store_id(text); id && id->report < 1) std::abort();
  has_words(text, text.substr(0, size / 2));
  strings_of_json(text);
  std::vector<std::string> list = {std::string(text.substr(0, size / 3)),
                                   std::string(text.substr(size / 3))};
  if (strings_of_json(json_strings(list)) != list) std::abort();
  return 0;
}
