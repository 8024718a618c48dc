#include "event/triggers.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/fold.h"
#include "base/tsv.h"

namespace dragoman {
namespace {

constexpr size_t kTriggerColumns = 8, kBlockerColumns = 3, kShiftColumns = 6, kMeansColumns = 3,
                 kTypeColumns = 6;

}  // namespace

const FrameSlot* TriggerLexicon::slot(const Trigger& t, FrameSlot::Role role) const {
  for (const FrameSlot& s : frame(t))
    if (s.role == role) return &s;
  return nullptr;
}

Result<TriggerLexicon> TriggerLexicon::load(const std::string& data_dir,
                                            const std::vector<std::string>& user_files) {
  TriggerLexicon lexicon;
  auto irregular = load_irregular_verbs(data_dir);
  if (!irregular) return irregular.error();
  lexicon.irregular_ = std::move(irregular).value();
  auto cameo = load_tsv(data_dir + "/resources/ontology/cameo.tsv", 5);
  if (!cameo) return cameo.error();
  std::unordered_map<std::string, double> goldstein;
  for (const TsvRow& row : cameo->rows) {
    double value = 0;
    std::from_chars(row.cells[3].data(), row.cells[3].data() + row.cells[3].size(), value);
    goldstein.emplace(row.cells[0], value);
  }
  for (const std::string& path : user_files)
    if (Status s = lexicon.add_table(path, goldstein, true); !s) return s.error();
  const std::string folder = data_dir + "/resources/events/";
  if (Status s = lexicon.add_blockers(folder + "blockers.tsv"); !s) return s.error();
  if (Status s = lexicon.add_table(folder + "triggers.tsv", goldstein, false); !s) return s.error();
  if (Status s = lexicon.add_shifts(folder + "shifts.tsv", goldstein, lexicon.shifts_); !s)
    return s.error();
  if (Status s = lexicon.add_shifts(folder + "doers.tsv", goldstein, lexicon.doers_); !s)
    return s.error();
  if (Status s = lexicon.add_means(folder + "means.tsv"); !s) return s.error();
  if (Status s = lexicon.add_types(data_dir + "/resources/ontology/types.tsv"); !s)
    return s.error();
  lexicon.goldstein_ = std::move(goldstein);
  lexicon.index_heads();
  return lexicon;
}

Status TriggerLexicon::add_table(const std::string& path,
                                 const std::unordered_map<std::string, double>& goldstein,
                                 bool users) {
  auto table = load_tsv(path, kTriggerColumns);
  if (!table) return table.error();
  triggers_.reserve(triggers_.size() + table->rows.size());
  for (const TsvRow& row : table->rows) {
    Trigger t;
    t.line = row.line;
    t.users = users;
    auto pattern = parse_pattern(row.cells[0], row.cells[1], path, row.line);
    if (!pattern) return pattern.error();
    t.pattern = std::move(pattern).value();
    t.type = row.cells[2];
    t.mode = row.cells[3];
    t.cameo = row.cells[4];
    if (auto it = goldstein.find(t.cameo); it != goldstein.end()) t.goldstein = it->second;
    auto known = frame_ids_.find(std::string(row.cells[5]));
    if (known == frame_ids_.end()) {
      auto frame = parse_frame(row.cells[5], path, row.line);
      if (!frame) return frame.error();
      known = frame_ids_.emplace(row.cells[5], static_cast<uint32_t>(frames_.size())).first;
      frames_.push_back(std::move(frame).value());
    }
    t.frame = known->second;
    for (std::string_view c : split_list(row.cells[6])) t.contexts.emplace_back(c);
    for (std::string_view note : split_list(row.cells[7])) {
      t.risky |= note == "risky";
      t.forces |= note == "forces";
      t.wish |= note == "wish";
    }
    triggers_.push_back(std::move(t));
  }
  return {};
}

Status TriggerLexicon::add_blockers(const std::string& path) {
  auto table = load_tsv(path, kBlockerColumns);
  if (!table) return table.error();
  for (const TsvRow& row : table->rows) {
    auto pattern = parse_pattern(row.cells[0], row.cells[1], path, row.line);
    if (!pattern) return pattern.error();
    Trigger t;
    t.line = row.line;
    t.pattern = std::move(pattern).value();
    // Heads are not marked in this table: of a noun phrase it is the last word.
    if (t.pattern.pos == PatternPos::kNoun)
      t.pattern.head = static_cast<uint8_t>(t.pattern.words.size() - 1);
    triggers_.push_back(std::move(t));
  }
  return {};
}

Status TriggerLexicon::add_means(const std::string& path) {
  auto table = load_tsv(path, kMeansColumns);
  if (!table) return table.error();
  std::vector<uint64_t> words;
  for (const TsvRow& row : table->rows) {
    Means m{std::string(row.cells[0]), 0};
    std::from_chars(row.cells[1].data(), row.cells[1].data() + row.cells[1].size(), m.rank);
    for (std::string_view phrase : split_list(row.cells[2])) {
      words.clear();
      for (std::string_view word : split_list(phrase, ' ')) words.push_back(fold_hash(word));
      means_phrases_.add(words, static_cast<uint32_t>(means_.size()));
    }
    means_.push_back(std::move(m));
  }
  return {};
}

Status TriggerLexicon::add_types(const std::string& path) {
  auto table = load_tsv(path, kTypeColumns);
  if (!table) return table.error();
  for (const TsvRow& row : table->rows)
    default_cameo_.emplace(std::string(row.cells[0]) + '\t' + std::string(row.cells[1]),
                           std::string(row.cells[3]));
  return {};
}

const std::string& TriggerLexicon::default_cameo(const std::string& type,
                                                 const std::string& mode) const {
  static const std::string none;
  auto it = default_cameo_.find(type + '\t' + mode);
  return it == default_cameo_.end() ? none : it->second;
}

Status TriggerLexicon::add_shifts(const std::string& path,
                                  const std::unordered_map<std::string, double>& goldstein,
                                  std::unordered_map<std::string, Shift>& into) {
  auto table = load_tsv(path, kShiftColumns);
  if (!table) return table.error();
  for (const TsvRow& row : table->rows) {
    Shift s{std::string(row.cells[3]), std::string(row.cells[4]), std::string(row.cells[5]), 0};
    if (auto it = goldstein.find(s.cameo); it != goldstein.end()) s.goldstein = it->second;
    into.emplace(std::string(row.cells[0]) + '\t' + std::string(row.cells[1]) + '\t' +
                     std::string(row.cells[2]),
                 std::move(s));
  }
  return {};
}

const Shift* TriggerLexicon::shift(const std::string& type, const std::string& mode,
                                   std::string_view cue) const {
  for (std::string_view m : {std::string_view(mode), std::string_view("*"), std::string_view()}) {
    std::string key = type;
    key.append(1, '\t').append(m).append(1, '\t').append(cue);
    if (auto it = shifts_.find(key); it != shifts_.end()) return &it->second;
  }
  return nullptr;
}

void TriggerLexicon::index_heads() {
  for (Trigger& t : triggers_)
    for (uint64_t w : t.pattern.words) t.words |= word_bit(w);
  by_head_.resize(triggers_.size());
  std::iota(by_head_.begin(), by_head_.end(), 0u);
  auto head_of = [&](uint32_t i) {
    const Pattern& p = triggers_[i].pattern;
    return p.words[p.head];
  };
  std::stable_sort(by_head_.begin(), by_head_.end(), [&](uint32_t a, uint32_t b) {
    if (head_of(a) != head_of(b)) return head_of(a) < head_of(b);
    return triggers_[a].pattern.words.size() > triggers_[b].pattern.words.size();
  });
  for (uint32_t i = 0; i < by_head_.size();) {
    uint32_t j = i;
    while (j < by_head_.size() && head_of(by_head_[j]) == head_of(by_head_[i])) ++j;
    heads_.emplace(head_of(by_head_[i]), std::pair(i, j));
    i = j;
  }
}

const Shift* TriggerLexicon::by_doer(const std::string& type, const std::string& mode,
                                     std::string_view doer) const {
  std::string key = type;
  key.append(1, '\t').append(mode).append(1, '\t').append(doer);
  auto it = doers_.find(key);
  return it == doers_.end() ? nullptr : &it->second;
}

std::unordered_set<uint64_t> TriggerLexicon::violent_heads() const {
  std::unordered_set<uint64_t> out;
  for (const Trigger& t : triggers_)
    if (t.type == "ASSAULT" || t.type == "COERCE") out.insert(t.pattern.words[t.pattern.head]);
  return out;
}

std::span<const uint32_t> TriggerLexicon::by_head(uint64_t lemma_hash) const {
  auto it = heads_.find(lemma_hash);
  if (it == heads_.end()) return {};
  return std::span(by_head_).subspan(it->second.first, it->second.second - it->second.first);
}

void TriggerLexicon::build_forms() {
  if (!forms_.empty()) return;
  auto add = [&](const std::vector<uint64_t>& hashes, bool verb, bool participle,
                 uint32_t trigger) {
    auto match = phrases_.longest(hashes, 0);
    uint32_t form;
    if (match.length == hashes.size()) {
      form = match.value;
    } else {
      form = static_cast<uint32_t>(forms_.size());
      forms_.emplace_back();
      phrases_.add(hashes, form);
    }
    Form& f = forms_[form];
    uint32_t& place = verb ? f.verb : f.noun;
    if (place == UINT32_MAX) place = trigger;  // the first row of a phrase stands
    f.participle |= participle;
  };
  for (uint32_t index = 0; index < triggers_.size(); ++index) {
    if (triggers_[index].blocks()) continue;
    const Pattern& t = triggers_[index].pattern;
    const bool verb = t.pos == PatternPos::kVerb;
    std::vector<std::string_view> lemmas = split_list(t.phrase, ' ');
    // Forms of the head; and the plural of one noun behind it (hold talk → held talks).
    std::vector<std::pair<uint64_t, bool>> heads = {{t.words[t.head], false}};
    const std::string head(lemmas[t.head]);
    if (verb) {
      Inflected f = inflect_verb(head, irregular_);
      heads.emplace_back(fold_hash(f.third), false);
      heads.emplace_back(fold_hash(f.gerund), false);
      for (const std::string& p : f.past) heads.emplace_back(fold_hash(p), false);
      for (const std::string& p : f.participle) heads.emplace_back(fold_hash(p), true);
    } else if (t.pos == PatternPos::kNoun) {
      heads.emplace_back(fold_hash(plural(head)), false);
    }
    std::vector<uint64_t> form = t.words;
    for (const auto& [hash, participle] : heads) {
      form[t.head] = hash;
      add(form, verb, participle, index);
      if (!verb) continue;
      for (size_t i = 0; i < form.size(); ++i) {
        if (i == t.head) continue;
        uint64_t lemma = form[i];
        form[i] = fold_hash(plural(std::string(lemmas[i])));
        add(form, verb, participle, index);
        form[i] = lemma;
      }
    }
  }
}

void TriggerLexicon::collect_forms(FormTable& table) const {
  std::string_view last;
  for (const Trigger& t : triggers_) {
    if (t.blocks()) continue;  // they hold words as they stand: a sanctions list
    size_t k = 0;
    for (std::string_view word : split_list(t.pattern.phrase, ' ')) {
      const bool head = k++ == t.pattern.head;
      if (head && word == last) continue;
      if (head && t.pattern.pos == PatternPos::kVerb) {
        add_verb_forms(word, irregular_, table);
        last = word;
      } else if (word.size() > 2) {
        add_noun_forms(word, table);
      }
    }
  }
}

TriggerLexicon::Match TriggerLexicon::longest(std::span<const uint64_t> words, size_t i) const {
  PhraseTable::Match m = phrases_.longest(words, i);
  Match out;
  if (m.length == 0) return out;
  const Form& form = forms_[m.value];
  out.length = m.length;
  out.participle = form.participle;
  if (form.verb != UINT32_MAX) out.verb = &triggers_[form.verb];
  if (form.noun != UINT32_MAX) out.noun = &triggers_[form.noun];
  return out;
}

}  // namespace dragoman
