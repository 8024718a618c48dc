#include "dragoman/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "store/migrations.h"
#include "store/sqlite.h"
#include "support/records.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ =
        fs::temp_directory_path() / ("dragoman_store_" + name + "_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name = "test.db") const { return (folder_ / name).string(); }

  Store made(const std::vector<Record>& records, const std::string& name = "test.db") const {
    Result<Store> store = Store::open(path(name), Store::Mode::kWrite);
    EXPECT_TRUE(store.ok()) << store.error().message;
    Result<Store::Writer> writer = store->writer({});
    EXPECT_TRUE(writer.ok()) << writer.error().message;
    for (const Record& record : records) {
      Result<bool> added = writer->add(record);
      EXPECT_TRUE(added.ok()) << added.error().message;
    }
    EXPECT_TRUE(writer->commit().ok());
    return std::move(*store);
  }

  void write_file(const std::string& name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
  }

  fs::path folder_;
};

Record with_text(const std::string& source, const std::string& text) {
  Record r;
  r.report.source = source;
  r.report.format = "text";
  r.text = text;
  return r;
}

// ---- the record comes back as it was ----

TEST_F(StoreTest, GivesBackTheRecordByteForByte) {
  std::vector<Record> records;
  records.push_back(with_text("empty", ""));
  records.push_back(with_text("one", "x"));
  records.push_back(with_text("white", " \n\t "));
  records.push_back(with_text("nul", std::string("a\0b", 3)));
  records.push_back(with_text("long", std::string(3 << 20, 'z')));
  records.push_back(with_text("broken", "\xFF\xC0 bytes that are no UTF-8"));
  records.push_back(testing::full_record());
  records.push_back(Record{});
  records.back().report.outlet = Outlet{};
  records.back().report.dateline = Dateline{};
  records.back().report.published = Published{};
  records.back().failed = true;
  for (uint64_t i = 0; i < 30; ++i) records.push_back(testing::synthetic_record(i));
  Store store = made(records);
  for (size_t i = 0; i < records.size(); ++i) {
    Result<Record> back = store.record(static_cast<int64_t>(i + 1));
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(to_json(*back), to_json(records[i]));
    EXPECT_EQ(back->failed, records[i].failed);
  }
}

TEST_F(StoreTest, RecordsAreThereAfterReopening) {
  made({testing::full_record()});
  Result<Store> store = Store::open(path(), Store::Mode::kRead);
  ASSERT_TRUE(store.ok()) << store.error().message;
  EXPECT_EQ(to_json(*store->record(1)), to_json(testing::full_record()));
  EXPECT_EQ(store->record(2).error().code, Error::Code::kNotFound);
  EXPECT_EQ(store->event(1, 9).error().code, Error::Code::kNotFound);
}

// ---- what is the same report ----

TEST_F(StoreTest, TheSameReportAgainAddsNothing) {
  Record first = with_text("a/one.txt", "Words.");
  Record same_by_another_way = with_text("a/../a/./one.txt", "Words.");
  Record other_file = with_text("b/one.txt", "Words.");
  Record changed = with_text("a/one.txt", "Other words.");
  Record by_url = first;
  by_url.report.url = "https://x.example/1";
  Record by_url_elsewhere = by_url;
  by_url_elsewhere.report.source = "copy/of/it.html";
  Record keyed = with_text("c.txt", "Words.");
  keyed.input_key = "0123456789abcdef";
  Record keyed_again = with_text("d.txt", "Words, read by a later version.");
  keyed_again.input_key = keyed.input_key;
  struct Case {
    Record record;
    bool added;
  } cases[] = {
      {first, true},       {first, false}, {same_by_another_way, false}, {other_file, true},
      {changed, true},     {by_url, true}, {by_url_elsewhere, false},    {keyed, true},
      {keyed_again, false}};
  Store store = made({});
  Store::Writer writer = std::move(*store.writer({}));
  for (size_t i = 0; i < std::size(cases); ++i) {
    Result<bool> added = writer.add(cases[i].record);
    ASSERT_TRUE(added.ok());
    EXPECT_EQ(*added, cases[i].added) << "case " << i;
  }
  EXPECT_EQ(writer.added(), 5u);
  EXPECT_EQ(writer.known(), 4u);
  std::vector<std::string> keys;
  ASSERT_TRUE(store.input_keys([&keys](std::string_view key) { keys.emplace_back(key); }).ok());
  EXPECT_EQ(keys.size(), 5u);
  EXPECT_THAT(keys, ::testing::Contains("0123456789abcdef"));
  EXPECT_THAT(keys, ::testing::Each(::testing::SizeIs(16)));
}

