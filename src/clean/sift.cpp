// A list of cases, each a class that careless collectors leave in their texts, tried in a fixed
// order over the facts of each block; then what only its neighbours tell (sections that begin with
// a heading, headlines behind the last sentence). When in doubt about running prose, it stays.
#include "clean/sift.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/hash.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool small(char c) {
  return c >= 'a' && c <= 'z';
}
bool ascii_letter(char c) {
  return upper(c) || small(c);
}

// --- Splitting -----------------------------------------------------------------------------------

// Does a dump of code or JSON begin at s[at], a bracket? `string(1158) "`, `[{"`, `{"key":`. Sets
// where.
bool code_start(std::string_view s, size_t at, size_t& start) {
  if (s[at] == '(') {
    size_t i = at + 1;
    while (i < s.size() && i < at + 12 && digit(s[i])) ++i;
    if (i == at + 1 || s.substr(i, 1) != ")") return false;
    std::string_view behind = s.substr(std::min(i + 1, s.size()), 4);
    if (!behind.starts_with(" \"") && !behind.starts_with(" {") && !behind.starts_with(" [") &&
        !behind.empty())
      return false;
    for (std::string_view name : {"string", "array", "object", "int", "float", "bool"})
      if (at >= name.size() && s.substr(at - name.size(), name.size()) == name) {
        start = at - name.size();
        return true;
      }
    return false;
  }
  std::string_view rest = s.substr(at, 64);
  start = at;
  return (rest.starts_with("[{\"") || rest.starts_with("{\"")) &&
         rest.find("\":") != std::string_view::npos;
}

// A full stop, a small letter before it and a capital right behind it, between two runs of words:
// "in the talks.The two sides". Where the second sentence begins, or 0. `begin`: of the first.
size_t glued_sentence(std::string_view s, size_t begin, size_t i) {
  if (i < begin + 12 || i + 12 >= s.size() || !small(s[i - 1]) || !small(s[i - 2])) return 0;
  size_t next = i + 1;
  if (s[next] == '"')
    ++next;
  else if (s.substr(next, 3) == "\xE2\x80\x9D")
    next += 3;
  size_t capital = next;
  if (s.substr(next, 3) == "\xE2\x80\x9C") capital += 3;
  if (capital >= s.size() || !upper(s[capital])) return 0;
  size_t end = capital + 1;
  while (end < s.size() && end < capital + 24 && small(s[end])) ++end;
  // "Booking.Com", "Node.Js": a name with a dot has no space near behind its second part, or the
  // part is one of the usual endings.
  std::string_view word = s.substr(capital, end - capital);
  if (end >= s.size() || (s[end] != ' ' && s[end] != ',') || word.size() > 20) return 0;
  for (std::string_view domain :
       {"Com", "Org", "Net", "Gov", "Edu", "Js", "Io", "Ai", "Uk", "Tv", "Info", "News"})
    if (word == domain) return 0;
  // Three words at least on either side.
  auto spaces = [&](size_t from, size_t to) {
    return std::count(s.begin() + static_cast<std::ptrdiff_t>(from),
                      s.begin() + static_cast<std::ptrdiff_t>(std::min(s.size(), to)), ' ');
  };
  return spaces(i > begin + 60 ? i - 60 : begin, i) >= 3 && spaces(next, next + 60) >= 3 ? next : 0;
}

constexpr std::array<bool, 256> make_marks() {
  std::array<bool, 256> table{};
  for (unsigned char c : {'.', '!', '?', '(', '[', '{'}) table[c] = true;
  return table;
}
constexpr std::array<bool, 256> kSplitMarks = make_marks();

void split(std::string_view bytes, std::vector<Piece>& pieces, bool plain) {
  std::vector<Piece> out;
  out.reserve(pieces.size() + 8);
  for (const Piece& piece : pieces) {
    if (piece.settled || piece.span.size() < 24) {
      out.push_back(piece);
      continue;
    }
    std::string_view s = piece.span.of(bytes);
    size_t begin = 0, end = s.size();
    auto cut = [&](size_t at) {
      Piece head = piece;
      head.examined = false;
      size_t stop = at;
      while (stop > begin && s[stop - 1] == ' ') --stop;
      head.span = {piece.span.start + static_cast<uint32_t>(begin),
                   piece.span.start + static_cast<uint32_t>(stop)};
      if (!head.span.empty()) out.push_back(head);
      begin = at;
    };
    constexpr size_t kStep = 32;
    for (size_t i = 0, looked = 0; i < end; ++i) {
      // Most stretches hold no mark: they are passed over in steps that the compiler makes vectors
      // of.
      while (i >= looked && i + kStep <= end) {
        unsigned char hit = 0;
        for (size_t k = 0; k < kStep; ++k) {
          char c = s[i + k];
          hit |= static_cast<unsigned char>((c == '.') | (c == '!') | (c == '?') | (c == '(') |
                                            (c == '[') | (c == '{'));
        }
        looked = i + kStep;
        if (hit == 0) i += kStep;
      }
      if (i >= end) break;
      if (!kSplitMarks[static_cast<unsigned char>(s[i])]) continue;
      char c = s[i];
      if (c == '.' || c == '!' || c == '?') {
        if (i + 1 >= end || s[i + 1] == ' ') continue;
        if (size_t at = glued_sentence(s, begin, i); at > 0) cut(at);
      } else if (size_t at = 0; plain && code_start(s, i, at) && at >= begin) {
        cut(at);
        end = i;
      }
    }
    Piece rest = piece;
    rest.span.start = piece.span.start + static_cast<uint32_t>(begin);
    rest.examined = piece.examined && begin == 0;
    if (end < s.size()) {
      rest.reason = Reason::kCode;
      rest.settled = true;
    }
    if (!rest.span.empty()) out.push_back(rest);
  }
  pieces.swap(out);
}

