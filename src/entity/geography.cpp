// Pass 3: where places lie. A name may be many places' (Paris, Alexandria). Each candidate is
// weighed by its population, by what the words beside the name say (Paris, Texas), and by the
// company that it keeps: countries and divisions that the report names otherwise, and the places
// that are near. Two rounds: the second uses what the first was sure of.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <span>

#include "base/fold.h"
#include "entity/draft.h"

namespace dragoman::entity_detail {
namespace {

constexpr size_t kMaxCandidates = 64;
constexpr size_t kMaxCompany = 24;  // places that a place is weighed against

// Weights, in the scale of 0.8 a power of ten of people.
constexpr double kAlternateName = 0.4;  // less for a name that is not the place's usual one
constexpr double kLocal = 0.8;          // more for a place of the country whose news this is
constexpr double kOutlet = 0.8;         // more for a place of the outlet's country
constexpr double kTogether = 1.0;       // more for each other name that has a place near by
constexpr double kTogetherLocal = 2.2;  // the same in local news
constexpr double kSeat = 2.5;           // less for a division called as its own seat
constexpr uint32_t kKnown = 300000;     // people of a town that is known far from it
constexpr double kNever = 100;          // less for what cannot be meant
constexpr double kSure = 0.15;          // a lead below this decides nothing
constexpr double kAbroad = 1.6;         // less for one of a country of which nothing else is said
constexpr double kHome = 2.0;           // more for a place beside the town of a local outlet
constexpr double kHomeDivision = 0.8;   // more for one of its state or province
constexpr double kHomeKm = 150;         // kHome falls to a third by this distance

class Locator {
 public:
  explicit Locator(Draft& draft) : d_(draft) {}

  void run() {
    if (d_.places.empty()) return;
    collect();
    if (spots_.empty()) return;
    for (int round = 0; round < 3; ++round) {
      gather_company();
      if (round > 0) share_company();
      for (Spot& spot : spots_) choose(spot, round);
    }
    assign();
  }

 private:
  struct Spot {
    uint32_t row = 0;
    std::vector<uint32_t> candidates;
    std::vector<uint32_t> inside;  // places that the words beside it name as its whole
    std::vector<double> score;     // of each candidate in the round before
    std::vector<double> share;     // the same as a share of one
    std::vector<double> together;  // what the candidates of other spots near by add
    uint32_t chosen = kNone;
    double margin = 0;
    std::string country;    // of all of its candidates of equal claim
    std::string division;   // country of the division that the name can be first of all
    bool province = false;  // the words call it a division
    bool near = false;      // of the country whose news this is
    uint32_t land = kNone;  // the country that is usually called so
    bool own = false;       // the town that the outlet's domain is called after
  };

  void collect() {
    std::unordered_map<uint32_t, size_t> spot_of;
    for (const Mention& m : d_.mentions) {
      EntityRow& row = d_.rows[m.row];
      if (row.kind != EntityKind::kPlace) continue;
      auto [at, fresh] = spot_of.try_emplace(m.row, spots_.size());
      if (fresh) {
        Spot spot;
        spot.row = m.row;
        candidates_of(m.first, m.last, row.country, spot.candidates);
        spot.own =
            d_.own_list != kNone && m.last > m.first &&
            d_.places.longest(std::span(d_.hashes).first(m.last), m.first).list == d_.own_list;
        for (uint32_t c : spot.candidates) {
          if (PlaceTable::alternate(c)) continue;
          const auto& place = d_.places.place(c);
          const std::string_view feature = PlaceTable::feature(place);
          if (feature.starts_with("PCL")) spot.land = c;
          if (feature == "ADM1" && spot.division.empty())
            spot.division = PlaceTable::country(place);
        }
        if (!spot.division.empty()) ++divisions_[spot.division];
        spots_.push_back(std::move(spot));
      }
      // A Paris man, Paris City Hall: in local news a town of its own country.
      uint32_t behind = m.last;
      if (behind + 1 < d_.sentence_end(m.first) && fold(d_.word(behind)) == "city") ++behind;
      if (!d_.local.empty() && behind < d_.sentence_end(m.first) &&
          (d_.is(behind, kWTownsfolk) || (behind > m.last && fold(d_.word(behind)) == "hall")))
        spots_[at->second].near = true;
      static const uint64_t kDivisions[] = {fold_hash("province"), fold_hash("governorate"),
                                            fold_hash("region"),   fold_hash("state"),
                                            fold_hash("oblast"),   fold_hash("prefecture"),
                                            fold_hash("provinces")};
      for (uint32_t k : {m.last, m.last - 1})
        if (k < d_.sentence_end(m.first) && std::find(std::begin(kDivisions), std::end(kDivisions),
                                                      d_.hashes[k]) != std::end(kDivisions))
          spots_[at->second].province = true;
      if (spots_[at->second].inside.empty()) whole_of(m, spots_[at->second].inside);
    }
  }