TEST_F(StoreTest, RefusesARecordThatBreaksTheContract) {
  Store store = made({});
  Store::Writer writer = std::move(*store.writer({}));
  std::vector<Record> bad(6, testing::full_record());
  bad[0].entities[1].id = "e1";                   // twice
  bad[1].events[0].id = "x1";                     // wrong letter
  bad[2].events[0].actors = {"e99"};              // nobody
  bad[3].statements[1].event = "v9";              // no event
  bad[4].events[1].attribution[0].source = "e6";  // a gap in the numbers
  bad[5].entities[0].id = "e0";
  for (const Record& record : bad)
    EXPECT_EQ(writer.add(record).error().code, Error::Code::kArgument);
  Result<bool> good = writer.add(testing::full_record());
  EXPECT_TRUE(good.ok() && *good);  // the batch is none the worse
  EXPECT_TRUE(writer.commit().ok());
  EXPECT_EQ(*store.count_reports({}), 1u);
}

TEST_F(StoreTest, AWriterWithoutCommitLeavesTheLastBatchOut) {
  Store store = made({});
  {
    Store::Writer writer =
        std::move(*store.writer({.reports_per_commit = 2, .seconds_per_commit = 1e9}));
    for (uint64_t i = 0; i < 5; ++i) ASSERT_TRUE(writer.add(testing::synthetic_record(i)).ok());
    EXPECT_EQ(writer.added(), 5u);
    EXPECT_EQ(writer.committed(), 4u);
  }
  EXPECT_EQ(*store.count_reports({}), 4u);
}

TEST_F(StoreTest, DeletingAReportDeletesAllOfIt) {
  Store store = made({testing::full_record(), testing::synthetic_record(1)});
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
  sqlite::Connection db(handle);
  ASSERT_TRUE(
      sqlite::execute(handle, "PRAGMA foreign_keys = ON; DELETE FROM report WHERE report = 1")
          .ok());
  for (const char* table :
       {"report_text", "removed", "diagnostic", "time", "entity", "mention", "role", "event",
        "event_party", "quantity", "attribution", "statement", "statement_party"}) {
    std::string sql = std::string("SELECT count(*) FROM ") + table + " WHERE report = 1";
    EXPECT_EQ(*sqlite::query_integer(handle, sql.c_str()), 0) << table;
  }
  EXPECT_TRUE(sqlite::execute(handle,
                              "INSERT INTO report_search (report_search, rank) "
                              "VALUES ('integrity-check', 1)")
                  .ok());
}

// ---- questions ----

struct Deed {
  const char* id;
  const char* type;
  const char* quad;
  const char* status;
  const char* when;
  std::vector<std::string> actors, recipients;
};

// Two reports with a fixed cast: e1 Syria, e2 China, e3 Wang Yi (CHN), e4 Iran, e5 a band without
// country.
std::vector<Record> two_reports() {
  std::vector<Record> records;
  const std::vector<std::vector<Deed>> deeds = {
      {{"v1", "CONSULT", "verbal_cooperation", "actual", "2021-07-17", {"e1", "e3"}, {}},
       {"v2", "SUPPORT", "verbal_cooperation", "actual", "2021-07", {"e1"}, {"e2"}},
       {"v3", "AID", "material_cooperation", "planned", "2021-08-02", {"e2"}, {"e1"}},
       {"v4", "ACCUSE", "verbal_conflict", "actual", "2021", {"e1", "e2"}, {"e4"}}},
      {{"v1", "ASSAULT", "material_conflict", "actual", "2023-03-10", {"e5"}, {"e1"}},
       {"v2", "AGREE", "verbal_cooperation", "negated", "", {"e4"}, {"e2"}}}};
  for (size_t i = 0; i < deeds.size(); ++i) {
    Record r;
    r.report.source = "r" + std::to_string(i) + ".txt";
    r.report.format = "text";
    r.report.title = i == 0 ? "The visit" : "The café raid";
    r.report.outlet = i == 0 ? Outlet{"Levant Wire", "levant-wire.example", "LBN"}
                             : Outlet{"", "north_gazette.example", ""};
    r.report.published = Published{i == 0 ? "2021-07-18" : "2023-03-11", "day", "markup", ""};
    r.text =
        r.report.title + (i == 0 ? "\n\nWang Yi and Syria met over the one-China principle."
                                 : "\n\nBlack Band raided a café in Syria; Iran did not agree.");
    r.entities = {{"e1", "state", "Syria", "SYR", "", {}, {}, {}},
                  {"e2", "state", "China", "CHN", "", {}, {}, {}},
                  {"e3", "person", "Wang Yi", "CHN", "GOV", {}, {}, {}},
                  {"e4", "state", "Iran", "IRN", "", {}, {}, {}},
                  {"e5", "armed_group", "Black Band", "", "REB", {}, {}, {}}};
    for (const Deed& deed : deeds[i]) {
      Event event;
      event.id = deed.id;
      event.type = deed.type;
      event.quad = deed.quad;
      event.status = deed.status;
      event.when.start = deed.when;
      event.when.basis = event.when.start.empty() ? "unknown" : "stated";
      event.actors = deed.actors;
      event.recipients = deed.recipients;
      event.goldstein = 2;
      event.evidence = testing::span_of(r, i == 0 ? "Syria met" : "café in Syria");
      r.events.push_back(event);
    }
    records.push_back(r);
  }
  return records;
}

