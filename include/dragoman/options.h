// Settings of the engine and of a run, with their defaults. Plain structs: set what differs.
#ifndef DRAGOMAN_OPTIONS_H_
#define DRAGOMAN_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

struct EngineOptions {
  /// Folder with the compiled resources and models. Empty: $DRAGOMAN_DATA_DIR, then the folder that
  /// the program was built or installed with.
  std::string data_dir;
  /// "fast" (default), "accurate", or "none" (patterns over words only: the baseline).
  std::string model = "fast";
  /// Who has the last word on events: "model" (default), which reads what the rules found as well
  /// as the sentence, or "rules" alone. Users' own rules win in both.
  std::string coder = "model";
  /// Users' own lists of actors, in order; later ones win, and all win over ours.
  std::vector<std::string> actor_files;
  /// Users' own event rules (resources/events/README.md).
  std::vector<std::string> rule_files;
};

struct ReadOptions {
  /// Takes every input as the text itself: nothing removed, no metadata taken out.
  bool as_is = false;
  /// Follow folders below a folder. Links to folders are followed once.
  bool recursive = true;
  /// A single report (one file, one record of a container, after decompression) above this size is
  /// refused with a diagnostic.
  uint64_t max_report_bytes = uint64_t{64} << 20;
  /// Decompressed bytes of one file beyond which it is taken for a bomb if it also grew more than
  /// max_compression_ratio-fold.
  uint64_t max_unpacked_bytes = uint64_t{64} << 30;
  uint32_t max_compression_ratio = 1000;
  /// HTML elements nested deeper than this are taken as if they stood at this depth.
  uint32_t max_markup_depth = 512;
};

struct RunOptions {
  ReadOptions read;
  /// Worker threads; 0: as many as there are cores.
  unsigned threads = 0;
  /// Called in worker threads, at the same time from several: true if the input of this key
  /// (Record::input_key) needs no work. Such reports are counted and not delivered.
  std::function<bool(std::string_view input_key)> skip;
  /// Reports in flight per thread: bounds memory.
  unsigned queue_per_thread = 16;
};

}  // namespace dragoman

#endif  // DRAGOMAN_OPTIONS_H_