// --- One block by itself -------------------------------------------------------------------------

bool is_code(std::string_view s, const BlockFacts& f) {
  if (s.starts_with("<!--") || s.starts_with("<?") || s.starts_with("<!DOCTYPE") ||
      s.starts_with("//<![CDATA"))
    return true;
  if (f.code_marks >= 4 && f.code_marks * 25 > f.bytes) return true;
  if (f.code_marks >= 8 && f.code_marks * 60 > f.bytes && f.stops * 8 < f.words) return true;
  // One line of a style sheet or a script: "color: red;", "var x = 1;", "});"
  if (f.code_marks >= 1 && f.words <= 8 && (s.ends_with(';') || s.ends_with('{')) && !f.quotes &&
      f.stops <= 1 && s.find_first_of(":=(){}") != std::string_view::npos)
    return true;
  if (f.words <= 12 && f.stops <= 2)
    for (std::string_view start : {"var ", "function", "window.", "document.", "googletag.",
                                   "@media", "@import", "$(", "const ", "(function", "if ("})
      if (s.starts_with(start) && (s.find_first_of("(){}=;") != std::string_view::npos))
        return true;
  return f.words == 0 && f.code_marks > 0;
}

bool is_link_list(std::string_view s, const BlockFacts& f) {
  if (f.ellipses >= 2 && f.words >= 10 && f.inner_ends <= f.ellipses + 1 && f.stops * 3 < f.words &&
      (f.ellipses >= 3 || f.ellipses * 30 >= f.words))
    return true;
  if (f.glued >= 3 && f.words >= 8 && f.inner_ends == 0 && !f.ends_sentence &&
      f.glued * 15 >= f.words)
    return true;
  if (f.words >= 24 && f.capitals * 10 >= f.words * 7 && !f.ends_sentence && f.inner_ends <= 1 &&
      f.commas * 10 < f.words)
    return true;
  // "Home | World | Business", "News > Middle East > Syria"
  if (f.separators >= 2 && f.words <= f.separators * 12 + 12 && f.inner_ends == 0 &&
      !f.ends_sentence)
    return true;
  if (f.separators == 1 && f.words <= 6 && f.section_words * 2 >= f.words && !f.ends_sentence)
    return true;
  (void)s;
  return false;
}

bool all_menu(const BlockFacts& f) {
  return f.words >= 2 && f.words <= 60 && f.section_words == f.words && f.capitals * 2 >= f.words &&
         !f.ends_sentence && f.stops <= 2;
}
bool all_share(const BlockFacts& f) {
  return f.words >= 1 && f.words <= 20 && f.share_words + f.numbers == f.words &&
         f.share_words > 0 && f.capitals > 0 && !f.ends_sentence &&
         (f.words > 1 || f.capitals == 1);
}

// "By Jane Doe", "Jane Doe", "Jane Doe and John Roe in Beirut": the names, if the whole block is
// that.
bool is_name(std::string_view s, const BlockFacts& f) {
  if (f.words < 2 || f.words > 4 || f.numbers > 0 || f.ends_sentence || f.noname_words > 0 ||
      f.stops > 0)
    return false;
  if (f.section_words > 0 || f.code_marks > 0 || f.commas > 0 || s.size() > 40) return false;
  if (s.find_first_of(":/|@#?!()\"") != std::string_view::npos) return false;
  // All words capitalised but for particles.
  if (f.capitals + 1 < f.words || !f.lowers) {
    if (f.capitals != f.words) return false;
  } else {
    bool particle = false;
    for (std::string_view p : {" al ", " el ", " bin ", " ibn ", " van ", " von ", " de ", " der ",
                               " di ", " da ", " del ", " la ", " al-"})
      particle = particle || s.find(p) != std::string_view::npos;
    if (!particle) return false;
  }
  return true;
}

