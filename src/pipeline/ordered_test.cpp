#include "pipeline/ordered.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace dragoman {
namespace {

// Runs 0..count-1 through the machine; item i is delayed by a little that depends on i.
std::vector<int> run(unsigned threads, size_t window, int count, int stop_after,
                     std::atomic<int>* most_in_flight) {
  int next = 0;
  std::atomic<int> produced{0}, consumed{0};
  std::vector<int> out;
  bool all = ordered_parallel<int, int>(
      threads, window,
      [&](int& item) {
        if (next == count) return false;
        item = next++;
        int in_flight = ++produced - consumed.load();
        if (most_in_flight && in_flight > most_in_flight->load()) *most_in_flight = in_flight;
        return true;
      },
      [] { return 0; },
      [](int&& item, int&) {
        if (item % 7 == 3) std::this_thread::sleep_for(std::chrono::microseconds(300));
        return item * 2;
      },
      [&](int&& result) {
        ++consumed;
        out.push_back(result);
        return static_cast<int>(out.size()) != stop_after;
      });
  EXPECT_EQ(all, stop_after == 0 || count < stop_after);
  return out;
}

TEST(Ordered, KeepsOrderAtAnyNumberOfThreads) {
  for (unsigned threads : {1u, 2u, 5u}) {
    for (int count : {0, 1, 500}) {
      std::vector<int> out = run(threads, 8, count, 0, nullptr);
      ASSERT_EQ(out.size(), static_cast<size_t>(count)) << threads;
      for (int i = 0; i < count; ++i) ASSERT_EQ(out[static_cast<size_t>(i)], i * 2);
    }
  }
}

TEST(Ordered, HoldsNoMoreThanItsWindow) {
  std::atomic<int> most{0};
  run(3, 6, 400, 0, &most);
  EXPECT_LE(most.load(), 7);  // the window, and the one being handed over
}

TEST(Ordered, StopsWhenToldTo) {
  for (unsigned threads : {1u, 4u}) EXPECT_EQ(run(threads, 8, 1000, 10, nullptr).size(), 10u);
}

}  // namespace
}  // namespace dragoman
