// The store: records kept in one SQLite file, and the questions asked of it.
//
//   Result<Store> store = Store::open("levant.db", Store::Mode::kWrite);
//   Result<Store::Writer> writer = store->writer({});
//   engine->run({"reports/"}, {}, [&](Record&& r) { return writer->add(r).ok(); });
//   writer->commit();
//
//   Filter filter;
//   filter.between = {"SYR", "CHN"};
//   store->events(filter, [](const ListedEvent& e) { std::puts(e.evidence.c_str()); return true;
//   });
//
// What was committed stays, whatever happens to the process: SQLite's write-ahead log, batches in
// transactions. (After a loss of power the last batches may be gone; the database is whole.) One
// process writes at a time; any number read meanwhile.
// Limits: a Store is used by one thread at a time (open one per thread); a Writer must not outlive
// its Store. The tables are documented in docs/database.md and may be read by any SQLite program.
#ifndef DRAGOMAN_STORE_H_
#define DRAGOMAN_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

/// Which reports and events are asked for. Empty fields do not filter; all given ones must hold.
struct Filter {
  /// Two parties in any order: one acts toward the other, or both act together with nobody as
  /// recipient (a meeting). Each is a party as below.
  std::vector<std::string> between;
  /// A party is a country code (SYR), the name of a state as the reports give it (Syria), or else
  /// whole words of an entity's name (Wang Yi), in any case.
  std::string actor;                  // who acts
  std::string recipient;              // who is acted upon
  std::string party;                  // either
  std::vector<std::string> types;     // AGREE CONSULT …
  std::vector<std::string> statuses;  // actual planned …
  std::string outlet;                 // a part of the outlet's name or domain, in any case
  /// ISO 8601 dates, as precise as wanted: 2016, 2016-08, 2016-08-16. Both ends are inside. An
  /// event is taken if it may have happened then; what has no date is left out. Reports: by
  /// publication.
  std::string from, to;
  /// Full text of the report: words (all of them), "phrases", prefix*, OR, NOT, parentheses.
  std::string text;
  /// Only what this report holds; 0: all.
  int64_t report = 0;
  uint64_t limit = 0;   // 0: all
  uint64_t offset = 0;  // rows to leave out before the first
};

/// In which order rows come. Rows without a date come last in both.
enum class Order { kNewestFirst, kOldestFirst };

/// A report in a list.
struct ListedReport {
  int64_t report = 0;  // its number: "r12" is 12
  ReportInfo info;
  uint64_t events = 0;
  bool failed = false;
};

/// A party of an event in a list.
struct ListedParty {
  std::string entity;  // id inside its record
  std::string name, kind, country;
};

/// An event in a list. Empty strings where the record has null.
struct ListedEvent {
  int64_t report = 0;
  Event event;                                        // as in its record
  std::vector<ListedParty> actors, recipients;        // event.actors and event.recipients, resolved
  std::vector<ListedParty> attribution;               // event.attribution; no name: not named
  std::string where;                                  // name of event.where->place
  std::string evidence;                               // the words
  std::string title, outlet, published, source, url;  // of the report
  std::string month;                                  // the ListedMonth that it counts in
  /// "r12v3": stable inside a database.
  std::string id() const;
};

/// Events of one month.
struct ListedMonth {
  std::string month;  // 2016-08; 2016 for events of which only the year is known; empty: no date
  uint64_t events = 0;
  uint64_t verbal_cooperation = 0, material_cooperation = 0;
  uint64_t verbal_conflict = 0, material_conflict = 0;
  double goldstein = 0;  // sum
};

/// A party and what it did in the events asked for.
struct ListedActor {
  std::string key;   // country code, or the name where there is none or where names are asked for
  std::string name;  // as the reports most often call it
  std::string country;
  uint64_t events = 0;  // in which it takes part
  uint64_t as_actor = 0, as_recipient = 0;
  double goldstein = 0;  // mean over these events
  struct Counterpart {
    std::string key;
    uint64_t events = 0;
  };
  std::vector<Counterpart> counterparts;  // the most frequent first, at most ten
};