Result<std::vector<std::string>> ids(const Store& store, const Filter& filter,
                                     Order order = Order::kOldestFirst) {
  std::vector<std::string> found;
  Result<uint64_t> given = store.events(filter, order, [&found](const ListedEvent& row) {
    found.push_back(row.id());
    return true;
  });
  if (!given) return given.error();
  EXPECT_EQ(*given, found.size());
  return found;
}

TEST_F(StoreTest, FiltersEvents) {
  Store store = made(two_reports());
  struct Case {
    const char* what;
    Filter filter;
    std::vector<std::string> expected;  // oldest first
  };
  auto filter = [](auto set) {
    Filter f;
    set(f);
    return f;
  };
  const Case cases[] = {
      {"all; a bare year heads it, the undated come last",
       {},
       {"r1v4", "r1v2", "r1v1", "r1v3", "r2v1", "r2v2"}},
      {"between codes",
       filter([](Filter& f) {
         f.between = {"SYR", "CHN"};
       }),
       {"r1v2", "r1v1", "r1v3"}},
      {"between is free of order",
       filter([](Filter& f) {
         f.between = {"CHN", "SYR"};
       }),
       {"r1v2", "r1v1", "r1v3"}},
      {"between names of states",
       filter([](Filter& f) {
         f.between = {"syria", "China"};
       }),
       {"r1v2", "r1v1", "r1v3"}},
      {"between a person and a country",
       filter([](Filter& f) {
         f.between = {"SYR", "wang yi"};
       }),
       {"r1v1"}},
      {"two actors against a third do not act on each other",
       filter([](Filter& f) {
         f.between = {"SYR", "IRN"};
       }),
       {"r1v4"}},
      {"actor", filter([](Filter& f) { f.actor = "CHN"; }), {"r1v4", "r1v1", "r1v3"}},
      {"lower-case code", filter([](Filter& f) { f.actor = "chn"; }), {"r1v4", "r1v1", "r1v3"}},
      {"part of a name", filter([](Filter& f) { f.actor = "wang"; }), {"r1v1"}},
      {"but whole words", filter([](Filter& f) { f.actor = "wan"; }), {}},
      {"recipient", filter([](Filter& f) { f.recipient = "SYR"; }), {"r1v3", "r2v1"}},
      {"either side", filter([](Filter& f) { f.party = "Iran"; }), {"r1v4", "r2v2"}},
      {"actor and recipient",
       filter([](Filter& f) {
         f.actor = "Black Band";
         f.recipient = "SYR";
       }),
       {"r2v1"}},
      {"nobody", filter([](Filter& f) { f.party = "Atlantis"; }), {}},
      {"SQL in a name is a name", filter([](Filter& f) { f.party = "x' OR 1=1 --"; }), {}},
      {"types",
       filter([](Filter& f) {
         f.types = {"aid", "AGREE"};
       }),
       {"r1v3", "r2v2"}},
      {"statuses",
       filter([](Filter& f) {
         f.statuses = {"planned", "negated"};
       }),
       {"r1v3", "r2v2"}},
      {"from", filter([](Filter& f) { f.from = "2021-08"; }), {"r1v4", "r1v3", "r2v1"}},
      {"from a day inside a vague date",
       filter([](Filter& f) {
         f.from = "2021-07-31";
         f.to = "2021-07-31";
       }),
       {"r1v4", "r1v2"}},
      {"to a month", filter([](Filter& f) { f.to = "2021-07"; }), {"r1v4", "r1v2", "r1v1"}},
      {"outlet by name",
       filter([](Filter& f) { f.outlet = "levant"; }),
       {"r1v4", "r1v2", "r1v1", "r1v3"}},
      {"outlet by domain, _ is itself",
       filter([](Filter& f) { f.outlet = "h_g"; }),
       {"r2v1", "r2v2"}},
      {"% in an outlet is itself", filter([](Filter& f) { f.outlet = "%"; }), {}},
      {"text without accents", filter([](Filter& f) { f.text = "cafe"; }), {"r2v1", "r2v2"}},
      {"text with a hyphen",
       filter([](Filter& f) { f.text = "one-china"; }),
       {"r1v4", "r1v2", "r1v1", "r1v3"}},
      {"text and type",
       filter([](Filter& f) {
         f.text = "raid*";
         f.types = {"ASSAULT"};
       }),
       {"r2v1"}},
      {"text with OR",
       filter([](Filter& f) {
         f.text = "nothing OR (principle AND met)";
         f.limit = 1;
       }),
       {"r1v4"}},
      {"limit and offset",
       filter([](Filter& f) {
         f.limit = 2;
         f.offset = 1;
       }),
       {"r1v2", "r1v1"}},
      {"one report", filter([](Filter& f) { f.report = 2; }), {"r2v1", "r2v2"}},
      {"all together",
       filter([](Filter& f) {
         f.between = {"SYR", "CHN"};
         f.party = "CHN";
         f.types = {"AID"};
         f.statuses = {"planned"};
         f.outlet = "wire";
         f.from = "2021";
         f.text = "visit";
       }),
       {"r1v3"}},
  };
  for (const Case& c : cases) {
    Result<std::vector<std::string>> found = ids(store, c.filter);
    ASSERT_TRUE(found.ok()) << c.what << ": " << found.error().message;
    EXPECT_EQ(*found, c.expected) << c.what;
    if (c.filter.limit == 0) {
      EXPECT_EQ(*store.count_events(c.filter), c.expected.size()) << c.what;
    }
  }
  EXPECT_THAT(*ids(store, {}, Order::kNewestFirst),
              ElementsAre("r2v1", "r1v3", "r1v1", "r1v2", "r1v4", "r2v2"));
}

