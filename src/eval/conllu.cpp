#include "eval/conllu.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/utf8.h"
#include "document/names.h"

namespace dragoman {
namespace {

// The next line without its "\n" or "\r\n"; false at the end.
bool next_line(std::string_view& rest, std::string_view& line) {
  if (rest.empty()) return false;
  const size_t end = rest.find('\n');
  line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return true;
}

std::optional<uint32_t> number(std::string_view text) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Error at_line(size_t line, const std::string& what) {
  return {Error::Code::kFormat, "line " + std::to_string(line) + ": " + what};
}

bool no_space_after(std::string_view misc) {
  while (!misc.empty()) {
    const size_t bar = misc.find('|');
    if (misc.substr(0, bar) == "SpaceAfter=No") return true;
    if (bar == std::string_view::npos) break;
    misc.remove_prefix(bar + 1);
  }
  return false;
}

// Rows are collected first; heads are checked when the sentence is whole.
class Reader {
 public:
  Status row(std::string_view line, size_t number_of_line) {
    std::array<std::string_view, 10> cell;
    size_t n = 0;
    for (std::string_view rest = line;; ++n) {
      const size_t tab = rest.find('\t');
      if (n < cell.size()) cell[n] = rest.substr(0, tab);
      if (tab == std::string_view::npos) break;
      rest.remove_prefix(tab + 1);
    }
    if (n + 1 != cell.size()) return at_line(number_of_line, "a row needs ten columns");
    if (cell[0].find('.') != std::string_view::npos) return {};  // an empty node
    if (cell[1].empty()) return at_line(number_of_line, "a word without a form");
    const size_t dash = cell[0].find('-');
    const auto words = static_cast<uint32_t>(sentence_.words.size());
    if (dash != std::string_view::npos) {
      const auto from = number(cell[0].substr(0, dash)), to = number(cell[0].substr(dash + 1));
      if (!from || !to || *from != words + 1 || *to <= *from || words < token_end_)
        return at_line(number_of_line, "a multiword token with a wrong range");
      token_first_ = words;
      token_end_ = *to;
      token_form_ = cell[1];
      token_space_ = !no_space_after(cell[9]);
      return {};
    }
    const auto id = number(cell[0]);
    if (!id || *id != words + 1) return at_line(number_of_line, "word ids must count up from 1");
    ConlluWord word;
    word.form = cell[1];
    word.lemma = cell[2];
    word.upos = cell[3];
    word.xpos = cell[4];
    word.feats = cell[5];
    word.deprel = cell[7];
    word.misc = cell[9];
    if (cell[6] != "_") {
      const auto head = number(cell[6]);
      if (!head) return at_line(number_of_line, "the head is no number");
      word.head = *head;
      word.has_head = true;
      if (*head > most_head_) {
        most_head_ = *head;
        most_head_line_ = number_of_line;
      }
    }
    const bool inside = words < token_end_;
    word.continues = inside && words > token_first_;
    word.space_after = inside ? words + 1 == token_end_ && token_space_ : !no_space_after(cell[9]);
    sentence_.words.push_back(std::move(word));
    if (inside && words + 1 == token_end_) {
      std::string together;
      for (uint32_t i = token_first_; i <= words; ++i) together += sentence_.words[i].form;
      if (together != token_form_) sentence_.words[token_first_].token_form = token_form_;
    }
    return {};
  }

  Status end_sentence(size_t line, Conllu& out) {
    if (sentence_.words.empty()) {
      // Comments alone: they belong to no sentence.
      sentence_ = {};
      return {};
    }
    if (sentence_.words.size() < token_end_) return at_line(line, "a multiword token is cut short");
    if (most_head_ > sentence_.words.size())
      return at_line(most_head_line_, "the head is outside of the sentence");
    out.push_back(std::move(sentence_));
    *this = Reader();
    return {};
  }

  void comment(std::string_view text) {
    if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    sentence_.comments.emplace_back(text);
  }

