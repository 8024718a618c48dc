#include "event/triggers.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/fold.h"
#include "base/mapped_file.h"
#include "base/tsv.h"
#include "event/inflect.h"

namespace dragoman {
namespace {

Error fault(const std::string& path, size_t line, const std::string& what) {
  return {Error::Code::kFormat, path + ":" + std::to_string(line) + ": " + what};
}

// A relation, or a path of them: `obj>poss` is the possessor of the object.
bool known_relation(std::string_view path) {
  std::vector<std::string_view> steps = split_list(path, '>');
  return !steps.empty() && std::all_of(steps.begin(), steps.end(), [](std::string_view r) {
    return r == "subj" || r == "obj" || r == "iobj" || r == "poss" || r == "mod" || r == "comp" ||
           (r.size() > 5 && r.substr(0, 5) == "prep:");
  });
}

// "actor=subj,recipient=obj|prep:with" → slots. An unknown word is an error of the table.
Result<std::vector<FrameSlot>> parse_frame(std::string_view text, const std::string& path, size_t line) {
  std::vector<FrameSlot> frame;
  for (std::string_view part : split_list(text, ',')) {
    size_t equals = part.find('=');
    if (equals == std::string_view::npos)
      return fault(path, line, "frame '" + std::string(part) + "' is not of the form role=relation");
    std::string_view role = trim(part.substr(0, equals));
    FrameSlot slot;
    if (role == "actor") slot.role = FrameSlot::Role::kActor;
    else if (role == "recipient") slot.role = FrameSlot::Role::kRecipient;
    else if (role == "both") slot.role = FrameSlot::Role::kBoth;
    else if (role == "theme") slot.role = FrameSlot::Role::kTheme;
    else return fault(path, line, "unknown role '" + std::string(role) + "'; known: actor recipient both theme");
    for (std::string_view relation : split_list(part.substr(equals + 1))) {
      if (!known_relation(relation))
        return fault(path, line, "unknown relation '" + std::string(relation) + "'; known: subj obj iobj poss mod comp prep:WORD");
      slot.relations.emplace_back(relation);
    }
    frame.push_back(std::move(slot));
  }
  return frame;
}

std::vector<std::string> words_of(const std::string& phrase) {
  std::vector<std::string> out;
  for (std::string_view w : split_list(phrase, ' ')) out.emplace_back(w);
  return out;
}

}  // namespace

bool Trigger::mutual() const { return slot(FrameSlot::Role::kBoth) != nullptr; }

const FrameSlot* Trigger::slot(FrameSlot::Role role) const {
  for (const FrameSlot& s : frame)
    if (s.role == role) return &s;
  return nullptr;
}

Result<TriggerLexicon> TriggerLexicon::load(const std::string& data_dir) {
  const std::string path = data_dir + "/resources/events/triggers.tsv";
  auto read = [](const std::string& file, size_t columns) -> Result<std::pair<MappedFile, std::vector<TsvRow>>> {
    auto mapped = MappedFile::open(file);
    if (!mapped) return mapped.error();
    auto rows = parse_tsv(mapped->bytes(), columns, file);
    if (!rows) return rows.error();
    return std::pair(std::move(mapped).value(), std::move(rows).value());
  };
  auto irregular_table = read(data_dir + "/resources/events/irregular_verbs.tsv", 3);
  if (!irregular_table) return irregular_table.error();
  IrregularVerbs irregular;
  for (const TsvRow& row : irregular_table->second) {
    auto& forms = irregular[std::string(row.cells[0])];
    for (std::string_view f : split_list(row.cells[1])) forms.first.emplace_back(f);
    for (std::string_view f : split_list(row.cells[2])) forms.second.emplace_back(f);
  }
  auto cameo_table = read(data_dir + "/resources/ontology/cameo.tsv", 5);
  if (!cameo_table) return cameo_table.error();
  std::map<std::string, double, std::less<>> goldstein;
  for (const TsvRow& row : cameo_table->second) {
    double value = 0;
    std::from_chars(row.cells[3].data(), row.cells[3].data() + row.cells[3].size(), value);
    goldstein.emplace(row.cells[0], value);
  }
  auto table = read(path, 8);
  if (!table) return table.error();

  TriggerLexicon lexicon;
  auto add = [&](const std::vector<std::string>& words, bool verb, bool participle, uint32_t trigger) {
    std::vector<uint64_t> hashes;
    for (const std::string& w : words) hashes.push_back(fold_hash(w));
    auto match = lexicon.phrases_.longest(hashes, 0);
    uint32_t form;
    if (match.length == hashes.size()) {
      form = match.value;
    } else {
      form = static_cast<uint32_t>(lexicon.forms_.size());
      lexicon.forms_.emplace_back();
      lexicon.phrases_.add(hashes, form);
    }
    Form& f = lexicon.forms_[form];
    uint32_t& place = verb ? f.verb : f.noun;
    if (place == UINT32_MAX) place = trigger;  // the first row of a phrase stands
    f.participle |= participle;
  };
  for (const TsvRow& row : table->second) {
    Trigger t;
    t.line = row.line;
    if (row.cells[1] == "verb") t.pos = TriggerPos::kVerb;
    else if (row.cells[1] == "noun") t.pos = TriggerPos::kNoun;
    else if (row.cells[1] == "adj") t.pos = TriggerPos::kAdj;
    else return fault(path, row.line, "unknown part of speech '" + std::string(row.cells[1]) + "'; known: verb noun adj");
    t.type = row.cells[2];
    t.mode = row.cells[3];
    t.cameo = row.cells[4];
    if (auto it = goldstein.find(t.cameo); it != goldstein.end()) t.goldstein = it->second;
    auto frame = parse_frame(row.cells[5], path, row.line);
    if (!frame) return frame.error();
    t.frame = std::move(frame).value();
    for (std::string_view c : split_list(row.cells[6])) t.contexts.emplace_back(c);
    std::vector<std::string> words = words_of(std::string(row.cells[0]));
    if (words.empty()) return fault(path, row.line, "the phrase is empty");
    size_t head = 0;
    for (size_t i = 0; i < words.size(); ++i)
      if (words[i].size() > 1 && words[i].back() == '*') {
        words[i].pop_back();
        head = i;
      } else if (words[i].size() > 1 && words[i].front() == '*') {
        words[i].erase(0, 1);
        head = i;
      }
    for (const std::string& w : words) t.phrase += (t.phrase.empty() ? "" : " ") + w;
    auto index = static_cast<uint32_t>(lexicon.triggers_.size());
    const bool verb = t.pos == TriggerPos::kVerb;
    lexicon.triggers_.push_back(std::move(t));

    // Forms of the head, and of nouns that follow it (hold talk → held talks).
    struct HeadForm {
      std::string word;
      bool participle;
    };
    std::vector<HeadForm> heads = {{words[head], false}};
    if (verb) {
      Inflected f = inflect_verb(words[head], irregular);
      heads.push_back({f.third, false});
      heads.push_back({f.gerund, false});
      for (const std::string& p : f.past) heads.push_back({p, false});
      for (const std::string& p : f.participle) heads.push_back({p, true});
    } else if (lexicon.triggers_.back().pos == TriggerPos::kNoun) {
      heads.push_back({plural(words[head]), false});
    }
    for (const HeadForm& h : heads) {
      std::vector<std::string> form = words;
      form[head] = h.word;
      add(form, verb, h.participle, index);
      if (!verb || words.size() < 2) continue;
      for (size_t i = 0; i < words.size(); ++i) {  // one noun in the plural
        if (i == head) continue;
        std::vector<std::string> plural_form = form;
        plural_form[i] = plural(words[i]);
        add(plural_form, verb, h.participle, index);
      }
    }
  }
  return lexicon;
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