  std::span<const uint32_t> look_up(uint32_t first, uint32_t last) const {
    while (first < last && d_.is(first, kWDet)) ++first;
    if (first >= last) return {};
    // "… in Friedensburg, Pa.": the segmenter gives the point to the sentence.
    if (last - first == 1 && first > 0 && d_.is(first - 1, kWComma) && last < d_.tokens.size() &&
        d_.word(last) == "." && d_.tokens.start[last] == d_.tokens.end[first]) {
      const uint64_t dotted[] = {fold_hash(d_.words(first, last + 1))};
      if (PlaceTable::Match match = d_.places.longest(dotted, 0); match.length)
        return d_.places.candidates(match);
      if (PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(last + 1), first);
          match.length == 2)
        return d_.places.candidates(match);
    }
    PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(last), first);
    return match.length == last - first ? d_.places.candidates(match) : std::span<const uint32_t>{};
  }

  // A county is not the town that it is called after, which may lie in another one.
  bool county(uint32_t i) const {
    std::string w = fold(d_.word(i));
    return w == "county" || w == "district" || w == "river" || w == "island" || w == "islands" ||
           w == "airport";
  }

  void candidates_of(uint32_t first, uint32_t last, const std::string& country,
                     std::vector<uint32_t>& out) const {
    auto list = look_up(first, last);
    // eastern Aleppo, Aleppo province: the place inside the phrase
    if (list.empty() && last - first > 1 && d_.is(first, kWCompass))
      list = look_up(first + 1, last);
    if (list.empty() && last - first > 1 && d_.is(last - 1, kWPlaceNoun) && !county(last - 1))
      list = look_up(first, last - 1);
    for (uint32_t p : list) {
      if (!country.empty() && PlaceTable::country(d_.places.place(p)) != country) continue;
      out.push_back(p);
      if (out.size() == kMaxCandidates) break;
    }
  }