/// A report that a full-text query found.
struct SearchHit {
  ListedReport report;
  std::string snippet;  // words around the hits; each hit between \x02 and \x03
};

/// What a database holds.
struct StoreInfo {
  int schema_version = 0;
  std::string sqlite_version;
  uint64_t bytes = 0;  // of the file
  uint64_t reports = 0, failed = 0, events = 0, entities = 0, statements = 0;
  std::string first_published, last_published;  // days, empty if no report has a date
  std::string first_event, last_event;
  struct Count {
    std::string name;
    uint64_t count = 0;
  };
  std::vector<Count> outlets, types, statuses, languages;  // the most frequent first
};

/// "r12v3" as report 12, event 3; "r12" has event 0. nullopt if it is neither.
struct StoreId {
  int64_t report = 0;
  int64_t event = 0;
};
std::optional<StoreId> parse_store_id(std::string_view text);

class Store {
 public:
  enum class Mode {
    kRead,   // the file must be there; nothing is written
    kWrite,  // made if it is not there; an older schema is brought up to date
  };
  /// Errors: kNotFound; kFormat (not a Dragoman database, damaged, or of a newer version); kBusy;
  /// kIo (permission, disk full).
  static Result<Store> open(const std::string& path, Mode mode);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  struct WriterOptions {
    uint32_t reports_per_commit = 500;
    double seconds_per_commit = 1.0;
  };
  /// Adds records. Batches are committed as the options say and at commit(); what was added since
  /// is lost if the Writer goes without it. After an error of add() or commit() the open batch is
  /// rolled back (the database is whole, as of the last commit) and the Writer refuses more.
  class Writer {
   public:
    /// True if the record was added, false if its input was there already: the same input_key (or,
    /// for a record without one, the same URL or file, id and text). The same article from two
    /// places is two reports.
    /// Errors: kArgument (ids that are not e1, e2 …; references to nothing), kIo (disk full).
    Result<bool> add(const Record& record);
    Status commit();
    uint64_t added() const;      // committed or not
    uint64_t known() const;      // were there already
    uint64_t committed() const;  // of added(), safely in the file
    Writer(Writer&&) noexcept;
    Writer& operator=(Writer&&) noexcept;
    ~Writer();

   private:
    friend class Store;
    struct Impl;
    explicit Writer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
  };
  /// Fails with kBusy while another process writes (after waiting a few seconds).
  Result<Writer> writer(const WriterOptions& options);

  /// The record as it was added: to_json() gives the same bytes. kNotFound if there is none.
  Result<Record> record(int64_t report) const;
  Result<ListedReport> report(int64_t report) const;
  Result<ListedEvent> event(int64_t report, int64_t event) const;

  /// Rows are given to the callback one by one, never all held; false from it ends the query.
  /// Result: the rows given. Errors: kArgument for a filter that makes no sense.
  template <typename Row>
  using Each = std::function<bool(const Row&)>;
  Result<uint64_t> reports(const Filter& filter, Order order, const Each<ListedReport>& each) const;
  Result<uint64_t> events(const Filter& filter, Order order, const Each<ListedEvent>& each) const;
  /// Months with at least one event, oldest first, the undated last. limit and offset count months.
  Result<uint64_t> months(const Filter& filter, const Each<ListedMonth>& each) const;
  /// Parties by number of events. By country unless `by_name`; a party without a country is by
  /// name.
  Result<uint64_t> actors(const Filter& filter, bool by_name, const Each<ListedActor>& each) const;
  /// Reports that Filter::text finds, the best first.
  Result<uint64_t> search(const Filter& filter, const Each<SearchHit>& each) const;
  /// How many rows events() and reports() would give without limit and offset.
  Result<uint64_t> count_events(const Filter& filter) const;
  Result<uint64_t> count_reports(const Filter& filter) const;
  Result<StoreInfo> info() const;
  /// Record::input_key of every report, in no order: for RunOptions::skip, so that a run that was
  /// cut off goes on without reading again what is here.
  Status input_keys(const std::function<void(std::string_view)>& each) const;

  struct Impl;

 private:
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_STORE_H_