TEST_F(StoreTest, RefusesFiltersWithoutSense) {
  Store store = made(two_reports());
  Filter one;
  one.between = {"SYR"};
  Filter empty;
  empty.between = {"SYR", ""};
  Filter date;
  date.from = "last week";
  Filter no_day;
  no_day.to = "2021-02-30";
  Filter no_word;
  no_word.text = "\" ( * -";
  for (const Filter& filter : {one, empty, date, no_day, no_word}) {
    EXPECT_EQ(ids(store, filter).error().code, Error::Code::kArgument);
    EXPECT_EQ(store.count_reports(filter).error().code, Error::Code::kArgument);
  }
}

TEST_F(StoreTest, TextQueriesNeverFail) {
  Store store = made(two_reports());
  for (const char* typed : {"met",       "\"",          "\"unfinished",     "met OR",
                            "OR met",    "NOT met",     "met AND NOT raid", "(met",
                            "met)",      "()",          "(met OR (raid",    "a AND OR b",
                            "title:met", "met^2",       "ne*ar(a b)",       "*",
                            "-met",      "{met}",       "a\"b\"c",          "met NOT NOT raid",
                            "'",         "((met))",     "met () raid",      "NEAR(met raid, 3)",
                            "+met",      "\xFF\xFE met"}) {
    Filter filter;
    filter.text = typed;
    Result<uint64_t> found = store.count_events(filter);
    if (!found) {
      EXPECT_EQ(found.error().code, Error::Code::kArgument) << typed << found.error().message;
      EXPECT_THAT(found.error().message, HasSubstr("no word")) << typed;
    }
  }
}

TEST_F(StoreTest, AnEventRowIsWhole) {
  Store store = made({testing::full_record()});
  Result<ListedEvent> row = store.event(1, 2);
  ASSERT_TRUE(row.ok());
  EXPECT_EQ(row->id(), "r1v2");
  EXPECT_EQ(row->evidence, "Assad thanked China for 150,000 doses of vaccine");
  EXPECT_EQ(row->actors.at(0).name, "Bashar al-Assad");
  EXPECT_EQ(row->recipients.at(0).country, "CHN");
  EXPECT_EQ(row->attribution.at(0).name, "state media");
  EXPECT_EQ(row->attribution.at(1).name, "");
  EXPECT_EQ(row->outlet, "Levant Wire");
  EXPECT_EQ(row->month, "2021-07");
  EXPECT_EQ(row->event.quantities.size(), 2u);
  EXPECT_EQ(store.event(1, 1)->where, "Damascus");
}

TEST_F(StoreTest, CountsMonths) {
  Store store = made(two_reports());
  std::vector<std::string> months;
  ASSERT_TRUE(store
                  .months({},
                          [&](const ListedMonth& m) {
                            months.push_back(m.month + ":" + std::to_string(m.verbal_cooperation) +
                                             std::to_string(m.material_cooperation) +
                                             std::to_string(m.verbal_conflict) +
                                             std::to_string(m.material_conflict));
                            EXPECT_DOUBLE_EQ(m.goldstein, 2.0 * static_cast<double>(m.events));
                            return true;
                          })
                  .ok());
  EXPECT_THAT(months,
              ElementsAre("2021:0010", "2021-07:2000", "2021-08:0100", "2023-03:0001", ":1000"));
}

