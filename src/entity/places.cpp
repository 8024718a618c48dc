#include "entity/places.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/domain.h"
#include "base/hash.h"

namespace dragoman {

Result<PlaceTable> PlaceTable::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  PlaceTable table;
  table.file_ = std::make_shared<const MappedFile>(std::move(file).value());
  std::string_view bytes = table.file_->bytes();
  auto damaged = [&](const std::string& what) {
    return Error{Error::Code::kFormat,
                 path + ": " + what + "; build it anew (dragoman_compile_places)"};
  };
  PlaceFile::Header header;
  if (bytes.size() < sizeof header) return damaged("too short for a file of places");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, PlaceFile::kMagic, sizeof header.magic) != 0)
    return damaged("no file of places, or of another version");
  uint64_t lists_bytes = (uint64_t{header.lists} * sizeof(uint32_t) + 7) / 8 * 8;
  uint64_t want = sizeof header + uint64_t{header.slots} * sizeof(PlaceFile::Slot) + lists_bytes +
                  uint64_t{header.places} * sizeof(Place) +
                  uint64_t{header.outlets} * sizeof(PlaceFile::Outlet);
  if (want != bytes.size() || header.slots == 0 || (header.slots & (header.slots - 1)) != 0)
    return damaged("its size is not what its header says");
  if (hash64(bytes.substr(sizeof header)) != header.checksum)
    return damaged("its checksum is wrong");
  const char* at = bytes.data() + sizeof header;
  table.slots_ = {reinterpret_cast<const PlaceFile::Slot*>(at), header.slots};
  at += uint64_t{header.slots} * sizeof(PlaceFile::Slot);
  table.lists_ = {reinterpret_cast<const uint32_t*>(at), header.lists};
  at += lists_bytes;
  table.places_ = {reinterpret_cast<const Place*>(at), header.places};
  at += uint64_t{header.places} * sizeof(Place);
  table.outlets_ = {reinterpret_cast<const PlaceFile::Outlet*>(at), header.outlets};
  return table;
}

PlaceTable::Match PlaceTable::longest(std::span<const uint64_t> hashes, size_t i) const {
  Match best;
  if (slots_.empty()) return best;
  uint64_t key = PlaceFile::kSeed;
  const size_t mask = slots_.size() - 1;
  for (size_t word = i; word < hashes.size(); ++word) {
    key = PlaceFile::extend(key, hashes[word]);
    size_t at = (key >> 1) & mask;
    while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & mask;
    const PlaceFile::Slot& slot = slots_[at];
    if (slot.key == 0) break;
    if (slot.list != PlaceFile::kNone) best = {static_cast<uint32_t>(word - i + 1), slot.list};
    if (!slot.longer) break;
  }
  return best;
}

std::span<const uint32_t> PlaceTable::candidates(Match match) const {
  if (match.list >= lists_.size()) return {};
  uint32_t count = lists_[match.list];
  if (count > lists_.size() - match.list - 1) return {};
  return lists_.subspan(match.list + 1, count);
}

uint32_t PlaceTable::home_of(std::string_view domain) const {
  uint32_t place = PlaceFile::kNone;
  domain_or_parent(domain, [&](std::string_view d) {
    const uint64_t key = hash64(d);
    auto at = std::lower_bound(
        outlets_.begin(), outlets_.end(), key,
        [](const PlaceFile::Outlet& outlet, uint64_t k) { return outlet.key < k; });
    if (at == outlets_.end() || at->key != key) return false;
    if (at->place < places_.size()) place = at->place;
    return true;
  });
  return place;
}

std::string_view PlaceTable::feature(const Place& p) {
  return {p.feature, strnlen(p.feature, sizeof p.feature)};
}

double distance_km(double lat_a, double lon_a, double lat_b, double lon_b) {
  constexpr double kRadius = 6371.0, kDegree = 3.14159265358979323846 / 180;
  double a = lat_a * kDegree, b = lat_b * kDegree;
  double x = std::sin((b - a) / 2), y = std::sin((lon_b - lon_a) * kDegree / 2);
  return 2 * kRadius *
         std::asin(std::sqrt(std::min(1.0, x * x + std::cos(a) * std::cos(b) * y * y)));
}

}  // namespace dragoman
