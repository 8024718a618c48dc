// What Store holds, and what writer.cpp, reader.cpp and query.cpp share of it.
#ifndef DRAGOMAN_STORE_CONNECTION_H_
#define DRAGOMAN_STORE_CONNECTION_H_

#include <map>
#include <string>

#include "dragoman/store.h"
#include "store/sqlite.h"

namespace dragoman {

/// A prepared statement that is kept for the next time, and reset when its user is done with it.
class Borrowed {
 public:
  Borrowed(const Borrowed&) = delete;
  explicit Borrowed(sqlite::Prepared& statement) : statement_(statement) {}
  ~Borrowed() { statement_.reset(); }
  sqlite::Prepared* operator->() { return &statement_; }

 private:
  sqlite::Prepared& statement_;
};

struct Store::Impl {
  std::string path;
  Mode mode = Mode::kRead;
  sqlite::Connection db;
  std::map<const char*, sqlite::Prepared> statements;  // by the address of their (constant) text

  /// The statement of a constant text, prepared once.
  Result<sqlite::Prepared*> prepared(const char* sql);

  Result<Record> record(int64_t report);
  Result<ListedReport> report(int64_t report);
  Result<ListedEvent> event(int64_t report, int64_t event);

 private:
  Status read_report(int64_t report, Record& record);
  Status read_entities(int64_t report, Record& record);
  Status read_events(int64_t report, Record& record);
  Status read_statements(int64_t report, Record& record);
};

}  // namespace dragoman

#endif  // DRAGOMAN_STORE_CONNECTION_H_