bool no_words(const BlockFacts& f) {
  return f.words == 0;
}

// Few words and no end of a sentence: a headline, a heading, a label.
bool headline_like(const BlockFacts& f) {
  return f.words >= 3 && f.words <= 24 && !f.ends_sentence && f.code_marks < 3 && f.bytes <= 220;
}

bool title_like(const BlockFacts& f) {
  return f.words >= 2 && f.words <= 28 && f.bytes <= 240 && f.code_marks < 3 && !f.first_lower;
}

// "(Reporting by Ana Bell in Port City and Jo Field; Editing by …)": the reporters.
void parse_reporters(std::string_view s, std::vector<std::string>& names) {
  size_t at = s.find("eporting by ");
  if (at > 2) return;  // not there, or not at the start
  std::string_view list = s.substr(at + 12);
  list = list.substr(0, list.find_first_of(";)."));
  while (!list.empty()) {
    size_t end = std::min(list.find(" and "), list.find(", "));
    std::string_view one = list.substr(0, end);
    list.remove_prefix(end == std::string_view::npos ? list.size()
                                                     : end + (list[end] == ',' ? 2 : 5));
    one = one.substr(0, one.find(" in "));
    BlockFacts f = examine(one);
    if (f.words >= 2 && f.words <= 5 && f.lowers <= 1 && f.numbers == 0) names.emplace_back(one);
  }
}

}  // namespace

bool parse_byline(std::string_view s, const BlockFacts& f, std::vector<std::string>& names) {
  bool by = s.starts_with("By ") || s.starts_with("BY ") || s.starts_with("by ") ||
            s.starts_with("By: ") || s.starts_with("Author: ") || s.starts_with("Written by ");
  if (!by || f.words > 14 || s.size() > 110 || f.ends_sentence || f.inner_ends > 0) return false;
  size_t skip = s.find(s.starts_with("Written") ? "by " : s.starts_with("Author") ? ": " : " ");
  std::string_view rest = s.substr(skip + (s.starts_with("Written")  ? 3
                                           : s.starts_with("Author") ? 2
                                                                     : 1));
  if (rest.empty() || !(upper(rest[0]) || static_cast<unsigned char>(rest[0]) >= 0x80))
    return false;
  if (f.lowers > 4 + f.capitals) return false;
  // Behind the names: an outlet, a place, a title.
  std::string_view people = rest.substr(
      0, std::min({rest.find(','), rest.find('|'), rest.find(" in "), rest.find(" - "),
                   rest.find(" for "), rest.find("\xE2\x80\xA2"), rest.find(" \xE2\x80\x93")}));
  BlockFacts p = examine(people);
  if (p.lowers > 3) return false;
  while (!people.empty()) {
    size_t end = std::min(people.find(" and "), people.find(" & "));
    std::string_view one = people.substr(0, end);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (!one.empty()) names.emplace_back(one);
    if (end == std::string_view::npos) break;
    people.remove_prefix(end + (people[end + 1] == '&' ? 3 : 5));
  }
  return true;
}

bool same_words(std::string_view a, std::string_view b) {
  auto next = [](std::string_view s, size_t& i) -> char {
    while (i < s.size()) {
      char c = s[i++];
      if (upper(c)) return static_cast<char>(c + 32);
      if (small(c) || digit(c)) return c;
      if (static_cast<unsigned char>(c) >= 0x80) {
        // Typographic marks (U+2000 to U+206F, U+0080 to U+00BF) are passed over.
        if (c == '\xE2' && i + 1 < s.size() && (s[i] == '\x80' || s[i] == '\x81')) {
          i += 2;
          continue;
        }
        if (c == '\xC2' && i < s.size()) {
          ++i;
          continue;
        }
        return c;
      }
    }
    return 0;
  };
  size_t i = 0, j = 0;
  bool any = false;
  for (;;) {
    char x = next(a, i), y = next(b, j);
    if (x != y) return false;
    if (x == 0) return any;
    any = true;
  }
}

