#include "entity/person_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include "base/fold.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "entity/person_name_tables.h"

namespace dragoman {
namespace {

constexpr size_t kMaxParts = 12;  // a longer "name" is none
constexpr size_t kMaxPartBytes = 40;
constexpr double kSameSound = 0.14;  // distance a sound below which two parts are one word

template <typename F>
void each_word(std::string_view text, const F& f) {
  for (size_t i = 0; i < text.size();) {
    while (i < text.size() && (text[i] == ' ' || text[i] == '\n')) ++i;
    size_t from = i;
    while (i < text.size() && text[i] != ' ' && text[i] != '\n') ++i;
    if (i > from) f(text.substr(from, i - from));
  }
}

// Made once from the tables in person_name_tables.h.
struct Tables {
  struct Variant {
    uint32_t group = 0;
    Gender gender = Gender::kUnknown;
  };
  std::unordered_map<std::string_view, Variant> variants;
  std::unordered_map<std::string_view, uint32_t> korean;
  std::unordered_set<std::string_view> families, particles, address;

  Tables() {
    using namespace person_name_tables;
    uint32_t group = 0;
    auto lines = [](std::string_view text, const auto& f) {
      while (!text.empty()) {
        size_t end = text.find('\n');
        if (end != 0) f(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
      }
    };
    lines(kVariants, [&](std::string_view line) {
      ++group;
      Gender gender = line[0] == 'm'   ? Gender::kMale
                      : line[0] == 'f' ? Gender::kFemale
                                       : Gender::kUnknown;
      each_word(line.substr(1), [&](std::string_view w) {
        variants.emplace(w, Variant{group, gender});
      });
    });
    lines(kKorean, [&](std::string_view line) {
      ++group;
      each_word(line, [&](std::string_view w) { korean.emplace(w, group); });
    });
    each_word(kEastAsianFamilies, [&](std::string_view w) { families.insert(w); });
    each_word(kParticles, [&](std::string_view w) { particles.insert(w); });
    each_word(kAddress, [&](std::string_view w) { address.insert(w); });
  }
};

const Tables& tables() {
  static const Tables made;
  return made;
}

// One symbol a sound. Capitals: S sh, C ch, J zh and soft j, H kh, G gh, D dh, T th, E diphthongs
// in i, Z ts, X ks and pinyin's x.
std::string sounds_of(std::string_view w) {
  std::string out;
  auto put = [&](char c) {
    if (out.empty() || out.back() != c) out += c;
  };
  auto is_vowel = [](char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
  };
  for (size_t i = 0; i < w.size();) {
    const char c = w[i], n = i + 1 < w.size() ? w[i + 1] : 0, n2 = i + 2 < w.size() ? w[i + 2] : 0,
               n3 = i + 3 < w.size() ? w[i + 3] : 0;
    size_t length = 1;
    char sound = c;
    switch (c) {
      case 't':
        if (n == 's' && n2 == 'c' && n3 == 'h')
          sound = 'C', length = 4;
        else if (n == 'c' && n2 == 'h')
          sound = 'C', length = 3;
        else if (n == 'h')
          sound = 'T', length = 2;
        else if (n == 's' || n == 'z')
          sound = 'Z', length = 2;
        break;
      case 's':
        if (n == 'h' && n2 == 'c' && n3 == 'h')
          sound = 'S', length = 4;
        else if (n == 'c' && n2 == 'h')
          sound = 'S', length = 3;
        else if (n == 'h' || n == 'z')
          sound = 'S', length = 2;
        break;
      case 'd':
        if ((n == 'z' || n == 's') && n2 == 'h')
          sound = 'J', length = 3;
        else if (n == 'h')
          sound = 'D', length = 2;
        else if (n == 'j')
          sound = 'J', length = 2;
        break;
      case 'c':
        if (n == 'h' || n == 'z')
          sound = 'C', length = 2;
        else if (n == 'k')
          sound = 'k', length = 2;
        else
          sound = n == 'e' || n == 'i' ? 's' : 'k';
        break;
      case 'k':
        if (n == 'h')
          sound = 'H', length = 2;
        else if (n == 's')
          sound = 'X', length = 2;
        break;
      case 'g':
        if (n == 'h') sound = 'G', length = 2;
        break;
      case 'p':
        if (n == 'h') sound = 'f', length = 2;
        break;
      case 'z':
        if (n == 'h') sound = 'J', length = 2;
        break;
      case 'o':
        if (n == 'u' && i == 0 && (n2 == 'a' || n2 == 'e' || n2 == 'i'))
          sound = 'v', length = 2;
        else if (n == 'u' || n == 'o')
          sound = 'u', length = 2;
        else if (n == 'w' && n2 != 0 && !is_vowel(n2))
          sound = 'u', length = 2;
        break;
      case 'e':
        if (n == 'e')
          sound = 'i', length = 2;
        else if (n == 'i' || n == 'y')
          sound = 'E', length = 2;
        break;
      case 'a':
        if (n == 'i' || n == 'y') sound = 'E', length = 2;
        break;
      case 'i':
        if (n == 'e' || n == 'y' || n == 'j') length = 2;
        break;
      case 'y':
        sound = 'i';
        if (n == 'i') length = 2;
        break;
      case 'q':
        sound = 'k';
        break;
      case 'w':
        sound = 'v';
        break;
      case 'j':
        sound = 'J';
        break;
      case 'x':
        sound = 'X';
        break;
      default:
        break;
    }
    put(sound);
    i += length;
  }
  return out;
}

bool vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'E';
}

double change(char a, char b) {
  if (a == b) return 0;
  if (a > b) std::swap(a, b);
  auto is = [&](char x, char y) { return x < y ? a == x && b == y : a == y && b == x; };
  if (vowel(a) && vowel(b)) {
    if (is('o', 'u')) return 0.2;
    if (is('i', 'e') || is('E', 'i') || is('E', 'e') || is('a', 'e')) return 0.3;
    if (is('a', 'o') || is('a', 'E')) return 0.6;
    return 0.7;
  }
  if (is('u', 'v') || is('i', 'J') || is('T', 't') || is('D', 'd')) return 0.2;
  if (is('k', 'G') || is('g', 'G') || is('k', 'H') || is('h', 'H') || is('S', 'C') ||
      is('J', 'g') || is('D', 'z') || is('v', 'f') || is('T', 's') || is('X', 'S') || is('k', 'g'))
    return 0.4;
  if (is('s', 'z') || is('t', 'd') || is('p', 'b') || is('s', 'S') || is('v', 'b') ||
      is('Z', 's') || is('Z', 'z') || is('J', 'C'))
    return 0.6;
  return 1;
}

double drop(char c, bool edge) {
  if (vowel(c)) return edge ? 0.6 : 0.35;
  if (c == 'h') return 0.3;
  return 1;
}

// Weighted edit distance of two sequences of sounds, of at most kMaxPartBytes each.
double distance(std::string_view a, std::string_view b) {
  std::array<double, kMaxPartBytes + 1> row;
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j == 0 ? 0 : row[j - 1] + drop(b[j - 1], j == 1);
  for (size_t i = 1; i <= a.size(); ++i) {
    double diagonal = row[0];
    row[0] += drop(a[i - 1], i == 1);
    for (size_t j = 1; j <= b.size(); ++j) {
      double above = row[j];
      bool edge_a = i == a.size(), edge_b = j == b.size();
      row[j] = std::min({diagonal + change(a[i - 1], b[j - 1]), above + drop(a[i - 1], edge_a),
                         row[j - 1] + drop(b[j - 1], edge_b)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

using Part = PersonName::Part;

Part make_part(std::string word) {
  Part part;
  part.sounds = sounds_of(word);
  auto found = tables().variants.find(word);
  if (found != tables().variants.end()) part.group = found->second.group;
  part.word = std::move(word);
  return part;
}

bool korean_same(const Part& a, const Part& b) {
  auto x = tables().korean.find(a.word), y = tables().korean.find(b.word);
  return x != tables().korean.end() && y != tables().korean.end() && x->second == y->second;
}

// Could `whole` be the two written in one word? Asked first, for making a part costs more.
bool may_join(const Part& a, const Part& b, const Part& whole) {
  if (a.initial || b.initial || whole.initial || a.word.empty() || whole.word.empty()) return false;
  size_t together = a.word.size() + b.word.size(), size = whole.word.size();
  if (together > kMaxPartBytes || together > size + 3 || size > together + 3) return false;
  return a.sounds.empty() || b.sounds.empty() || whole.sounds.empty() ||
         a.sounds[0] == whole.sounds[0] || b.sounds.back() == whole.sounds.back();
}

Part joined(const Part& a, const Part& b) {
  return make_part(a.word + b.word);
}

}  // namespace

bool is_name_particle(std::string_view folded) {
  return tables().particles.count(folded) != 0;
}

uint64_t part_key(const PersonName::Part& part) {
  if (part.group) return part.group;
  // The consonants that no romanisation swaps, at most three: m-r-k of Mubarak.
  std::string key;
  for (char c : part.sounds) {
    if (vowel(c) || c == 'h' || c == 'v') continue;
    switch (c) {
      case 'G':
      case 'g':
      case 'H':
      case 'J':
        c = 'k';
        break;
      case 'C':
      case 'S':
      case 'Z':
      case 'z':
      case 'D':
      case 'T':
      case 'd':
      case 't':
      case 'X':
        c = 's';
        break;
      case 'p':
        c = 'b';
        break;
      default:
        break;
    }
    if (key.empty() || key.back() != c) key += c;
    if (key.size() == 3) break;
  }
  return hash64(key.empty() ? std::string_view(part.sounds).substr(0, 1) : std::string_view(key),
                1) |
         (uint64_t{1} << 63);
}

PersonName parse_person_name(std::string_view raw) {
  PersonName name;
  std::string text = fold(raw.substr(0, 1024));
  std::vector<std::string> words;
  // Dots, hyphens and white space part words; apostrophes inside a word do not.
  std::string word;
  bool dot = false;
  auto end_word = [&] {
    if (!word.empty() && words.size() < kMaxParts * 2)
      words.push_back(dot && word.size() == 1 ? word + "." : word);
    word.clear();
    dot = false;
  };
  for (size_t i = 0; i < text.size();) {
    size_t from = i;
    char32_t c = utf8_next(text, i);
    if (c == '\'') continue;
    if (c == '.') {
      dot = true;
      if (word.size() == 1) end_word();
      continue;
    }
    if (c < 0x80 && !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
      // A roman numeral keeps no hyphen; "(…)" and quotes part words like spaces.
      end_word();
      continue;
    }
    if (word.size() < kMaxPartBytes) word.append(text, from, i - from);
  }
  end_word();
  const Tables& t = tables();
  size_t first = 0;
  while (first + 1 < words.size() && t.address.count(words[first])) ++first;
  std::vector<std::string> kept;
  for (size_t i = first; i < words.size(); ++i) {
    std::string& w = words[i];
    bool last = i + 1 == words.size();
    if (last && !kept.empty()) {
      static constexpr std::array<std::pair<std::string_view, uint32_t>, 7> kGenerations = {
          {{"jr", 2}, {"junior", 2}, {"sr", 1}, {"senior", 1}, {"ii", 2}, {"iii", 3}, {"iv", 4}}};
      bool generation = false;
      for (const auto& g : kGenerations)
        if (g.first == w) {
          name.generation = g.second;
          generation = true;
        }
      if (generation) continue;
    }
    // Abd al-Rahman, Abdul Rahman, Abdel-Rahman, Abdur Rahman: one word.
    if ((w == "abd" || w == "abdul" || w == "abdel" || w == "abdal" || w == "abdur" ||
         w == "abdu" || w == "abdoul" || w == "abdi") &&
        i + 1 < words.size()) {
      size_t next = i + 1;
      if (next + 1 < words.size() && t.particles.count(words[next])) ++next;
      std::string merged = "abdul" + words[next];
      auto found = t.variants.find(merged);
      kept.push_back(found == t.variants.end() && words[next] == "lah" ? std::string("abdullah")
                                                                       : merged);
      i = next;
      continue;
    }
    // Abu, Umm: part of a nom de guerre, told by the word behind it.
    if (t.particles.count(w) && !(last && kept.empty())) continue;
    kept.push_back(std::move(w));
  }
  for (std::string& w : kept) {
    if (name.parts.size() == kMaxParts) break;
    if (w.size() == 2 && w[1] == '.') {
      Part part = make_part(w.substr(0, 1));
      part.initial = true;
      name.parts.push_back(std::move(part));
    } else {
      if (w.size() > kMaxPartBytes) w.resize(kMaxPartBytes);
      // abdelfattah → abdulfattah: one spelling of what was written in one word
      if (w.size() > 6 &&
          (w.starts_with("abdel") || w.starts_with("abdal") || w.starts_with("abdur") ||
           w.starts_with("abdou")) &&
          !w.starts_with("abdull"))
        w = "abdul" + w.substr(5);
      name.parts.push_back(make_part(std::move(w)));
    }
  }
  if (!name.parts.empty()) {
    name.east_asian = name.parts.size() <= 3 && (t.families.count(name.parts.front().word) ||
                                                 t.families.count(name.parts.back().word));
    auto given = t.variants.find(name.parts.front().word);
    if (given != t.variants.end()) name.gender = given->second.gender;
    if (name.gender == Gender::kUnknown && name.east_asian && name.parts.size() > 1) {
      std::string rest = name.parts[1].word + (name.parts.size() > 2 ? name.parts[2].word : "");
      given = t.variants.find(rest);
      if (given != t.variants.end()) name.gender = given->second.gender;
    }
  }
  return name;
}

bool same_part(const Part& a, const Part& b) {
  if (a.word == b.word) return true;
  if (a.initial || b.initial) return !a.word.empty() && !b.word.empty() && a.word[0] == b.word[0];
  if (a.group && a.group == b.group) return true;
  size_t shorter = std::min(a.word.size(), b.word.size());
  if (shorter < 3 || a.sounds.empty() || b.sounds.empty()) return false;
  if (a.sounds.size() > kMaxPartBytes || b.sounds.size() > kMaxPartBytes) return false;
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::any_of(a.word.begin(), a.word.end(), digit) ||
      std::any_of(b.word.begin(), b.word.end(), digit))
    return false;
  double far = distance(a.sounds, b.sounds);
  // In short words every sound counts (Wang, Yang; Li, Le).
  if (std::max(a.word.size(), b.word.size()) <= 4) return far <= 0.21;
  if (shorter <= 4) return far <= 0.36;
  // Never a whole consonant, however long the word: Fernandez is not Hernandez.
  return far <= std::min(0.9, kSameSound *
                                  static_cast<double>(std::max(a.sounds.size(), b.sounds.size())));
}

namespace {

bool parts_match(const Part& a, const Part& b, bool korean) {
  return same_part(a, b) || (korean && korean_same(a, b));
}

struct Alignment {
  bool all = false;    // every part of the shorter name found
  bool first = false;  // … its first part being the first of the longer
  bool last = false;
  size_t full = 0;  // parts that match as words, not as initials
  size_t skipped_first = 0;
};

// In order, from left to right; one part may be two of the other name (Jongun, Jong Un).
Alignment align(const std::vector<Part>& shorter, const std::vector<Part>& longer, bool korean) {
  Alignment found;
  size_t j = 0;
  for (size_t i = 0; i < shorter.size();) {
    bool hit = false;
    for (; j < longer.size() && !hit; ++j) {
      if (parts_match(shorter[i], longer[j], korean)) {
        // The join is better where it eats more: "Abu Bakr" against "Abubakr".
        if (i == 0) found.skipped_first = j;
        found.first |= i == 0 && j == 0;
        found.last |= i + 1 == shorter.size() && j + 1 == longer.size();
        found.full += !shorter[i].initial && !longer[j].initial;
        ++i;
        hit = true;
      } else if (j + 1 < longer.size() && may_join(longer[j], longer[j + 1], shorter[i]) &&
                 same_part(shorter[i], joined(longer[j], longer[j + 1]))) {
        if (i == 0) found.skipped_first = j;
        found.first |= i == 0 && j == 0;
        found.last |= i + 1 == shorter.size() && j + 2 == longer.size();
        ++found.full;
        ++i;
        ++j;
        hit = true;
      } else if (i + 1 < shorter.size() && may_join(shorter[i], shorter[i + 1], longer[j]) &&
                 same_part(joined(shorter[i], shorter[i + 1]), longer[j])) {
        if (i == 0) found.skipped_first = j;
        found.first |= i == 0 && j == 0;
        found.last |= i + 2 == shorter.size() && j + 1 == longer.size();
        ++found.full;
        i += 2;
        hit = true;
      }
    }
    if (!hit) return found;
  }
  found.all = !shorter.empty();
  return found;
}

// George H. W. Bush is not George W. Bush: initials in the middle must agree where both have them.
bool initials_agree(const PersonName& a, const PersonName& b) {
  auto middle = [](const PersonName& n) {
    std::string initials;
    for (size_t i = 1; i + 1 < n.parts.size(); ++i)
      if (n.parts[i].initial) initials += n.parts[i].word[0];
    return initials;
  };
  std::string x = middle(a), y = middle(b);
  return x.empty() || y.empty() || x == y;
}

}  // namespace

bool same_name(const PersonName& a, const PersonName& b, bool family_alone) {
  if (a.parts.empty() || b.parts.empty()) return false;
  // Edward II and Edward III; a son is not his father. Where one has no number only a lone one
  // tells.
  if (a.generation != b.generation) {
    if (a.generation != 0 && b.generation != 0) return false;
    uint32_t one = std::max(a.generation, b.generation);
    if (one == 2 && a.parts.size() >= 2 && b.parts.size() >= 2) return false;
  }
  if (!initials_agree(a, b)) return false;
  // Of as many parts on both sides the words decide which goes first, so that the answer is the
  // same in both directions: words that join (Jong Un, Jongun) are not found alike from either
  // side.
  auto goes_first = [](const PersonName& x, const PersonName& y) {
    if (x.parts.size() != y.parts.size()) return x.parts.size() < y.parts.size();
    return std::lexicographical_compare(
        x.parts.begin(), x.parts.end(), y.parts.begin(), y.parts.end(),
        [](const Part& m, const Part& n) { return m.word < n.word; });
  };
  const bool b_first = goes_first(b, a);
  const PersonName& shorter = b_first ? b : a;
  const PersonName& longer = b_first ? a : b;
  auto is_family = [](const PersonName& n) {
    return !n.parts.empty() && tables().korean.count(n.parts.front().word) != 0;
  };
  bool korean = (is_family(a) && is_family(b)) && a.parts.size() >= 2 && b.parts.size() >= 2;
  auto try_order = [&](const std::vector<Part>& s, const std::vector<Part>& l) {
    Alignment found = align(s, l, korean);
    if (!found.all) return false;
    if (s.size() == 1 && l.size() == 1) return family_alone;
    if (s.size() == 1 && found.full == 1 && !family_alone) {
      // One word that is a whole name of two: Jinping is not enough, Jongun for Jong Un is.
      return false;
    }
    if (found.full == 0) return false;
    if (family_alone && s.size() == 1) return true;
    if (s.size() == l.size()) return found.full >= 1 && (found.full >= 2 || s.size() >= 2);
    // A first name that the shorter form lacks may be a son's; Mohammed and the like are often
    // dropped.
    if (!found.first) {
      static const uint32_t kMohammed = tables().variants.at("mohammed").group;
      bool dropped = found.skipped_first == 1 && (l[0].group == kMohammed || l[0].initial);
      bool family_first = found.last && s.size() >= 2 && shorter.east_asian;
      if (!dropped && !family_first && !(family_alone && found.last)) return false;
    }
    return found.full >= 2 || (found.full >= 1 && s.size() >= 2);
  };
  if (try_order(shorter.parts, longer.parts)) return true;
  // The number of parts may mislead where one name is written in one word: try the other way.
  if (shorter.parts.size() != longer.parts.size() && longer.parts.size() <= 3 &&
      try_order(longer.parts, shorter.parts))
    return true;
  // Jinping Xi: the family name last. Only where the names are East Asian on both sides.
  if (a.parts.size() >= 2 && b.parts.size() >= 2 && a.east_asian && b.east_asian) {
    std::vector<Part> turned(shorter.parts);
    std::rotate(turned.begin(), turned.begin() + 1, turned.end());
    const Tables& t = tables();
    // The family name must be one of the known ones on both sides, at opposite ends.
    if (t.families.count(shorter.parts.front().word) &&
        t.families.count(longer.parts.back().word) && try_order(turned, longer.parts))
      return true;
    turned.assign(shorter.parts.begin(), shorter.parts.end());
    std::rotate(turned.begin(), turned.end() - 1, turned.end());
    if (t.families.count(shorter.parts.back().word) &&
        t.families.count(longer.parts.front().word) && try_order(turned, longer.parts))
      return true;
  }
  return false;
}

bool same_person(std::string_view name_a, std::string_view name_b, const PersonContext& a,
                 const PersonContext& b) {
  // Two countries, two people; international officials keep their own.
  if (!a.country.empty() && !b.country.empty() && a.country != b.country && a.country != "IGO" &&
      b.country != "IGO")
    return false;
  // Nobody is in the news for eighty years.
  if (a.date.size() >= 4 && b.date.size() >= 4) {
    auto year = [](std::string_view date) {
      int value = 0;
      for (char c : date.substr(0, 4))
        value = c >= '0' && c <= '9' ? value * 10 + (c - '0') : value;
      return value;
    };
    if (std::abs(year(a.date) - year(b.date)) > 80) return false;
  }
  PersonName x = parse_person_name(name_a), y = parse_person_name(name_b);
  if (same_name(x, y)) return true;
  bool same_office =
      !a.country.empty() && a.country == b.country && !a.title.empty() && a.title == b.title;
  if (!same_office) return false;
  // The same office of the same country: a family name or a nickname suffices, if the years allow
  // it.
  return same_name(x, y, true);
}

}  // namespace dragoman