  // Aleppo, Syria; Alexandria, La.; Paris (Texas); the city of Aleppo in Syria
  void whole_of(const Mention& m, std::vector<uint32_t>& out) const {
    uint32_t to = d_.sentence_end(m.first), at = m.last;
    if (at >= to || !d_.is(at, kWComma | kWOpenParen)) return;
    ++at;
    if (at >= to || !d_.upper[at]) return;
    PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(to), at);
    for (uint32_t p : d_.places.candidates(match)) {
      std::string_view feature = PlaceTable::feature(d_.places.place(p));
      if (feature == "ADM1" || feature.starts_with("PCL")) out.push_back(PlaceTable::number(p));
    }
  }

  // How many names of the report can be divisions of this country.
  double listed(std::string_view country) const {
    auto at = divisions_.find(std::string(country));
    return at == divisions_.end() ? 0 : at->second;
  }

  struct Companion {
    uint32_t row, place;
    double weight;
  };

  void gather_company() {
    company_.clear();
    chosen_.clear();
    country_weight_.clear();
    admin_weight_.clear();
    double total = 0;
    for (const auto& [code, n] : d_.countries) total += n;
    for (const auto& [code, n] : d_.countries)
      country_weight_[code] += 1.8 * n / std::max(1.0, total);
    for (const Spot& spot : spots_) {
      if (spot.chosen != kNone)
        ++chosen_[std::string(PlaceTable::country(d_.places.place(spot.chosen)))];
      if (spot.chosen == kNone) {
        // Before the first round: names that only one place has.
        if (spot.candidates.size() == 1)
          add_companion(spot.row, PlaceTable::number(spot.candidates[0]), 1);
      } else if (spot.margin > 0.5) {
        add_companion(spot.row, spot.chosen, std::min(1.5, spot.margin));
      }
      for (uint32_t p : spot.inside) {
        const auto& place = d_.places.place(p);
        if (PlaceTable::feature(place) == "ADM1") admin_weight_[p] += 0.7;
      }
    }
  }

  void add_companion(uint32_t row, uint32_t p, double weight) {
    if (company_.size() < kMaxCompany) company_.push_back({row, p, weight});
    const auto& place = d_.places.place(p);
    std::string_view feature = PlaceTable::feature(place);
    country_weight_[std::string(PlaceTable::country(place))] += 0.45 * weight;
    if (place.admin1 != kNone)
      admin_weight_[place.admin1] += (feature == "ADM1" ? 1.1 : 0.6) * weight;
  }

  struct Direction {
    float x, y, z;
  };
  Direction direction(uint32_t candidate) const {
    const auto& p = d_.places.place(candidate);
    constexpr double kDegree = 3.14159265358979323846 / 180;
    double lat = p.lat * kDegree, lon = p.lon * kDegree;
    return {static_cast<float>(std::cos(lat) * std::cos(lon)),
            static_cast<float>(std::cos(lat) * std::sin(lon)), static_cast<float>(std::sin(lat))};
  }

  // Names that could each be in many places are told by each other: Palestine and Anderson County
  // meet in Texas alone. What a candidate gains from another name is the likeliest of that name's
  // candidates near it.
  void share_company() {
    const size_t n = std::min(spots_.size(), kMaxCompany);
    std::vector<std::vector<Direction>> at(n);
    for (size_t s = 0; s < n; ++s) {
      Spot& spot = spots_[s];
      double top = -1e9, sum = 0;
      for (double score : spot.score) top = std::max(top, score);
      spot.share.clear();
      for (double score : spot.score) {
        spot.share.push_back(std::exp(1.5 * (score - top)));
        sum += spot.share.back();
      }
      for (double& share : spot.share) share /= sum;
      spot.together.assign(spot.candidates.size(), 0);
      for (uint32_t c : spot.candidates) at[s].push_back(direction(c));
    }
    constexpr float kNear = 0.99975f;  // cosine of 143 km on the globe
    for (size_t s = 0; s < n; ++s) {
      if (spots_[s].candidates.size() < 2) continue;
      for (size_t k = 0; k < spots_[s].candidates.size(); ++k) {
        const Direction& a = at[s][k];
        double gain = 0;
        for (size_t t = 0; t < n; ++t) {
          if (t == s) continue;
          double best = 0;
          for (size_t m = 0; m < at[t].size(); ++m) {
            const Direction& b = at[t][m];
            if (a.x * b.x + a.y * b.y + a.z * b.z > kNear)
              best = std::max(best, spots_[t].share[m]);
          }
          gain += best;
        }
        spots_[s].together[k] =
            (d_.local.empty() ? kTogether : kTogetherLocal) * std::min(3.0, gain);
      }
    }
  }

  bool stray(const Spot& spot, uint32_t found) const {
    const auto& place = d_.places.place(found);
    const std::string_view country = PlaceTable::country(place);
    if (d_.local.empty() || country == d_.local || !spot.inside.empty() ||
        place.population >= kKnown)
      return false;
    const std::string_view feature = PlaceTable::feature(place);
    if (!feature.starts_with("PPL") && feature != "ADM2") return false;
    if (d_.countries.count(std::string(country))) return false;
    auto others = chosen_.find(std::string(country));
    if (others == chosen_.end()) return true;
    const bool own =
        spot.chosen != kNone && PlaceTable::country(d_.places.place(spot.chosen)) == country;
    return others->second == (own ? 1u : 0u);
  }

  void choose(Spot& spot, int round) {
    double best = -1e9, second = -1e9;
    uint32_t found = kNone, runner = kNone;
    spot.score.clear();
    for (uint32_t c : spot.candidates) {
      const auto& place = d_.places.place(c);
      std::string_view feature = PlaceTable::feature(place), country = PlaceTable::country(place);
      double score = std::log10(static_cast<double>(place.population) + 10) * 0.8;
      // Salisbury, once a capital: its rank is not that of the name.
      if (PlaceTable::alternate(c) && feature == "PPLC")
        score += 0;
      else if (feature.starts_with("PCL"))
        score += 2.5;
      else if (feature == "PPLC")
        score += 1.0;
      else if (feature == "ADM1")
        score += (place.population >= 500000 ? 1.4 : 0.3) +
                 std::min(2.0, 0.4 * (listed(country) - (spot.division == country ? 1 : 0)));
      else if (feature == "PPLA")
        score += 0.3;
      for (uint32_t whole : spot.inside) {
        if (whole == PlaceTable::number(c)) continue;
        const auto& w = d_.places.place(whole);
        bool is_country = PlaceTable::feature(w).starts_with("PCL");
        if (is_country ? country == PlaceTable::country(w) && !feature.starts_with("PCL")
                       : place.admin1 == whole)
          score += is_country ? 5 : 7;
      }
      auto by_country = country_weight_.find(std::string(country));
      if (by_country != country_weight_.end()) score += std::min(2.4, by_country->second);
      if (!d_.home.empty() && country == d_.home) score += 0.8;
      if (!d_.outlet_country.empty() && country == d_.outlet_country) score += kOutlet;
      if (d_.outlet_home != kNone && !feature.starts_with("PCL")) {
        const auto& town = d_.places.place(d_.outlet_home);
        score += kHome * std::exp(-distance_km(place.lat, place.lon, town.lat, town.lon) / kHomeKm);
        if (place.admin1 != kNone && place.admin1 == town.admin1) score += kHomeDivision;
      } else if (spot.own && country == d_.local) {
        score += kHome;
      }
      if (PlaceTable::alternate(c)) score -= kAlternateName;
      // Mexico is the country, and not its province of the same name, if nobody says so.
      if (!spot.province && d_.local.empty() && spot.land != kNone &&
          PlaceTable::number(c) != spot.land &&
          country == PlaceTable::country(d_.places.place(spot.land)))
        score -= kNever;
      // Aleppo is the city before it is the governorate.
      if (feature == "ADM1" && !spot.province)
        for (uint32_t other : spot.candidates) {
          const auto& seat = d_.places.place(other);
          if (seat.admin1 == PlaceTable::number(c) &&
              (PlaceTable::feature(seat) == "PPLA" || PlaceTable::feature(seat) == "PPLC")) {
            score -= kSeat;
            break;
          }
        }
      // A report of local news speaks of its own country's places where nothing leads abroad.
      if (!d_.local.empty()) {
        if (country == d_.local)
          score += kLocal;
        else if (by_country == country_weight_.end())
          score -= feature.starts_with("PCL") ? 2 * kAbroad : kAbroad;
      }
      double self = 0;
      if (round > 0 && spot.chosen == PlaceTable::number(c))
        self = 0.6 * std::min(1.5, spot.margin);
      auto by_admin =
          place.admin1 == kNone ? admin_weight_.end() : admin_weight_.find(place.admin1);
      if (by_admin != admin_weight_.end() && feature != "ADM1")
        score += std::min(3.0, std::max(0.0, by_admin->second - (spot.margin > 0.5 ? self : 0)));
      double near = 0;
      for (const Companion& other : company_) {
        if (other.row == spot.row) continue;
        const auto& o = d_.places.place(other.place);
        if (PlaceTable::feature(o).starts_with("PCL")) continue;
        double km = distance_km(place.lat, place.lon, o.lat, o.lon);
        if (km < 160)
          near += 0.5 * other.weight;
        else if (km < 500)
          near += 0.15 * other.weight;
      }
      score += std::min(2.2, near);
      if (round > 0 && spot.score.size() < spot.together.size())
        score += spot.together[spot.score.size()];
      spot.score.push_back(score);
      if (score > best) {
        second = best;
        runner = found;
        best = score;
        found = PlaceTable::number(c);
      } else if (score > second) {
        second = score;
        runner = PlaceTable::number(c);
      }
    }
    if (spot.near && found != kNone && PlaceTable::country(d_.places.place(found)) != d_.local &&
        !country_weight_.count(std::string(PlaceTable::country(d_.places.place(found)))))
      found = kNone;
    // Local news of a town abroad that nobody says to be there, and that not everybody knows: it is
    // a smaller one near by.
    if (found != kNone && stray(spot, found)) found = kNone;
    // Lindsay, Okla.: none of those that are known, but somewhere there.
    if (found != kNone)
      for (uint32_t whole : spot.inside) {
        const auto& w = d_.places.place(whole);
        const auto& p = d_.places.place(found);
        if (PlaceTable::feature(w) != "ADM1" || PlaceTable::country(p) == PlaceTable::country(w))
          continue;
        spot.country = PlaceTable::country(w);
        spot.chosen = kNone;
        spot.margin = 0;
        return;
      }
    // Two of equal claim far from each other: open, but for the country if they share it.
    spot.country.clear();
    if (found != kNone && runner != kNone && best - second < kSure &&
        PlaceTable::feature(d_.places.place(found)) != "PPLC") {
      const auto &a = d_.places.place(found), &b = d_.places.place(runner);
      if (distance_km(a.lat, a.lon, b.lat, b.lon) > 161) {
        if (PlaceTable::country(a) == PlaceTable::country(b)) spot.country = PlaceTable::country(a);
        found = kNone;
      }
    }
    spot.chosen = found;
    spot.margin = found == kNone ? 0 : std::min(3.0, best - std::max(second, 1.0));
  }

  void assign() {
    std::unordered_map<uint32_t, uint32_t> row_of_place;  // two names of one place are one entity
    std::unordered_map<uint32_t, uint32_t> merged;
    for (Spot& spot : spots_) {
      EntityRow& row = d_.rows[spot.row];
      if (spot.chosen == kNone) {
        if (row.country.empty()) row.country = spot.country;
        continue;
      }
      const auto& p = d_.places.place(spot.chosen);
      auto [at, fresh] = row_of_place.try_emplace(spot.chosen, spot.row);
      if (!fresh) {
        merged[spot.row] = at->second;
        if (row.country.empty()) row.country = d_.rows[at->second].country;
        continue;
      }
      Place place;
      if (p.geonames) place.geonames = std::to_string(p.geonames);
      // Single precision holds five decimals, a metre or so; more digits would be noise.
      place.lat = std::round(static_cast<double>(p.lat) * 1e5) / 1e5;
      place.lon = std::round(static_cast<double>(p.lon) * 1e5) / 1e5;
      place.country = PlaceTable::country(p);
      place.feature = PlaceTable::feature(p);
      if (row.country.empty()) row.country = place.country;
      row.place = std::move(place);
    }
    if (merged.empty()) return;
    for (Mention& m : d_.mentions)
      if (auto at = merged.find(m.row); at != merged.end()) m.row = at->second;
  }

  Draft& d_;
  std::vector<Spot> spots_;
  std::vector<Companion> company_;
  std::map<std::string, uint32_t> divisions_;
  std::map<std::string, uint32_t> chosen_;  // country → spots that lay there in the round before
  std::map<std::string, double> country_weight_;
  std::map<uint32_t, double> admin_weight_;
};

}  // namespace

void locate_places(Draft& draft) {
  Locator(draft).run();
  for (EntityRow& r : draft.rows)
    if (r.kind == EntityKind::kPlace && r.country.starts_with("X"))
      r.country = draft.gazetteer.land_of(r.country);
  for (auto [row, place] : draft.lies_in) {
    EntityRow& r = draft.rows[row];
    const std::string& country = draft.rows[place].country;
    if (!r.country.empty() || country.size() != 3) continue;
    r.country = country;
    for (Role& role : r.roles)
      if (role.country.empty()) role.country = country;
  }
}

}  // namespace dragoman::entity_detail