TEST_F(StoreTest, CountsActors) {
  Store store = made(two_reports());
  auto lines = [&store](bool by_name) {
    std::vector<std::string> found;
    EXPECT_TRUE(store
                    .actors({}, by_name,
                            [&](const ListedActor& a) {
                              std::string line =
                                  a.key + "/" + a.name + " " + std::to_string(a.events) + "=" +
                                  std::to_string(a.as_actor) + "+" + std::to_string(a.as_recipient);
                              for (const auto& c : a.counterparts)
                                line += " " + c.key + std::to_string(c.events);
                              found.push_back(line);
                              return true;
                            })
                    .ok());
    return found;
  };
  EXPECT_THAT(lines(false),
              ElementsAre("CHN/China 5=3+2 SYR3 IRN2", "SYR/Syria 5=3+2 CHN3 Black Band1 IRN1",
                          "IRN/Iran 2=1+1 CHN2 SYR1", "Black Band/Black Band 1=1+0 SYR1"));
  EXPECT_THAT(lines(true),
              ElementsAre("Syria/Syria 5=3+2 China2 Black Band1 Iran1 Wang Yi1",
                          "China/China 4=2+2 Iran2 Syria2", "Iran/Iran 2=1+1 China2 Syria1",
                          "Black Band/Black Band 1=1+0 Syria1", "Wang Yi/Wang Yi 1=1+0 Syria1"));
}

TEST_F(StoreTest, ListsAndSearchesReports) {
  Store store = made(two_reports());
  auto numbers = [&store](const Filter& filter) {
    std::vector<int64_t> found;
    Result<uint64_t> given = store.reports(filter, Order::kNewestFirst, [&](const ListedReport& r) {
      found.push_back(r.report);
      return true;
    });
    EXPECT_TRUE(given.ok());
    EXPECT_EQ(*store.count_reports(filter), found.size());
    return found;
  };
  Filter filter;
  EXPECT_THAT(numbers(filter), ElementsAre(2, 1));
  filter.between = {"SYR", "CHN"};
  EXPECT_THAT(numbers(filter), ElementsAre(1));
  filter.from = "2023";  // of the publication
  EXPECT_THAT(numbers(filter), IsEmpty());

  Filter words;
  words.text = "CAFÉ";
  std::vector<std::string> snippets;
  Result<uint64_t> given = store.search(words, [&](const SearchHit& hit) {
    snippets.push_back(std::to_string(hit.report.report) + ":" + hit.snippet);
    return true;
  });
  ASSERT_TRUE(given.ok()) << given.error().message;
  ASSERT_EQ(snippets.size(), 1u);
  EXPECT_THAT(snippets[0], HasSubstr("2:"));
  EXPECT_THAT(snippets[0], HasSubstr("\x02"
                                     "café\x03"));
  words.from = "2024";
  EXPECT_EQ(*store.search(words, [](const SearchHit&) { return true; }), 0u);
  EXPECT_EQ(store.search({}, [](const SearchHit&) { return true; }).error().code,
            Error::Code::kArgument);
}

TEST_F(StoreTest, StopsWhenTheCallbackSaysSo) {
  Store store = made(two_reports());
  int seen = 0;
  EXPECT_EQ(
      *store.events({}, Order::kOldestFirst, [&seen](const ListedEvent&) { return ++seen < 2; }),
      2u);
  EXPECT_EQ(seen, 2);
}

TEST_F(StoreTest, SumsUpWhatItHolds) {
  Store empty = made({}, "empty.db");
  Result<StoreInfo> none = empty.info();
  ASSERT_TRUE(none.ok());
  EXPECT_EQ(none->reports, 0u);
  EXPECT_EQ(none->first_published, "");
  Store store = made(two_reports());
  Result<StoreInfo> info = store.info();
  ASSERT_TRUE(info.ok());
  EXPECT_EQ(info->schema_version, kSchemaVersion);
  EXPECT_EQ(info->reports, 2u);
  EXPECT_EQ(info->events, 6u);
  EXPECT_EQ(info->entities, 10u);
  EXPECT_EQ(info->first_published, "2021-07-18");
  EXPECT_EQ(info->last_event, "2023-03-10");
  EXPECT_EQ(info->outlets.size(), 2u);
  EXPECT_EQ(info->types.size(), 6u);
  EXPECT_GT(info->bytes, 0u);
}

// The questions that docs/database.md answers in SQL are asked here as they stand there.
TEST_F(StoreTest, TheQueriesOfTheManualRun) {
  std::vector<Record> records = two_reports();
  records.push_back(testing::full_record());
  records.back().text += " The embassy has a hot line.";
  records.back().statements[0].issue = "one-china principle";
  made(records);
  std::ifstream manual(std::string(DRAGOMAN_SOURCE_DIR) + "/docs/database.md");
  std::string line;
  std::string sql;
  bool inside = false;
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
  sqlite::Connection db(handle);
  int queries = 0;
  while (std::getline(manual, line)) {
    if (line == "```sql") {
      inside = true;
      sql.clear();
    } else if (line == "```" && inside) {
      inside = false;
      ++queries;
      Result<sqlite::Prepared> query = sqlite::Prepared::prepare(handle, sql);
      ASSERT_TRUE(query.ok()) << sql << query.error().message;
      Result<bool> row = query->step();
      ASSERT_TRUE(row.ok()) << sql << row.error().message;
      EXPECT_TRUE(*row) << "no row: " << sql;
    } else if (inside) {
      sql += line + "\n";
    }
  }
  EXPECT_GE(queries, 5);
}