// PLACE (, REGION)? (, DATE)? (AGENCY)? DASH, with full stops for commas in some agencies' style,
// and /AGENCY/ or a known agency's bare name in place of the brackets.
size_t parse_dateline(std::string_view s, Dateline& dateline, std::optional<ParsedDate>& date) {
  size_t i = 0;
  std::string place, agency;
  bool all_capitals = true, dated = false, bracketed = false;
  auto skip_space = [&] {
    while (i < s.size() && s[i] == ' ') ++i;
  };
  auto dash = [&](size_t at) -> size_t {
    std::string_view rest = s.substr(std::min(at, s.size()));
    for (std::string_view d : {"\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95", "\xE2\x88\x92"})
      if (rest.starts_with(d)) return rest.starts_with("\xE2\x80\x94\xE2\x80\x94") ? 6 : 3;
    if (rest.starts_with("---")) return 3;
    if (rest.starts_with("--")) return 2;
    if (rest.starts_with("- ") || rest.starts_with("_ ")) return 1;
    if (rest.starts_with("-") && bracketed) return 1;
    if (rest.starts_with(":") && bracketed) return 1;
    return 0;
  };
  constexpr size_t kLimit = 90;
  size_t place_words = 0, parts = 0;
  for (; parts < 6 && i < s.size() && i < kLimit; ++parts) {
    skip_space();
    if (i >= s.size()) return 0;
    if (dash(i) > 0) break;
    if (bracketed && dated && !place.empty()) break;  // complete without a dash
    if (s[i] == '(' || s[i] == '/' || s[i] == '[') {
      char close = s[i] == '(' ? ')' : s[i] == '[' ? ']' : '/';
      size_t end = s.find(close, i + 1);
      if (end == std::string_view::npos || end - i > 32 || end - i < 3) return 0;
      std::string_view name = s.substr(i + 1, end - i - 1);
      if (!upper(name[0])) return 0;
      size_t name_words = 1 + static_cast<size_t>(std::count(name.begin(), name.end(), ' '));
      if (name_words > 4 || !agency.empty()) return 0;
      agency = name;
      bracketed = true;
      i = end + 1;
      if (i < s.size() && (s[i] == '.' || s[i] == ',')) ++i;
      continue;
    }
    // A date?
    {
      size_t pos = i;
      auto full = parse_date(s, pos);
      if (!full) {
        pos = i;
        full = parse_day_month(s, pos);
      }
      if (full && !place.empty()) {
        date = full;
        dated = true;
        i = pos;
        skip_space();
        if (i < s.size() && (s[i] == ',' || s[i] == '.')) ++i;
        continue;
      }
    }
    // A name: capitalised words up to a comma, full stop, bracket or dash.
    if (!upper(s[i]) && static_cast<unsigned char>(s[i]) < 0x80) return 0;
    size_t start = i, end = i, words = 0;
    bool capitals = true;
    while (i < s.size()) {
      size_t w = i;
      while (i < s.size() &&
             (ascii_letter(s[i]) || static_cast<unsigned char>(s[i]) >= 0x80 || s[i] == '\'' ||
              s[i] == '-') &&
             s.substr(i, 3) != "\xE2\x80\x93" && s.substr(i, 3) != "\xE2\x80\x94") {
        if (s[i] == '-' && (i + 1 >= s.size() || !ascii_letter(s[i + 1]))) break;
        capitals = capitals && !small(s[i]);
        ++i;
      }
      if (i == w) break;
      bool capital = upper(s[w]) || static_cast<unsigned char>(s[w]) >= 0x80;
      if (!capital) {
        std::string_view word = s.substr(w, i - w);
        if (words == 0 || (word != "al" && word != "de" && word != "el" && word != "of" &&
                           word != "the" && !word.starts_with("al-")))
          return 0;
      }
      ++words;
      end = i;
      // "D.C.", "U.N.", "Calif.": a full stop inside belongs to the name.
      if (i < s.size() && s[i] == '.' &&
          (i - w <= 5 && i + 1 < s.size() &&
           (s[i + 1] == ',' || upper(s[i + 1]) || i - w == 1 ||
            (s[i + 1] == ' ' && (dash(i + 2) > 0 || s.substr(i + 2, 1) == "("))))) {
        ++i;
        end = i;
        if (i < s.size() && upper(s[i])) continue;
      }
      if (i < s.size() && s[i] == ' ' && dash(i + 1) == 0 && i + 1 < s.size() &&
          (ascii_letter(s[i + 1]) || static_cast<unsigned char>(s[i + 1]) >= 0x80)) {
        ++i;
        continue;
      }
      break;
    }
    if (words == 0 || words > 5) return 0;
    std::string_view name = s.substr(start, end - start);
    bool known_agency = words == 1 && (word_flags(name) & kAgencyWord) != 0 && !place.empty();
    if (known_agency) {
      if (!agency.empty()) return 0;
      agency = name;
      bracketed = true;
    } else {
      if (!agency.empty() || place_words > 6 || dated) return 0;
      if (!place.empty()) place += ", ";
      place += name;
      place_words += words;
      all_capitals = all_capitals && capitals;
    }
    skip_space();
    if (i < s.size() && (s[i] == ',' || s[i] == '.' || s[i] == '/')) {
      if (s[i] != '/') ++i;
    } else if (i < s.size() && dash(i) == 0 && s[i] != '(' && s[i] != '[') {
      return 0;
    }
  }
  skip_space();
  size_t length = dash(i);
  size_t end = i + length;
  if (length == 0) {
    // Without a dash: "Riyadh, 3 March (SPA) The …", "MOSCOW. March 5. INTERFAX The …"
    if (!(bracketed && dated && !place.empty() && !agency.empty())) return 0;
  } else {
    // A bare place before a dash must be all capitals, or short and followed by a capital, so that
    // "Syria - a founding member - said" stays prose.
    if (end < s.size() && s[end] == '-') ++end;
    size_t next = end;
    while (next < s.size() && s[next] == ' ') ++next;
    if (next >= s.size()) return 0;
    if (place.empty() && agency.empty()) return 0;
    if (place.empty() && !bracketed) return 0;
    if (!bracketed && !dated && !(all_capitals && place.size() >= 3)) {
      bool opens = upper(s[next]) || s.substr(next, 3) == "\xE2\x80\x9C" || s[next] == '"';
      if (place_words > 3 || !opens || s[i - 1] != ' ') return 0;
      // A second dash near by makes the first one a parenthesis.
      std::string_view sentence = s.substr(next, 220);
      sentence = sentence.substr(0, sentence.find(". "));
      if (sentence.find(" \xE2\x80\x93 ") != std::string_view::npos ||
          sentence.find(" \xE2\x80\x94 ") != std::string_view::npos ||
          sentence.find(" - ") != std::string_view::npos)
        return 0;
    }
  }
  while (end < s.size() && s[end] == ' ') ++end;
  if (end >= s.size() || parts == 0) return 0;
  dateline.place = place;
  dateline.agency = agency;
  return end;
}