 private:
  ConlluSentence sentence_;
  uint32_t token_first_ = 0, token_end_ = 0, most_head_ = 0;
  size_t most_head_line_ = 0;
  std::string token_form_;
  bool token_space_ = true;
};

}  // namespace

std::string_view ConlluSentence::comment(std::string_view key) const {
  for (const std::string& text : comments) {
    std::string_view c = text;
    if (!c.starts_with(key)) continue;
    c.remove_prefix(key.size());
    const size_t equals = c.find('=');
    if (equals == std::string_view::npos || c.find_first_not_of(' ') != equals) continue;
    c.remove_prefix(equals + 1);
    const size_t first = c.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : c.substr(first);
  }
  return {};
}

bool ConlluSentence::starts_document() const {
  return std::any_of(comments.begin(), comments.end(), [](const std::string& c) {
    return c == "newdoc" || c.starts_with("newdoc ");
  });
}

bool ConlluSentence::starts_paragraph() const {
  return starts_document() ||
         std::any_of(comments.begin(), comments.end(), [](const std::string& c) {
           return c == "newpar" || c.starts_with("newpar ");
         });
}

Result<Conllu> read_conllu(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!utf8_valid(bytes)) return Error{Error::Code::kFormat, "CoNLL-U must be UTF-8"};
  Conllu out;
  Reader reader;
  std::string_view line;
  size_t n = 0;
  while (next_line(bytes, line)) {
    ++n;
    Status status;
    if (line.empty())
      status = reader.end_sentence(n, out);
    else if (line.front() == '#')
      reader.comment(line.substr(1));
    else
      status = reader.row(line, n);
    if (!status) return status.error();
  }
  if (Status status = reader.end_sentence(n, out); !status) return status.error();
  return out;
}

std::string write_conllu(const Conllu& sentences) {
  std::string out;
  auto space = [](const ConlluWord& w, const std::string& misc) {
    if (w.space_after) return misc;
    if (no_space_after(misc)) return misc;
    return misc == "_" ? std::string("SpaceAfter=No") : "SpaceAfter=No|" + misc;
  };
  for (const ConlluSentence& s : sentences) {
    if (s.comments.empty()) {
      out += "# text = ";
      for (size_t i = 0; i < s.words.size(); ++i) {
        out += s.words[i].form;
        if (s.words[i].space_after && i + 1 < s.words.size()) out += ' ';
      }
      out += '\n';
    }
    for (const std::string& c : s.comments) out += "# " + c + "\n";
    for (size_t i = 0; i < s.words.size(); ++i) {
      size_t end = i + 1;
      while (end < s.words.size() && s.words[end].continues) ++end;
      if (!s.words[i].continues && end > i + 1) {
        std::string form = s.words[i].token_form;
        if (form.empty())
          for (size_t j = i; j < end; ++j) form += s.words[j].form;
        out += std::to_string(i + 1) + "-" + std::to_string(end) + "\t" + form +
               "\t_\t_\t_\t_\t_\t_\t_\t" + space(s.words[end - 1], "_") + "\n";
      }
      const ConlluWord& w = s.words[i];
      const bool multiword = w.continues || end > i + 1;
      out += std::to_string(i + 1) + "\t" + w.form + "\t" + w.lemma + "\t" + w.upos + "\t" +
             w.xpos + "\t" + w.feats + "\t" + (w.has_head ? std::to_string(w.head) : "_") + "\t" +
             w.deprel + "\t_\t" + (multiword ? w.misc : space(w, w.misc)) + "\n";
    }
    out += '\n';
  }
  return out;
}

