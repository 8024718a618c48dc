// Finds the longest known phrase that starts at a word: a hash of every prefix of every phrase, so
// a look-up costs one probe a word and no comparison of strings.
//
//   PhraseTable table;
//   table.add({h("united"), h("states")}, 7);
//   table.longest(hashes, i) → {length 2, value 7}
//
// Keys are 64-bit hashes of words (fold_hash); two different phrases with the same hash are taken
// for one, which for a million phrases happens with a chance of one in forty million.
#ifndef DRAGOMAN_BASE_PHRASE_TABLE_H_
#define DRAGOMAN_BASE_PHRASE_TABLE_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace dragoman {

class PhraseTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Match {
    uint32_t length = 0;  // words; 0: no phrase starts here
    uint32_t value = kNone;
  };

  /// Adds a phrase; of two equal ones the later wins. Returns the value it replaced, or kNone.
  uint32_t add(std::span<const uint64_t> words, uint32_t value) {
    uint64_t key = kSeed;
    for (size_t i = 0; i < words.size(); ++i) {
      key = extend(key, words[i]);
      Slot& slot = find_or_insert(key);
      if (i + 1 < words.size()) {
        slot.longer = true;
      } else {
        uint32_t old = slot.value;
        slot.value = value;
        return old;
      }
    }
    return kNone;
  }

  Match longest(std::span<const uint64_t> words, size_t from) const {
    Match best;
    if (slots_.empty()) return best;
    uint64_t key = kSeed;
    for (size_t i = from; i < words.size(); ++i) {
      key = extend(key, words[i]);
      const Slot* slot = find(key);
      if (!slot) break;
      if (slot->value != kNone) best = {static_cast<uint32_t>(i - from + 1), slot->value};
      if (!slot->longer) break;
    }
    return best;
  }

  size_t size() const { return used_; }

  /// Room for about `prefixes` prefixes of phrases without growing.
  void reserve(size_t prefixes) {
    if (slots_.empty()) slots_.resize(std::bit_ceil(std::max<size_t>(64, prefixes * 2)));
    while (slots_.size() < prefixes * 2) grow();
  }

 private:
  struct Slot {
    uint64_t key = 0;  // 0: free
    uint32_t value = kNone;
    bool longer = false;
  };
  static constexpr uint64_t kSeed = 0x9E3779B97F4A7C15ull;

  static uint64_t extend(uint64_t key, uint64_t word) {
    key = (std::rotl(key, 23) ^ word) * 0xD6E8FEB86659FD93ull;
    key ^= key >> 32;
    return key | 1;  // never the mark of a free slot
  }
  const Slot* find(uint64_t key) const {
    for (size_t i = (key >> 1) & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].key == key) return &slots_[i];
      if (slots_[i].key == 0) return nullptr;
    }
  }
  Slot& find_or_insert(uint64_t key) {
    if (used_ * 2 >= slots_.size()) grow();
    for (size_t i = (key >> 1) & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].key == key) return slots_[i];
      if (slots_[i].key == 0) {
        slots_[i].key = key;
        ++used_;
        return slots_[i];
      }
    }
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.key == 0) continue;
      size_t i = (slot.key >> 1) & (slots_.size() - 1);
      while (slots_[i].key != 0) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = slot;
    }
  }

  std::vector<Slot> slots_;
  size_t used_ = 0;
};

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_PHRASE_TABLE_H_