void sift(const TracedText& text, const SiftContext& context, std::vector<Piece>& pieces,
          SiftResult& result) {
  const std::string_view bytes = text.bytes;
  split(bytes, pieces, context.plain);
  std::vector<Piece> work;
  work.reserve(pieces.size() + 2);
  bool has_prose = false;
  for (const Piece& piece : pieces) {
    Piece w = piece;
    if (!piece.settled) {
      if (!piece.examined) w.facts = examine(piece.span.of(bytes));
      has_prose = has_prose || w.facts.prose();
    }
    work.push_back(w);
  }
  auto of = [&](const Piece& w) { return w.span.of(bytes); };

  // A "date …" label with the body's first sentence behind it: the line is cut in two.
  for (size_t i = 0; i < work.size() && i < 6; ++i) {
    if (work[i].settled || work[i].facts.words < 8) continue;
    std::string_view s = of(work[i]);
    auto line = parse_date_line(s, false);
    if (!line || line->begin > 40 || parse_date_line(s, true)) continue;
    size_t body = line->end;
    while (body < s.size() && !ascii_letter(s[body]) && !digit(s[body]) &&
           static_cast<unsigned char>(s[body]) < 0x80 && s[body] != '"' && s[body] != '(')
      ++body;
    // A label alone is proof enough only in front of a new sentence.
    bool opens = body < s.size() && (upper(s[body]) || digit(s[body]) || s[body] == '"' ||
                                     s[body] == '(' || static_cast<unsigned char>(s[body]) >= 0x80);
    if (!opens) continue;
    // Without a label, the date must open the paragraph and the sentence must follow it at once:
    // "September 10 2013 France seeks …", not "10 September 2013, a day on which …".
    if (!line->labelled &&
        (line->begin > 0 || !upper(s[body]) ||
         s.substr(line->end, body - line->end).find_first_not_of(' ') != std::string_view::npos))
      continue;
    Piece head = work[i];
    head.span.end = head.span.start + static_cast<uint32_t>(line->end);
    head.reason = Reason::kMetadata;
    head.settled = true;
    if (!result.header || !line->updated)
      result.header =
          make_published(line->date, "header", s.substr(line->begin, line->end - line->begin));
    work[i].span.start += static_cast<uint32_t>(body);
    work[i].facts = examine(of(work[i]));
    work.insert(work.begin() + static_cast<std::ptrdiff_t>(i), head);
    ++i;
  }

  // Last block of prose: what stands behind it is the tail.
  size_t last_prose = work.size();
  size_t first_prose = work.size();
  for (size_t i = 0; i < work.size(); ++i) {
    if (work[i].settled || !work[i].facts.prose() || work[i].facts.phrase) continue;
    if (first_prose == work.size()) first_prose = i;
    last_prose = i;
  }

  bool prose_kept = false;
  bool updated_only = result.header.has_value() && false;
  Scope section = Scope::kLine;  // a section of others' items that is open
  Reason section_reason = Reason::kKeep;
  bool seen_title = false;
  std::unordered_map<uint64_t, uint32_t> seen;
  std::string_view title = context.title;

  for (size_t i = 0; i < work.size(); ++i) {
    Piece& w = work[i];
    if (w.settled) continue;
    std::string_view s = of(w);
    const BlockFacts& f = w.facts;
    auto remove = [&](Reason reason) { w.reason = reason; };
    bool prose = f.prose();

    if (no_words(f)) {
      remove(f.code_marks > 0 ? Reason::kCode : Reason::kBoilerplate);
      continue;
    }
    // An open section runs on.
    if (section == Scope::kEnd) {
      remove(section_reason);
      continue;
    }
    if (section == Scope::kTail) {
      bool resumes = prose && f.words >= 25 && f.ends_sentence && f.ellipses == 0 &&
                     !is_link_list(s, f) && !f.phrase && f.glued == 0 && w.link_percent < 50;
      if (!resumes) {
        remove(is_code(s, f) ? Reason::kCode : section_reason);
        continue;
      }
      section = Scope::kLine;
    } else if (section == Scope::kNext) {
      if (!prose && !f.ends_sentence && w.kind != Block::Kind::kHeading) {
        remove(section_reason);
        continue;
      }
      section = Scope::kLine;
    }

    if (is_code(s, f) && context.plain) {
      remove(Reason::kCode);
      continue;
    }
    // Date lines: near the head, before prose is well under way, or labelled.
    if (f.words <= 24 && s.size() <= 160 && (f.numbers > 0 || f.words <= 12)) {
      if (auto line = parse_date_line(s, true)) {
        if (i <= first_prose + 1 || line->labelled || w.kind != Block::Kind::kHeading) {
          remove(Reason::kMetadata);
          bool head = i <= first_prose || (line->labelled && section == Scope::kLine);
          if (head && (!result.header || (updated_only && !line->updated))) {
            result.header = make_published(line->date, "header",
                                           s.substr(line->begin, line->end - line->begin));
            updated_only = line->updated;
          }
          if (!line->byline.empty() && head) result.byline.push_back(line->byline);
          continue;
        }
      }
    }
    if (f.phrase) {
      // A section's heading counts as such only behind the article's first sentence; above it, it
      // is a piece of the page's head.
      bool opens = f.phrase_scope == Scope::kTail || f.phrase_scope == Scope::kEnd;
      bool sentence =
          prose && f.words > 30 && !f.phrase_whole && f.phrase_reason != Reason::kCredit;
      if (!sentence) {
        remove(f.phrase_reason);
        if (f.phrase_reason == Reason::kCredit && result.byline.empty() &&
            (s.starts_with("(Rep") || s.starts_with("Rep")))
          parse_reporters(s.substr(s[0] == '(' ? 1 : 0), result.byline);
        if (opens && (prose_kept || f.phrase_scope == Scope::kTail) && f.words <= 12) {
          section = f.phrase_scope;
          section_reason = f.phrase_reason;
          // "Related: One headline" on one line names the one item itself.
          if (!f.phrase_whole && f.words > 6 && f.phrase_scope == Scope::kTail)
            section = Scope::kLine;
        } else if (f.phrase_scope == Scope::kNext && f.phrase_whole && prose_kept) {
          section = Scope::kNext;
          section_reason = f.phrase_reason;
        }
        continue;
      }
    }
    // Above the text, a line of that many words to a separator is a headline, not a menu.
    bool headline = !prose_kept && !seen_title && f.ellipses == 0 && f.words > f.separators * 4 &&
                    f.words <= 28 && f.glued < 3;
    if (!headline && is_link_list(s, f)) {
      remove(f.separators >= 1 && f.ellipses == 0 && f.words <= f.separators * 4 + 4
                 ? Reason::kNavigation
                 : Reason::kRelated);
      continue;
    }
    if (!prose && all_share(f)) {
      remove(Reason::kBoilerplate);
      continue;
    }
    if (!prose && all_menu(f)) {
      remove(Reason::kNavigation);
      continue;
    }
    if (!prose) {
      std::vector<std::string> names;
      bool near_head = i <= first_prose;
      if ((near_head || i >= last_prose) && parse_byline(s, f, names)) {
        remove(Reason::kCredit);
        for (std::string& name : names)
          if (std::find(result.byline.begin(), result.byline.end(), name) == result.byline.end())
            result.byline.push_back(std::move(name));
        continue;
      }
    }

    // The title, and its repetitions.
    if (!title.empty() && f.words <= 40 && same_words(s, title)) {
      if (!seen_title && !prose_kept) {
        w.kind = Block::Kind::kTitle;
        seen_title = true;
      } else {
        remove(Reason::kDuplicate);
      }
      continue;
    }
    // A headline with a full stop is known by its words being repeated at once.
    auto repeated_below = [&] {
      std::string_view words = s.substr(0, s.find_last_not_of('.') + 1);
      for (size_t k = i + 1; k < std::min(work.size(), i + 4); ++k)
        if (!work[k].settled) return words.size() >= 16 && of(work[k]).starts_with(words);
      return false;
    };
    if (title.empty() && !seen_title && !prose_kept && context.plain && title_like(f) &&
        !(prose && f.words >= 18) && (!s.ends_with('.') || repeated_below()) && !s.ends_with(',') &&
        !s.ends_with(':') && !s.ends_with(';')) {
      // A headline needs a text below it: prose, or blocks that are longer than itself.
      size_t next = i + 1;
      constexpr size_t kLookAhead = 8;
      while (next < work.size() && next < i + kLookAhead &&
             (work[next].settled || same_words(of(work[next]), s)))
        ++next;
      bool text_below = i < last_prose && last_prose < work.size();
      // "Harbour Post | Shipping, Oil": a masthead, if another line above the text looks like a
      // title.
      size_t bar = s.find(" | ");
      if (bar != std::string_view::npos && examine(s.substr(0, bar)).words <= 4) {
        bool other = false;
        for (size_t k = i + 1; k < work.size() && k < std::min(first_prose, i + kLookAhead); ++k)
          other = other || (!work[k].settled && title_like(work[k].facts) &&
                            work[k].facts.words >= 4 && !work[k].facts.phrase &&
                            !of(work[k]).ends_with('.') && !parse_date_line(of(work[k]), true));
        if (other) {
          result.outlet = s.substr(0, bar);
          remove(Reason::kNavigation);
          continue;
        }
      }
      if (next < work.size() && (text_below || work[next].facts.words > f.words + 4)) {
        w.kind = Block::Kind::kTitle;
        title = s;
        seen_title = true;
        continue;
      }
    }
    // The title again, with the text running on behind it.
    if (context.plain && seen_title && !prose_kept && f.words > 8) {
      std::string_view again = title.substr(0, title.find_last_not_of('.') + 1);
      size_t next = again.size();
      while (next < s.size() &&
             (s[next] == '.' || s[next] == ' ' || s[next] == ':' || s[next] == '-'))
        ++next;
      if (again.size() >= 16 && s.starts_with(again) && next > again.size() && next < s.size() &&
          (upper(s[next]) || s[next] == '"' || static_cast<unsigned char>(s[next]) >= 0x80)) {
        Piece head = w;
        head.span.end = head.span.start + static_cast<uint32_t>(again.size());
        head.reason = Reason::kDuplicate;
        head.settled = true;
        w.span.start += static_cast<uint32_t>(next);
        w.facts = examine(of(w));
        bool still = w.facts.prose();
        work.insert(work.begin() + static_cast<std::ptrdiff_t>(i), head);
        ++i;
        prose_kept = prose_kept || still;
        continue;
      }
    }
    if (f.words >= 6) {
      auto [it, first_time] = seen.emplace(hash64(s), w.group);
      if (!first_time && (context.plain || it->second != w.group)) {
        remove(Reason::kDuplicate);
        continue;
      }
    }
    prose_kept = prose_kept || prose;
  }

  // "Envoys sign accord | Harbour Post": the outlet's name is no part of the title.
  for (size_t i = 0; context.plain && i < work.size(); ++i) {
    Piece& w = work[i];
    if (w.kind != Block::Kind::kTitle || w.reason != Reason::kKeep) continue;
    std::string_view s = of(w);
    size_t bar = s.rfind(" | ");
    if (bar != std::string_view::npos && bar > 0) {
      BlockFacts name = examine(s.substr(bar + 3));
      if (name.words >= 1 && name.words <= 4 && name.lowers <= 1 &&
          examine(s.substr(0, bar)).words > name.words) {
        Piece suffix = w;
        suffix.kind = Block::Kind::kParagraph;
        suffix.span.start = w.span.start + static_cast<uint32_t>(bar) + 1;
        suffix.reason = Reason::kMetadata;
        suffix.settled = true;
        if (result.outlet.empty()) result.outlet = s.substr(bar + 3);
        w.span.end = w.span.start + static_cast<uint32_t>(bar);
        while (w.span.end > w.span.start && bytes[w.span.end - 1] == ' ') --w.span.end;
        w.facts = examine(of(w));
        work.insert(work.begin() + static_cast<std::ptrdiff_t>(i) + 1, suffix);
      }
    }
    break;
  }

  // The mark that agencies set behind a report's last sentence.
  for (size_t i = work.size(); i-- > 0;) {
    Piece& w = work[i];
    if (w.settled || w.reason != Reason::kKeep) continue;
    std::string_view s = of(w);
    for (std::string_view mark :
         {"Enditem", "(end)", "(END)", "ENDS", "/end", "-ends-", "-0-", "\xE2\x96\xA0"}) {
      if (!s.ends_with(mark) || s.size() < mark.size() + 8) continue;
      std::string_view before = s.substr(0, s.size() - mark.size());
      while (before.ends_with(' ')) before.remove_suffix(1);
      if (!before.ends_with('.') && !before.ends_with('"') && !before.ends_with("\xE2\x80\x9D"))
        break;
      Piece tail = w;
      tail.span.start = w.span.end - static_cast<uint32_t>(mark.size());
      tail.reason = Reason::kBoilerplate;
      tail.settled = true;
      w.span.end = w.span.start + static_cast<uint32_t>(before.size());
      w.facts = examine(of(w));
      work.insert(work.begin() + static_cast<std::ptrdiff_t>(i) + 1, tail);
      break;
    }
    break;
  }

  // The first kept paragraph may begin with a dateline; title repeated in front of it, too.
  for (size_t i = 0; i < work.size(); ++i) {
    Piece& w = work[i];
    if (w.reason != Reason::kKeep || w.kind == Block::Kind::kTitle) continue;
    if (w.facts.words < 6) continue;
    std::string_view s = of(w);
    Dateline dateline;
    std::optional<ParsedDate> date;
    size_t length = parse_dateline(s, dateline, date);
    if (length > 0) {
      Piece head = w;
      head.span.end = head.span.start + static_cast<uint32_t>(length);
      while (head.span.end > head.span.start && bytes[head.span.end - 1] == ' ') --head.span.end;
      head.reason = Reason::kMetadata;
      head.settled = true;
      if (date && date->year != 0)
        result.dateline_date = make_published(*date, "dateline", s.substr(0, head.span.size()));
      result.dateline = std::move(dateline);
      w.span.start += static_cast<uint32_t>(length);
      work.insert(work.begin() + static_cast<std::ptrdiff_t>(i), head);
    }
    break;
  }

  // Behind the last prose: a person's name is the byline; headlines in a row are others' news.
  size_t last = work.size();
  for (size_t i = 0; i < work.size(); ++i)
    if (work[i].reason == Reason::kKeep && !work[i].settled && work[i].facts.prose()) last = i;
  if (last < work.size()) {
    std::vector<size_t> tail;
    for (size_t i = last + 1; i < work.size(); ++i)
      if (work[i].reason == Reason::kKeep && !work[i].settled) tail.push_back(i);
    size_t first_line = 0;
    while (first_line < tail.size() &&
           is_name(of(work[tail[first_line]]), work[tail[first_line]].facts) &&
           (context.plain || tail.size() <= 2)) {
      Piece& w = work[tail[first_line]];
      w.reason = Reason::kCredit;
      std::string name(of(w));
      if (std::find(result.byline.begin(), result.byline.end(), name) == result.byline.end())
        result.byline.push_back(std::move(name));
      ++first_line;
    }
    size_t headlines = 0;
    bool text_ends = work[last].facts.ends_sentence;
    for (size_t k = first_line; k < tail.size(); ++k)
      headlines += headline_like(work[tail[k]].facts);
    bool in_a_row = headlines >= 2 || (headlines >= 1 && first_line > 0);
    if (context.plain && text_ends && in_a_row && headlines * 2 > tail.size() - first_line)
      for (size_t k = first_line; k < tail.size(); ++k)
        if (!work[tail[k]].facts.ends_sentence && work[tail[k]].kind != Block::Kind::kListItem)
          work[tail[k]].reason = Reason::kRelated;
    // Headings with nothing below them.
    for (size_t k = tail.size(); k-- > 0;) {
      Piece& w = work[tail[k]];
      if (w.reason != Reason::kKeep) continue;
      if (w.kind != Block::Kind::kHeading) break;
      w.reason = Reason::kRelated;
    }
  }
  // Above the first prose, right behind the title: a person's name.
  if (context.plain && seen_title) {
    bool behind_title = false;
    for (Piece& w : work) {
      if (w.reason != Reason::kKeep) continue;
      if (w.kind == Block::Kind::kTitle) {
        behind_title = true;
        continue;
      }
      if (behind_title && is_name(of(w), w.facts) && has_prose) {
        w.reason = Reason::kCredit;
        result.byline.emplace_back(of(w));
      }
      break;
    }
  }

  for (const Piece& w : work) {
    if (w.reason == Reason::kKeep) {
      result.words += w.facts.words;
      result.stops += w.facts.stops;
      result.foreign += w.facts.foreign;
      result.bytes += w.facts.bytes;
    }
  }
  pieces.swap(work);
}

}  // namespace dragoman