Document to_document(const Conllu& sentences) {
  Document d;
  std::string& content = d.text.content;
  Tokens& t = d.tokens;
  bool tagged = false, parsed = false;
  bool space = true;
  for (const ConlluSentence& s : sentences) {
    if (s.words.empty()) continue;
    if (t.sentence_first.empty() || s.starts_paragraph()) {
      if (!content.empty()) {
        while (content.back() == ' ') content.pop_back();
        d.text.blocks.back().span.end = static_cast<uint32_t>(content.size());
        content += "\n\n";
      }
      d.text.blocks.push_back(
          {Block::Kind::kParagraph, {static_cast<uint32_t>(content.size()), 0}});
    } else if (space) {
      content += ' ';
    }
    const auto first = static_cast<uint32_t>(t.size());
    t.sentence_first.push_back(first);
    for (size_t i = 0; i < s.words.size(); ++i) {
      const ConlluWord& w = s.words[i];
      t.start.push_back(static_cast<uint32_t>(content.size()));
      content += w.form;
      t.end.push_back(static_cast<uint32_t>(content.size()));
      const bool last_of_token = i + 1 == s.words.size() || !s.words[i + 1].continues;
      space = w.space_after && last_of_token;
      t.flags.push_back(static_cast<uint8_t>((space ? Tokens::kSpaceAfter : 0) |
                                             (w.continues ? Tokens::kContinues : 0)));
      if (space && i + 1 < s.words.size()) content += ' ';
      tagged |= w.upos != "_";
      parsed |= w.has_head;
      d.tags.upos.push_back(upos_from(w.upos));
      d.tags.feats.push_back(feats_from(w.feats));
      d.tags.lemmas += w.lemma;
      d.tags.lemma_end.push_back(static_cast<uint32_t>(d.tags.lemmas.size()));
      const auto self = static_cast<uint32_t>(first + i);
      d.trees.head.push_back(w.has_head && w.head > 0 ? first + w.head - 1 : self);
      d.trees.deprel.push_back(deprel_from(w.deprel));
    }
  }
  if (!d.text.blocks.empty()) d.text.blocks.back().span.end = static_cast<uint32_t>(content.size());
  if (!t.sentence_first.empty()) t.sentence_first.push_back(static_cast<uint32_t>(t.size()));
  if (!tagged) d.tags = {};
  if (!parsed) d.trees = {};
  return d;
}

Conllu from_document(const Document& d) {
  Conllu out(d.tokens.sentences());
  const bool tagged = d.tags.size() == d.tokens.size(), parsed = d.trees.size() == d.tokens.size();
  size_t block = 0;
  for (size_t s = 0; s < out.size(); ++s) {
    const uint32_t first = d.tokens.sentence_first[s], last = d.tokens.sentence_first[s + 1];
    const Span span = d.tokens.sentence_span(s);
    bool new_block = s == 0;
    while (block < d.text.blocks.size() && d.text.blocks[block].span.end <= span.start) {
      ++block;
      new_block = true;
    }
    if (new_block) out[s].comments.emplace_back(s == 0 ? "newdoc" : "newpar");
    out[s].comments.push_back("sent_id = " + std::to_string(s + 1));
    std::string line(span.of(d.text.content));
    for (char& c : line)
      if (static_cast<unsigned char>(c) < ' ') c = ' ';
    out[s].comments.push_back("text = " + line);
    for (uint32_t i = first; i < last; ++i) {
      ConlluWord w;
      w.form = d.tokens.span(i).of(d.text.content);
      w.continues = i > first && (d.tokens.flags[i] & Tokens::kContinues) != 0;
      const bool inside = i + 1 < last && (d.tokens.flags[i + 1] & Tokens::kContinues) != 0;
      w.space_after = !inside && (d.tokens.flags[i] & Tokens::kSpaceAfter) != 0;
      if (tagged) {
        w.upos = to_string(d.tags.upos[i]);
        w.feats = feats_to_string(d.tags.feats[i]);
        if (!d.tags.lemma(i).empty()) w.lemma = d.tags.lemma(i);
      }
      if (parsed) {
        w.has_head = true;
        w.head = d.trees.head[i] == i ? 0 : d.trees.head[i] - first + 1;
        w.deprel = to_string(d.trees.deprel[i]);
      }
      out[s].words.push_back(std::move(w));
    }
  }
  return out;
}