TEST(StoreIdTest, ReadsWhatPeopleType) {
  EXPECT_EQ(parse_store_id("r12v3")->report, 12);
  EXPECT_EQ(parse_store_id("r12v3")->event, 3);
  EXPECT_EQ(parse_store_id("r7")->event, 0);
  for (const char* bad : {"", "r", "v3", "12", "r0", "r-1", "r1v", "r1v0", "r1v2x", "r1x",
                          "r99999999999999999999", "R1", " r1"})
    EXPECT_FALSE(parse_store_id(bad).has_value()) << bad;
}

// ---- files that are not ours, or not to be had ----

TEST_F(StoreTest, SaysWhatIsWrongWithAFile) {
  write_file("text.db", std::string(5000, 'x'));
  write_file("nothing.db", "");
  {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path("foreign.db").c_str(), &handle), SQLITE_OK);
    sqlite::Connection db(handle);
    ASSERT_TRUE(sqlite::execute(handle, "CREATE TABLE t (x)").ok());
  }
  struct Case {
    const char* name;
    Store::Mode mode;
    Error::Code code;
    const char* words;
  } cases[] = {{"missing.db", Store::Mode::kRead, Error::Code::kNotFound, "dragoman build"},
               {"", Store::Mode::kRead, Error::Code::kArgument, "is a folder"},
               {"no/such/folder.db", Store::Mode::kWrite, Error::Code::kNotFound, "folder"},
               {"text.db", Store::Mode::kRead, Error::Code::kFormat, "not a database"},
               {"text.db", Store::Mode::kWrite, Error::Code::kFormat, "not a database"},
               {"foreign.db", Store::Mode::kRead, Error::Code::kFormat, "another program"},
               {"foreign.db", Store::Mode::kWrite, Error::Code::kFormat, "another program"},
               {"nothing.db", Store::Mode::kRead, Error::Code::kFormat, "is empty"}};
  for (const Case& c : cases) {
    Result<Store> store = Store::open(path(c.name), c.mode);
    ASSERT_FALSE(store.ok()) << c.name;
    EXPECT_EQ(store.error().code, c.code) << c.name << ": " << store.error().message;
    EXPECT_THAT(store.error().message, HasSubstr(c.words));
    EXPECT_THAT(store.error().message, HasSubstr(path(c.name)));
  }
  EXPECT_TRUE(Store::open(path("nothing.db"), Store::Mode::kWrite).ok());  // filled in
}

TEST_F(StoreTest, ADamagedFileIsAnErrorNotACrash) {
  std::vector<Record> records;
  for (uint64_t i = 0; i < 50; ++i) records.push_back(testing::synthetic_record(i));
  made(records);
  std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
  std::string junk(8192, '\x5A');
  for (int page = 2; page < 60; page += 2) {
    file.seekp(page * 8192);
    file.write(junk.data(), static_cast<std::streamsize>(junk.size()));
  }
  file.close();
  Result<Store> store = Store::open(path(), Store::Mode::kRead);
  bool failed = !store.ok();
  if (store) {
    Result<uint64_t> rows =
        store->events({}, Order::kOldestFirst, [](const ListedEvent&) { return true; });
    failed = !rows.ok();
    if (failed) {
      EXPECT_EQ(rows.error().code, Error::Code::kFormat) << rows.error().message;
    }
  }
  EXPECT_TRUE(failed);
}

TEST_F(StoreTest, TwoWritersDoNotMeet) {
  Store store = made({});
  Store::Writer writer = std::move(*store.writer({}));
  ASSERT_TRUE(writer.add(testing::full_record()).ok());
  // Reading goes on meanwhile, and does not see what is not committed.
  Result<Store> reader = Store::open(path(), Store::Mode::kRead);
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  EXPECT_EQ(*reader->count_reports({}), 0u);
  Result<Store> second = Store::open(path(), Store::Mode::kWrite);
  Error error = second.ok() ? second->writer({}).error() : second.error();
  EXPECT_EQ(error.code, Error::Code::kBusy);
  EXPECT_THAT(error.message, HasSubstr("another process"));
  ASSERT_TRUE(writer.commit().ok());
  EXPECT_EQ(*reader->count_reports({}), 1u);
  EXPECT_EQ(reader->writer({}).error().code, Error::Code::kArgument);
}

