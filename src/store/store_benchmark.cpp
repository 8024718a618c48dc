// Speed of the store: writing reports of 2 KB with 10 entities and 5 events, and the questions that
// people ask, on a database of DRAGOMAN_BENCH_REPORTS reports (default 20,000: 100,000 events).
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

#include "dragoman/store.h"
#include "support/records.h"

namespace {

using namespace dragoman;  // NOLINT(google-build-using-namespace): a program of its own
namespace fs = std::filesystem;

uint64_t report_count() {
  const char* given = std::getenv("DRAGOMAN_BENCH_REPORTS");
  return given == nullptr ? 20000 : std::strtoull(given, nullptr, 10);
}

std::string fresh(const char* name) {
  fs::path path = fs::temp_directory_path() / name;
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(path.string() + end);
  return path.string();
}

void BM_Write(benchmark::State& state) {
  std::vector<Record> records;
  for (uint64_t i = 0; i < 5000; ++i) records.push_back(testing::synthetic_record(i));
  uint64_t bytes = 0;
  for (const Record& record : records) bytes += record.text.size();
  for (auto _ : state) {
    std::string path = fresh("dragoman_bench_write.db");
    Result<Store> store = Store::open(path, Store::Mode::kWrite);
    Result<Store::Writer> writer = store->writer({});
    for (const Record& record : records)
      if (!writer->add(record)) state.SkipWithError("add failed");
    if (!writer->commit()) state.SkipWithError("commit failed");
    state.counters["file_MB"] = static_cast<double>(fs::file_size(path)) / 1e6;
  }
  fresh("dragoman_bench_write.db");
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(records.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes));
}
BENCHMARK(BM_Write)->Unit(benchmark::kMillisecond);

const Store& big_store() {
  static const Store store = [] {
    std::string path =
        (fs::temp_directory_path() / ("dragoman_bench_" + std::to_string(report_count()) + ".db"))
            .string();
    if (!fs::exists(path)) {
      Result<Store> made = Store::open(path, Store::Mode::kWrite);
      Result<Store::Writer> writer = made->writer({});
      for (uint64_t i = 0; i < report_count(); ++i)
        if (!writer->add(testing::synthetic_record(i)).ok()) std::abort();
      if (!writer->commit()) std::abort();
    }
    return std::move(*Store::open(path, Store::Mode::kRead));
  }();
  return store;
}

void ask(benchmark::State& state, const Filter& filter) {
  uint64_t rows = 0;
  for (auto _ : state)
    rows =
        *big_store().events(filter, Order::kNewestFirst, [](const ListedEvent&) { return true; });
  state.counters["rows"] = static_cast<double>(rows);
}
void BM_EventsNewest(benchmark::State& state) {
  Filter filter;
  filter.limit = 50;
  ask(state, filter);
}
void BM_EventsBetween(benchmark::State& state) {
  Filter filter;
  filter.between = {"SYR", "CHN"};
  filter.limit = 50;
  ask(state, filter);
}
void BM_EventsOfPerson(benchmark::State& state) {
  Filter filter;
  filter.party = "Person 77";
  filter.limit = 50;
  ask(state, filter);
}
void BM_EventsTypeAndDate(benchmark::State& state) {
  Filter filter;
  filter.types = {"AID"};
  filter.from = "2016-03";
  filter.to = "2016-08";
  filter.limit = 50;
  ask(state, filter);
}
void BM_EventsText(benchmark::State& state) {
  Filter filter;
  filter.text = "ceasefire77";
  filter.limit = 50;
  ask(state, filter);
}
void BM_EventsAllOfCountry(benchmark::State& state) {
  Filter filter;
  filter.actor = "SYR";
  ask(state, filter);
}
void BM_Months(benchmark::State& state) {
  Filter filter;
  for (auto _ : state)
    benchmark::DoNotOptimize(*big_store().months(filter, [](const ListedMonth&) { return true; }));
}
void BM_Actors(benchmark::State& state) {
  Filter filter;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        *big_store().actors(filter, false, [](const ListedActor&) { return true; }));
}
void BM_Search(benchmark::State& state) {
  Filter filter;
  filter.text = "\"ceasefire agreed\"";
  filter.limit = 20;
  for (auto _ : state)
    benchmark::DoNotOptimize(*big_store().search(filter, [](const SearchHit&) { return true; }));
}
void BM_CountBetween(benchmark::State& state) {
  Filter filter;
  filter.between = {"SYR", "CHN"};
  for (auto _ : state) benchmark::DoNotOptimize(*big_store().count_events(filter));
}
void BM_Record(benchmark::State& state) {
  int64_t report = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        big_store().record(1 + report++ % static_cast<int64_t>(report_count())));
}
BENCHMARK(BM_EventsNewest)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EventsBetween)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EventsOfPerson)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EventsTypeAndDate)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EventsText)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EventsAllOfCountry)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Months)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Actors)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Search)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_CountBetween)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Record)->Unit(benchmark::kMillisecond);

}  // namespace
