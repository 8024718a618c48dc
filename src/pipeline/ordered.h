// Work over a stream by many threads, results in the order of the stream.
//
//   reader thread: produce() → queue → worker threads: work() → slots → calling thread: consume()
//
// At most `window` items are between produce() and consume(), so memory is bounded whatever the
// lengths of the two ends. Whatever the number of threads, consume() sees the same sequence.
#ifndef DRAGOMAN_PIPELINE_ORDERED_H_
#define DRAGOMAN_PIPELINE_ORDERED_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/bounded_queue.h"

namespace dragoman {

/// produce(In&) → bool: fills the next item, false at the end (called in a thread of its own).
/// make_scratch() → S: once a worker. work(In&&, S&) → Out: in worker threads.
/// consume(Out&&) → bool: in the calling thread; false stops everything. Returns false if stopped.
/// None of them may throw.
template <typename In, typename Out, typename Produce, typename MakeScratch, typename Work,
          typename Consume>
bool ordered_parallel(unsigned threads, size_t window, Produce produce, MakeScratch make_scratch,
                      Work work, Consume consume) {
  struct Job {
    uint64_t sequence = 0;
    In item;
  };
  if (threads == 0) threads = 1;
  if (window < threads) window = threads;
  BoundedQueue<Job> jobs(window);
  std::mutex mutex;
  std::condition_variable changed;  // a slot was filled, a slot was freed, the end is known
  std::vector<std::optional<Out>> slots(window);
  uint64_t consumed = 0;
  uint64_t total = UINT64_MAX;  // known once produce() has ended
  bool stopped = false;

  std::thread reader([&] {
    uint64_t sequence = 0;
    for (;;) {
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return sequence < consumed + window || stopped; });
        if (stopped) break;
      }
      Job job;
      job.sequence = sequence;
      if (!produce(job.item)) break;
      ++sequence;
      jobs.push(std::move(job));
    }
    jobs.close();
    std::lock_guard lock(mutex);
    total = sequence;
    changed.notify_all();
  });

  std::vector<std::thread> workers;
  workers.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      auto scratch = make_scratch();
      while (std::optional<Job> job = jobs.pop()) {
        Out out = work(std::move(job->item), scratch);
        std::lock_guard lock(mutex);
        slots[job->sequence % window] = std::move(out);
        if (job->sequence == consumed) changed.notify_all();
      }
    });
  }

  for (;;) {
    std::optional<Out> out;
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return consumed == total || slots[consumed % window].has_value(); });
      if (consumed == total) break;
      out = std::exchange(slots[consumed % window], std::nullopt);
      ++consumed;
    }
    changed.notify_all();
    if (!consume(std::move(*out))) {
      std::lock_guard lock(mutex);
      stopped = true;
      changed.notify_all();
      break;
    }
  }
  reader.join();
  for (std::thread& worker : workers) worker.join();
  return !stopped;
}

}  // namespace dragoman

#endif  // DRAGOMAN_PIPELINE_ORDERED_H_