TEST_F(StoreTest, ReadsFromAFolderThatCannotBeWritten) {
  made({testing::full_record()});
  fs::permissions(path(), fs::perms::owner_read | fs::perms::others_read);
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                               fs::perms::others_exec);
  // Root may write everywhere: a child that is nobody does what a plain user would.
  pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(9);
    Result<Store> reading = Store::open(path(), Store::Mode::kRead);
    if (!reading) _exit(1);
    Result<uint64_t> reports = reading->count_reports({});
    if (!reports || *reports != 1) _exit(2);
    Result<Store> writing = Store::open(path(), Store::Mode::kWrite);
    if (writing.ok()) _exit(3);
    _exit(writing.error().code == Error::Code::kIo ? 0 : 4);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  fs::permissions(folder_, fs::perms::owner_all);
  EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : 99, 0);
}

// ---- trouble while writing ----

std::string integrity(const std::string& path) {
  sqlite3* handle = nullptr;
  if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK) return "cannot open";
  sqlite::Connection db(handle);
  Result<sqlite::Prepared> check = sqlite::Prepared::prepare(handle, "PRAGMA integrity_check");
  if (!check) return check.error().message;
  Result<bool> row = check->step();
  if (!row) return row.error().message;
  std::string said = check->text(0);
  Result<int64_t> dangling =
      sqlite::query_integer(handle, "SELECT count(*) FROM pragma_foreign_key_check");
  if (!dangling || *dangling != 0) return "foreign keys";
  if (Status full_text = sqlite::execute(
          handle, "INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)");
      !full_text)
    return full_text.error().message;
  return said;
}

TEST_F(StoreTest, KilledAtAnyPointItKeepsWholeBatches) {
  constexpr uint32_t kBatch = 7;
  std::mt19937 random(11);
  uint64_t before = 0;
  int runs_that_wrote = 0;
  for (int run = 0; run < 20; ++run) {
    // The child says with a byte that a report is added; the parent counts to some number and kills
    // a moment later. So the blow falls anywhere, however slow the machine is.
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Result<Store> store = Store::open(path(), Store::Mode::kWrite);
      if (!store) _exit(1);
      Result<Store::Writer> writer =
          store->writer({.reports_per_commit = kBatch, .seconds_per_commit = 1e9});
      if (!writer) _exit(2);
      for (uint64_t i = 0;; ++i) {
        if (!writer->add(testing::synthetic_record(1000000 * static_cast<uint64_t>(run) + i)))
          _exit(3);
        if (write(ends[1], "+", 1) != 1) _exit(4);
      }
    }
    close(ends[1]);
    char byte = 0;
    for (uint64_t wanted = random() % 40; wanted > 0; --wanted)
      ASSERT_EQ(read(ends[0], &byte, 1), 1);
    usleep(static_cast<useconds_t>(random() % 2000));
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    close(ends[0]);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    Result<Store> store = Store::open(path(), Store::Mode::kWrite);  // a later run goes on here
    ASSERT_TRUE(store.ok()) << store.error().message;
    uint64_t now = *store->count_reports({});
    EXPECT_EQ(now % kBatch, 0u);
    EXPECT_GE(now, before);
    EXPECT_EQ(*store->count_events({}), now * 5);
    EXPECT_EQ(integrity(path()), "ok");
    if (now > before) ++runs_that_wrote;
    before = now;
  }
  EXPECT_GE(runs_that_wrote, 10);
}

// Runs `write` where files may not grow beyond `bytes`.
template <typename Write>
int with_little_room(uint64_t bytes, Write write) {
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(write());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

TEST_F(StoreTest, AFullDiskIsAClearErrorAndTheNextRunGoesOn) {
  std::string file = path();
  auto write = [&file](uint64_t reports) {
    Result<Store> store = Store::open(file, Store::Mode::kWrite);
    if (!store) return store.error().code == Error::Code::kIo ? 10 : 1;
    Result<Store::Writer> writer =
        store->writer({.reports_per_commit = 10, .seconds_per_commit = 1e9});
    if (!writer) return 2;
    for (uint64_t i = 0; i < reports; ++i) {
      Result<bool> added = writer->add(testing::synthetic_record(i));
      if (added) continue;
      if (added.error().code != Error::Code::kIo) return 3;
      if (added.error().message.find("disk is full") == std::string::npos) return 4;
      if (writer->add(testing::synthetic_record(i)).ok() || writer->commit().ok()) return 5;
      return writer->committed() % 10 == 0 && writer->added() == writer->committed() ? 11 : 6;
    }
    return writer->commit().ok() ? 12 : 7;
  };
  for (uint64_t room : {uint64_t{20000}, uint64_t{700000}, uint64_t{1500000}}) {
    int outcome = with_little_room(room, [&write] { return write(400); });
    EXPECT_EQ(outcome, room < 100000 ? 10 : 11) << room;
    if (room > 100000) {
      EXPECT_EQ(integrity(file), "ok") << room;
    }
  }
  uint64_t kept = *Store::open(file, Store::Mode::kRead)->count_reports({});
  EXPECT_GT(kept, 0u);
  EXPECT_LT(kept, 400u);
  EXPECT_EQ(write(400), 12);
  EXPECT_EQ(*Store::open(file, Store::Mode::kRead)->count_reports({}), 400u);
  EXPECT_EQ(integrity(file), "ok");
}

// ---- versions ----

class MigrationTest : public ::testing::Test {
 protected:
  // A database of version 1 as an older program would have left it.
  static constexpr const char* kOld =
      "CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT) STRICT; INSERT INTO a VALUES (1, 'one');";
  void SetUp() override {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(":memory:", &handle), SQLITE_OK);
    db_.reset(handle);
    ASSERT_TRUE(create_schema(db(), kOld, 1).ok());
  }
  sqlite3* db() { return db_.get(); }
  int64_t ask(const char* sql) { return *sqlite::query_integer(db(), sql); }
  sqlite::Connection db_;
};

