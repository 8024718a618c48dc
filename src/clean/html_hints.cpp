#include "clean/html_hints.h"

#include <algorithm>
#include <array>

namespace dragoman {
namespace {

#include "clean/hints.inc"  // kHintsFile

uint64_t step(uint64_t hash, unsigned char c) {
  return (hash ^ c) * 0x100000001B3u;
}
constexpr uint64_t kSeed = 0xCBF29CE484222325u;

class Hints {
 public:
  Hints() {
    std::string_view file = kHintsFile;
    size_t number = 0;
    while (!file.empty()) {
      size_t end = std::min(file.find('\n'), file.size());
      std::string_view line = file.substr(0, end);
      file.remove_prefix(std::min(end + 1, file.size()));
      ++number;
      if (line.empty() || line[0] == '#') continue;
      size_t tab = line.find('\t');
      uint16_t flag = tab == std::string_view::npos ? 0 : flag_of(line.substr(tab + 1));
      if (flag == 0) {
        faults.push_back("hints.tsv:" + std::to_string(number) + ": unknown hint");
        continue;
      }
      uint64_t hash = kSeed;
      for (char c : line.substr(0, tab)) hash = step(hash, static_cast<unsigned char>(c));
      size_t i = slot(hash);
      while (slots_[i].hash != 0 && slots_[i].hash != hash) i = (i + 1) % kSlots;
      slots_[i].hash = hash;
      slots_[i].flags |= flag;
    }
  }
  uint16_t find(uint64_t hash) const {
    for (size_t i = slot(hash); slots_[i].hash != 0; i = (i + 1) % kSlots)
      if (slots_[i].hash == hash) return slots_[i].flags;
    return 0;
  }
  std::vector<std::string> faults;

 private:
  static constexpr size_t kSlots = 2048;
  static size_t slot(uint64_t hash) { return (hash ^ (hash >> 29)) % kSlots; }
  static uint16_t flag_of(std::string_view name) {
    if (name == "article") return kHintArticle;
    if (name == "hidden") return kHintHidden;
    if (name == "comments") return kHintComments;
    if (name == "related") return kHintRelated;
    if (name == "navigation") return kHintNavigation;
    if (name == "advertising") return kHintAdvertising;
    if (name == "boilerplate") return kHintBoilerplate;
    if (name == "credit") return kHintCredit;
    if (name == "byline") return kHintByline;
    if (name == "date") return kHintDate;
    return 0;
  }
  struct Slot {
    uint64_t hash = 0;
    uint16_t flags = 0;
  };
  std::array<Slot, kSlots> slots_{};
};

const Hints& hints() {
  static const Hints kHints;
  return kHints;
}

}  // namespace

std::vector<std::string> hint_list_faults() {
  return hints().faults;
}

uint16_t hints_of(std::string_view names) {
  constexpr size_t kLongest = 400;
  if (names.size() > kLongest) names = names.substr(0, kLongest);
  const Hints& table = hints();
  uint16_t flags = 0, of_name = 0;
  size_t parts_of_name = 0;
  // Hashes of the runs of parts that end at the last finished part: of one, two, three parts.
  uint64_t one = kSeed, two = kSeed, three = kSeed;
  size_t parts = 0;
  bool inside = false;
  char before = ' ';
  auto finish = [&] {
    if (!inside) return;
    of_name |= table.find(one);
    if (parts >= 2) of_name |= table.find(two);
    if (parts >= 3) of_name |= table.find(three);
    three = two;
    two = one;
    one = kSeed;
    inside = false;
  };
  // A name of many parts is a headline made into an id: it says what the text is about.
  constexpr size_t kMostParts = 4;
  auto finish_name = [&] {
    finish();
    if (parts_of_name <= kMostParts) flags |= of_name;
    of_name = 0;
    parts = parts_of_name = 0;
    two = three = kSeed;
  };
  for (char c : names) {
    bool big = c >= 'A' && c <= 'Z', little = c >= 'a' && c <= 'z';
    if (!big && !little) {
      finish();
      // Another name of the list: its parts do not join with those before.
      if (c == ' ' || c == '\t' || c == '\n') finish_name();
      before = c;
      continue;
    }
    if (big && before >= 'a' && before <= 'z') finish();
    auto lower = static_cast<unsigned char>(big ? c + 32 : c);
    if (!inside) {
      inside = true;
      ++parts;
      ++parts_of_name;
    }
    one = step(one, lower);
    if (parts >= 2) two = step(two, lower);
    if (parts >= 3) three = step(three, lower);
    before = c;
  }
  finish_name();
  return flags;
}

}  // namespace dragoman
