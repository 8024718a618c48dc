#include "eval/score.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"

namespace dragoman {
namespace {

// Positions are code points of the text without its white space.
struct Word {
  uint32_t start = 0, end = 0;  // of the token that the word stands in
  bool multiword = false;
  const ConlluWord* row = nullptr;
  size_t head = SIZE_MAX;  // index of the word; SIZE_MAX: the root
};

struct Side {
  std::u32string characters;
  std::vector<std::pair<uint32_t, uint32_t>> tokens, sentences;
  std::vector<Word> words;
};

bool is_space(char32_t c) {
  return c <= ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::u32string lower(std::string_view form) {
  std::u32string out;
  for (size_t p = 0; p < form.size();)
    out.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(utf8_next(form, p)))));
  return out;
}

void add_characters(std::string_view form, std::u32string& out) {
  for (size_t p = 0; p < form.size();) {
    const char32_t c = utf8_next(form, p);
    if (!is_space(c)) out.push_back(c);
  }
}

Side side_of(const Conllu& sentences) {
  Side out;
  for (const ConlluSentence& s : sentences) {
    if (s.words.empty()) continue;
    const auto sentence_start = static_cast<uint32_t>(out.characters.size());
    const size_t first = out.words.size();
    for (size_t i = 0; i < s.words.size();) {
      size_t end = i + 1;
      while (end < s.words.size() && s.words[end].continues) ++end;
      const auto start = static_cast<uint32_t>(out.characters.size());
      if (!s.words[i].token_form.empty())
        add_characters(s.words[i].token_form, out.characters);
      else
        for (size_t j = i; j < end; ++j) add_characters(s.words[j].form, out.characters);
      const auto stop = static_cast<uint32_t>(out.characters.size());
      out.tokens.emplace_back(start, stop);
      for (; i < end; ++i) {
        const ConlluWord& row = s.words[i];
        Word w{start, stop, row.continues, &row, SIZE_MAX};
        if (row.has_head && row.head > 0) w.head = first + row.head - 1;
        out.words.push_back(w);
      }
    }
    // The first word of a multiword token carries the mark as well as those that continue it.
    for (size_t i = first; i + 1 < out.words.size(); ++i)
      if (out.words[i + 1].row->continues) out.words[i].multiword = true;
    out.sentences.emplace_back(sentence_start, static_cast<uint32_t>(out.characters.size()));
  }
  return out;
}

Score overlap(const std::vector<std::pair<uint32_t, uint32_t>>& gold,
              const std::vector<std::pair<uint32_t, uint32_t>>& system) {
  Score score{gold.size(), system.size(), 0, 0};
  for (size_t g = 0, s = 0; g < gold.size() && s < system.size();) {
    if (system[s].first < gold[g].first) {
      ++s;
    } else if (gold[g].first < system[s].first) {
      ++g;
    } else {
      score.correct += gold[g].second == system[s].second;
      ++g;
      ++s;
    }
  }
  return score;
}

using Pairs = std::vector<std::pair<size_t, size_t>>;  // gold word, system word

// Longest common subsequence of the forms in gold [g0, g1) and system [s0, s1).
void align_forms(const Side& gold, const Side& system, size_t g0, size_t g1, size_t s0, size_t s1,
                 Pairs& out) {
  const size_t n = g1 - g0, m = s1 - s0;
  std::vector<uint32_t> best((n + 1) * (m + 1), 0);
  auto same = [&](size_t g, size_t s) {
    return lower(gold.words[g0 + g].row->form) == lower(system.words[s0 + s].row->form);
  };
  for (size_t g = n; g-- > 0;)
    for (size_t s = m; s-- > 0;) {
      uint32_t& b = best[g * (m + 1) + s];
      b = std::max(best[(g + 1) * (m + 1) + s], best[g * (m + 1) + s + 1]);
      if (same(g, s)) b = std::max(b, best[(g + 1) * (m + 1) + s + 1] + 1);
    }
  for (size_t g = 0, s = 0; g < n && s < m;) {
    if (same(g, s)) {
      out.emplace_back(g0 + g, s0 + s);
      ++g;
      ++s;
    } else if (best[g * (m + 1) + s] == best[(g + 1) * (m + 1) + s]) {
      ++g;
    } else {
      ++s;
    }
  }
}

Pairs align(const Side& gold, const Side& system) {
  Pairs out;
  const auto& gw = gold.words;
  const auto& sw = system.words;
  size_t g = 0, s = 0;
  while (g < gw.size() && s < sw.size()) {
    if (gw[g].multiword || sw[s].multiword) {
      // The stretch: from the multiword token to where none reaches over any more.
      uint32_t end = 0;
      if (gw[g].multiword) {
        end = gw[g].end;
        if (!sw[s].multiword && sw[s].start < gw[g].start) ++s;
      } else {
        end = sw[s].end;
        if (gw[g].start < sw[s].start) ++g;
      }
      const size_t g0 = g, s0 = s;
      auto beyond = [&end](const std::vector<Word>& words, size_t i) {
        return i >= words.size() ||
               (words[i].multiword ? words[i].start >= end : words[i].end > end);
      };
      while (!beyond(gw, g) || !beyond(sw, s)) {
        if (g < gw.size() && (s >= sw.size() || gw[g].start <= sw[s].start)) {
          if (gw[g].multiword) end = std::max(end, gw[g].end);
          ++g;
        } else {
          if (sw[s].multiword) end = std::max(end, sw[s].end);
          ++s;
        }
      }
      align_forms(gold, system, g0, g, s0, s, out);
    } else if (gw[g].start == sw[s].start && gw[g].end == sw[s].end) {
      out.emplace_back(g++, s++);
    } else if (gw[g].start <= sw[s].start) {
      ++g;
    } else {
      ++s;
    }
  }
  return out;
}