constexpr Migration kTwo{2, "0002_z",
                         "ALTER TABLE a ADD COLUMN z INTEGER; UPDATE a SET z = x * 10;"};
constexpr Migration kThree{
    3, "0003_b",
    "CREATE TABLE b (x INTEGER REFERENCES a (x)) STRICT; INSERT INTO b SELECT x FROM a;"};

TEST_F(MigrationTest, GoesStepByStepToTheTarget) {
  const Migration steps[] = {kTwo, kThree};
  ASSERT_TRUE(migrate(db(), steps, 3).ok());
  EXPECT_EQ(ask("PRAGMA user_version"), 3);
  EXPECT_EQ(ask("SELECT z FROM a"), 10);
  EXPECT_EQ(ask("SELECT x FROM b"), 1);
  EXPECT_EQ(ask("PRAGMA foreign_keys"), 1);
  ASSERT_TRUE(migrate(db(), steps, 3).ok());  // nothing left to do
  EXPECT_EQ(ask("SELECT count(*) FROM b"), 1);
  EXPECT_TRUE(check_version(db(), 3).ok());
}

TEST_F(MigrationTest, AFailureTakesEverythingBack) {
  const Migration broken{3, "0003_broken", "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);"};
  const Migration dangling{3, "0003_dangling",
                           "CREATE TABLE b (x REFERENCES a (x)); INSERT INTO b VALUES (99);"};
  for (const Migration& bad : {broken, dangling}) {
    const Migration steps[] = {kTwo, bad};
    Status done = migrate(db(), steps, 3);
    ASSERT_FALSE(done.ok());
    EXPECT_THAT(done.error().message, HasSubstr("nothing was changed"));
    EXPECT_EQ(ask("PRAGMA user_version"), 1);
    EXPECT_EQ(ask("SELECT count(*) FROM pragma_table_info('a')"), 2);
    EXPECT_EQ(ask("PRAGMA foreign_keys"), 1);
  }
}

TEST_F(MigrationTest, SaysWhereNoWayLeads) {
  const Migration gap[] = {kThree};
  EXPECT_EQ(migrate(db(), gap, 3).error().code, Error::Code::kFormat);
  EXPECT_THAT(check_version(db(), 3).error().message, HasSubstr("older dragoman"));
  ASSERT_TRUE(sqlite::execute(db(), "PRAGMA user_version = 9").ok());
  Status newer = migrate(db(), gap, 3);
  ASSERT_FALSE(newer.ok());
  EXPECT_THAT(newer.error().message, HasSubstr("newer dragoman"));
  EXPECT_THAT(check_version(db(), 3).error().message, HasSubstr("newer dragoman"));
}

TEST_F(MigrationTest, OurOwnStepsLeadToOurVersion) {
  int at = 1;
  for (const Migration& step : migrations()) EXPECT_EQ(step.to, ++at) << step.name;
  EXPECT_EQ(at, kSchemaVersion);
}

TEST_F(StoreTest, ANewerDatabaseIsRefused) {
  made({});
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
  sqlite::Connection db(handle);
  ASSERT_TRUE(sqlite::execute(handle, "PRAGMA user_version = 999").ok());
  for (Store::Mode mode : {Store::Mode::kRead, Store::Mode::kWrite}) {
    Result<Store> store = Store::open(path(), mode);
    ASSERT_FALSE(store.ok());
    EXPECT_EQ(store.error().code, Error::Code::kFormat);
    EXPECT_THAT(store.error().message, HasSubstr("newer dragoman"));
  }
}

}  // namespace
}  // namespace dragoman