Result<std::vector<Iob2Sentence>> read_iob2(std::string_view bytes) {
  std::vector<Iob2Sentence> out;
  Iob2Sentence sentence;
  std::string_view line;
  size_t n = 0;
  auto flush = [&] {
    if (!sentence.forms.empty()) out.push_back(std::move(sentence));
    sentence = {};
  };
  while (next_line(bytes, line)) {
    ++n;
    if (line.empty()) {
      flush();
      continue;
    }
    const size_t tab = line.find('\t');
    if (line.front() == '#' && tab == std::string_view::npos) {
      constexpr std::string_view kId = "# sent_id = ";
      if (line.starts_with(kId)) sentence.id = line.substr(kId.size());
      continue;
    }
    if (tab == std::string_view::npos) return at_line(n, "a row needs a form and a tag");
    std::string_view form = line.substr(0, tab), rest = line.substr(tab + 1);
    std::string_view second = rest.substr(0, rest.find('\t'));
    if (number(form) && rest.find('\t') != std::string_view::npos) {
      form = second;
      rest.remove_prefix(second.size() + 1);
      second = rest.substr(0, rest.find('\t'));
    }
    if (second != "O" && !second.starts_with("B-") && !second.starts_with("I-"))
      return at_line(n, "the tag is none of O, B-, I-");
    sentence.forms.emplace_back(form);
    sentence.tags.emplace_back(second);
  }
  flush();
  return out;
}

std::vector<NameSpan> iob2_spans(const std::vector<Iob2Sentence>& sentences) {
  std::vector<NameSpan> out;
  for (uint32_t s = 0; s < sentences.size(); ++s) {
    const auto& tags = sentences[s].tags;
    bool open = false;
    for (uint32_t i = 0; i < tags.size(); ++i) {
      const std::string_view tag = tags[i];
      const bool inside = open && tag[0] == 'I' && out.back().type == tag.substr(2);
      if (inside) {
        ++out.back().last;
        continue;
      }
      open = tag[0] != 'O';
      if (open) out.push_back({s, i, i + 1, std::string(tag.substr(2))});
    }
  }
  return out;
}

std::string_view uner_type(NameType type) {
  switch (type) {
    case NameType::kPerson:
      return "PER";
    case NameType::kOrganisation:
      return "ORG";
    case NameType::kPlace:
    case NameType::kState:
    case NameType::kFacility:
      return "LOC";
    default:
      return {};
  }
}

std::vector<NameSpan> uner_spans(const Tokens& tokens, const Names& names) {
  std::vector<NameSpan> out;
  for (const Name& name : names) {
    const std::string_view type = uner_type(name.type);
    if (type.empty()) continue;
    const auto s = static_cast<uint32_t>(tokens.sentence_of(name.first));
    const uint32_t first = tokens.sentence_first[s];
    out.push_back({s, name.first - first, name.last - first, std::string(type)});
  }
  return out;
}

std::string write_iob2(const Document& d, bool own_types) {
  std::vector<std::string> tags(d.tokens.size(), "O");
  for (const Name& name : d.names) {
    std::string type(own_types ? to_string(name.type) : uner_type(name.type));
    if (type.empty()) continue;
    for (uint32_t i = name.first; i < name.last; ++i)
      tags[i] = (i == name.first ? "B-" : "I-") + type;
  }
  std::string out;
  for (size_t s = 0; s < d.tokens.sentences(); ++s) {
    out += "# sent_id = " + std::to_string(s + 1) + "\n";
    for (uint32_t i = d.tokens.sentence_first[s]; i < d.tokens.sentence_first[s + 1]; ++i) {
      out += d.tokens.span(i).of(d.text.content);
      out += "\t" + tags[i] + "\n";
    }
    out += '\n';
  }
  return out;
}

}  // namespace dragoman