std::string_view universal_relation(std::string_view deprel) {
  return deprel.substr(0, deprel.find(':'));
}

// The universal features (UD v2, as the shared task lists them), sorted.
std::string universal_features(std::string_view feats) {
  static constexpr std::array<std::string_view, 21> kUniversal = {
      "PronType", "NumType", "Poss",  "Reflex",   "Foreign",  "Abbr",     "Gender",
      "Animacy",  "Number",  "Case",  "Definite", "Degree",   "VerbForm", "Mood",
      "Tense",    "Aspect",  "Voice", "Evident",  "Polarity", "Person",   "Polite"};
  std::vector<std::string_view> kept;
  while (!feats.empty()) {
    const size_t bar = feats.find('|');
    const std::string_view pair = feats.substr(0, bar);
    if (std::find(kUniversal.begin(), kUniversal.end(), pair.substr(0, pair.find('='))) !=
        kUniversal.end())
      kept.push_back(pair);
    if (bar == std::string_view::npos) break;
    feats.remove_prefix(bar + 1);
  }
  std::sort(kept.begin(), kept.end());
  std::string out;
  for (std::string_view pair : kept) {
    out += pair;
    out += '|';
  }
  return out;
}

bool content_relation(std::string_view deprel) {
  static constexpr std::array<std::string_view, 8> kFunctional = {"aux", "cop",  "mark", "det",
                                                                  "clf", "case", "cc",   "punct"};
  return std::find(kFunctional.begin(), kFunctional.end(), universal_relation(deprel)) ==
         kFunctional.end();
}

}  // namespace

Score& Score::operator+=(const Score& other) {
  gold += other.gold;
  system += other.system;
  correct += other.correct;
  aligned += other.aligned;
  return *this;
}

TreeScores& TreeScores::operator+=(const TreeScores& o) {
  tokens += o.tokens;
  sentences += o.sentences;
  words += o.words;
  upos += o.upos;
  ufeats += o.ufeats;
  lemmas += o.lemmas;
  uas += o.uas;
  las += o.las;
  clas += o.clas;
  return *this;
}

Result<TreeScores> score_conllu(const Conllu& gold_rows, const Conllu& system_rows) {
  const Side gold = side_of(gold_rows), system = side_of(system_rows);
  if (gold.characters != system.characters) {
    size_t at = 0;
    while (at < std::min(gold.characters.size(), system.characters.size()) &&
           gold.characters[at] == system.characters[at])
      ++at;
    return Error{Error::Code::kArgument,
                 "gold and system differ in their text, first at character " + std::to_string(at) +
                     " (white space not counted)"};
  }
  TreeScores out;
  out.tokens = overlap(gold.tokens, system.tokens);
  out.sentences = overlap(gold.sentences, system.sentences);
  const Pairs pairs = align(gold, system);
  std::vector<size_t> gold_of(system.words.size(), SIZE_MAX - 1);
  for (const auto& [g, s] : pairs) gold_of[s] = g;
  const Score all{gold.words.size(), system.words.size(), 0, pairs.size()};
  out.words = all;
  out.words.correct = pairs.size();
  out.upos = out.ufeats = out.lemmas = out.uas = out.las = all;
  for (const Word& w : gold.words) out.clas.gold += content_relation(w.row->deprel);
  for (const Word& w : system.words) out.clas.system += content_relation(w.row->deprel);
  for (const auto& [gi, si] : pairs) {
    const ConlluWord& g = *gold.words[gi].row;
    const ConlluWord& s = *system.words[si].row;
    out.upos.correct += g.upos == s.upos;
    out.ufeats.correct += universal_features(g.feats) == universal_features(s.feats);
    out.lemmas.correct += g.lemma == "_" || g.lemma == s.lemma;
    const size_t system_head = system.words[si].head;
    const size_t head = system_head == SIZE_MAX ? SIZE_MAX : gold_of[system_head];
    if (!s.has_head || head != gold.words[gi].head) continue;
    ++out.uas.correct;
    if (universal_relation(g.deprel) != universal_relation(s.deprel)) continue;
    ++out.las.correct;
    out.clas.correct += content_relation(g.deprel);
  }
  return out;
}

std::map<std::string, Score> score_names(std::vector<NameSpan> gold, std::vector<NameSpan> system) {
  std::map<std::string, Score> out;
  Score& all = out["all"];
  std::sort(gold.begin(), gold.end());
  std::sort(system.begin(), system.end());
  for (const NameSpan& n : gold) {
    ++all.gold;
    ++out[n.type].gold;
  }
  for (const NameSpan& n : system) {
    ++all.system;
    ++out[n.type].system;
    if (std::binary_search(gold.begin(), gold.end(), n)) {
      ++all.correct;
      ++out[n.type].correct;
    }
  }
  return out;
}

}  // namespace dragoman
