// Splitting containers into reports, in bytes of the container (unpacked bytes for those packed).
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "read/read.h"
#include "read/sniff.h"
#include "read/test_bytes.h"

namespace dragoman {
namespace {

constexpr size_t kBytes = size_t{32} << 20;

// Prose of a kind: words, line ends, and quotation marks that JSON must escape.
std::string prose(size_t size, uint64_t seed) {
  std::string text = noise(size, seed);
  for (size_t i = 6; i < size; i += 7) text[i] = ' ';
  for (size_t i = 80; i < size; i += 401) text[i] = '\n';
  for (size_t i = 150; i < size; i += 203) text[i] = '"';
  return text;
}

std::string json_lines() {
  std::string out;
  for (uint64_t i = 0; out.size() < kBytes; ++i) {
    out += R"({"id":")" + std::to_string(i) + R"(","url":"https://a.example/news/)" +
           std::to_string(i) + R"(","published":"2021-07-18","text":")";
    for (const char c : prose(3000 + i % 7 * 500, i)) {
      if (c == '\n')
        out += "\\n";
      else if (c == '"')
        out += "\\\"";
      else
        out += c;
    }
    out += "\"}\n";
  }
  return out;
}

// Pages of 10 to 40 KB; every other record is a request or an image. `pack` is applied to each
// record.
template <typename Pack>
std::string warc(size_t& unpacked, Pack pack) {
  std::string out;
  unpacked = 0;
  for (uint64_t i = 0; unpacked < kBytes; ++i) {
    const bool is_page = i % 2 == 0;
    std::string block =
        is_page ? "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: "
                  "s\r\n\r\n<!DOCTYPE html><html><body><p>" +
                      prose(10000 + i % 7 * 5000, i)
                : "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG" + prose(8000, i);
    std::string record = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/" +
                         std::to_string(i) +
                         "\r\nWARC-Date: 2021-07-18T00:00:00Z\r\nContent-Type: application/http; "
                         "msgtype=response\r\nContent-Length: " +
                         std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
    unpacked += record.size();
    out += pack(record);
  }
  return out;
}

// From a file, as a run reads it (the page cache holds it).
void read_all(benchmark::State& state, const std::string& bytes, size_t unpacked) {
  const std::string path =
      (std::filesystem::temp_directory_path() / "dragoman_read_benchmark").string();
  std::ofstream(path, std::ios::binary) << bytes;
  RawReport report;
  size_t reports = 0;
  for (auto _ : state) {
    auto reader = ReportReader::open({path}, {});
    if (!reader) {
      state.SkipWithError("cannot open");
      break;
    }
    while (reader->next(report)) ++reports;
  }
  std::filesystem::remove(path);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(unpacked));
  state.counters["reports/s"] =
      benchmark::Counter(static_cast<double>(reports), benchmark::Counter::kIsRate);
}

void BM_JsonLines(benchmark::State& state) {
  const std::string bytes = json_lines();
  read_all(state, bytes, bytes.size());
}
void BM_JsonLinesGzip(benchmark::State& state) {
  const std::string bytes = json_lines();
  read_all(state, gzipped(bytes), bytes.size());
}
void BM_Warc(benchmark::State& state) {
  size_t unpacked = 0;
  const std::string bytes = warc(unpacked, [](const std::string& record) { return record; });
  read_all(state, bytes, unpacked);
}
void BM_WarcGzip(benchmark::State& state) {
  size_t unpacked = 0;
  const std::string bytes =
      warc(unpacked, [](const std::string& record) { return gzipped(record); });
  read_all(state, bytes, unpacked);
}
void BM_WarcZstd(benchmark::State& state) {
  size_t unpacked = 0;
  const std::string bytes = warc(unpacked, [](const std::string& record) { return zstd(record); });
  read_all(state, bytes, unpacked);
}
void BM_Text(benchmark::State& state) {
  const std::string bytes = prose(kBytes, 1);
  read_all(state, bytes, bytes.size());
}
void BM_Feed(benchmark::State& state) {
  std::string bytes = "<rss><channel><title>T</title>";
  for (uint64_t i = 0; bytes.size() < kBytes / 4; ++i) {
    bytes += "<item><title>T</title><pubDate>Sun, 18 Jul 2021 09:30:00 GMT</pubDate><description>" +
             prose(2000, i) + "</description></item>\n";
  }
  bytes += "</channel></rss>";
  read_all(state, bytes, bytes.size());
}
void BM_Sniff(benchmark::State& state) {
  const std::string bytes = prose(kSniffBytes, 1);
  for (auto _ : state) benchmark::DoNotOptimize(sniff(bytes));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(bytes.size()));
}

BENCHMARK(BM_JsonLines);
BENCHMARK(BM_JsonLinesGzip);
BENCHMARK(BM_Warc);
BENCHMARK(BM_WarcGzip);
BENCHMARK(BM_WarcZstd);
BENCHMARK(BM_Text);
BENCHMARK(BM_Feed);
BENCHMARK(BM_Sniff);

}  // namespace
}  // namespace dragoman
