// Places of the world by name, from GeoNames (cities of 15,000 and more, first-order divisions,
// countries) and from resources/places/ (seas, regions, counties, centres of countries): one file,
// compiled
// at build time by tools/compile_places.cpp, mapped and used where it lies.
//
//   auto places = PlaceTable::open(share + "/places.bin");
//   auto found = places->longest(hashes, i);          // words hashed as in Gazetteer::hash_words
//   for (uint32_t p : places->candidates(found)) places->place(p) …
//
// The same file knows the home town of local news outlets by their web domain (outlets.tsv).
//
// An empty table (no file) finds nothing. Limits: villages under 15,000 and streets are unknown,
// save towns that have an outlet of their own.
#ifndef DRAGOMAN_ENTITY_PLACES_H_
#define DRAGOMAN_ENTITY_PLACES_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/mapped_file.h"
#include "dragoman/result.h"

namespace dragoman {

// The file: header, slots (a hash table over prefixes of names), lists (runs of place numbers),
// places, outlets (by key, ascending). All numbers little-endian, each section 8-byte aligned;
// hash64 of all behind the header in the header.
struct PlaceFile {
  static constexpr char kMagic[8] = {'D', 'R', 'G', 'P', 'L', 'C', 'E', '3'};
  struct Header {
    char magic[8];
    uint64_t checksum;
    uint32_t slots, lists, places, outlets;
  };
  struct Slot {  // free: key 0
    uint64_t key;
    uint32_t list;    // first of a run in `lists` (count, places…); kNone: a prefix only
    uint32_t longer;  // 1: longer names go on from here
  };
  struct Place {
    uint32_t geonames;  // 0: has no GeoNames number
    float lat, lon;     // degrees, WGS 84
    uint32_t population;
    uint32_t admin1;  // place number of the first-order division; kNone
    char country[4];  // ISO 3166-1 alpha-3; empty for seas and the like
    char feature[8];  // GeoNames feature code: PPLC, PPLA, ADM1, ADM2, PCLI, SEA …
  };
  struct Outlet {
    uint64_t key;    // hash64 of the domain in lower case, without www.
    uint32_t place;  // the town it is local to
    uint32_t reserved;
  };
  static constexpr uint32_t kNone = UINT32_MAX;
  // In a list: the name is not the usual one of this place.
  static constexpr uint32_t kAlternate = 0x80000000u;
  static constexpr uint64_t kSeed = 0x9E3779B97F4A7C15ull;
  static uint64_t extend(uint64_t key, uint64_t word) {
    key = ((key << 23) | (key >> 41)) ^ word;
    key *= 0xD6E8FEB86659FD93ull;
    key ^= key >> 32;
    return key | 1;
  }
};

class PlaceTable {
 public:
  using Place = PlaceFile::Place;
  struct Match {
    uint32_t length = 0;  // words
    uint32_t list = PlaceFile::kNone;
  };

  PlaceTable() = default;
  /// Errors: kNotFound, kIo, kFormat (damaged, or of another version).
  static Result<PlaceTable> open(const std::string& path);

  bool empty() const { return places_.empty(); }
  size_t size() const { return places_.size(); }
  /// The longest name that starts at word `i`.
  Match longest(std::span<const uint64_t> hashes, size_t i) const;
  /// Most populous first; each a number() with, for other names than the usual one, kAlternate.
  std::span<const uint32_t> candidates(Match match) const;
  const Place& place(uint32_t candidate) const { return places_[number(candidate)]; }
  /// The town whose news a web domain tells (news.example.com: as example.com), if it is a local
  /// outlet's; kNone otherwise.
  uint32_t home_of(std::string_view domain) const;
  static uint32_t number(uint32_t candidate) { return candidate & ~PlaceFile::kAlternate; }
  static bool alternate(uint32_t candidate) { return (candidate & PlaceFile::kAlternate) != 0; }
  static std::string_view country(const Place& p) { return {p.country, p.country[0] ? 3u : 0u}; }
  static std::string_view feature(const Place& p);

 private:
  std::shared_ptr<const MappedFile> file_;  // shared: the table is copied with the resources
  std::span<const PlaceFile::Slot> slots_;
  std::span<const uint32_t> lists_;
  std::span<const Place> places_;
  std::span<const PlaceFile::Outlet> outlets_;
};

/// Great-circle distance in kilometres.
double distance_km(double lat_a, double lon_a, double lat_b, double lon_b);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_PLACES_H_
