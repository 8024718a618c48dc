#include "grammar/frame.h"

#include <algorithm>

#include "base/fold.h"
#include "base/tsv.h"

namespace dragoman {
namespace {

Error fault(const std::string& path, size_t line, const std::string& what) {
  return {Error::Code::kFormat, path + ":" + std::to_string(line) + ": " + what};
}

Result<FrameStep> parse_step(std::string_view text, const std::string& path, size_t line) {
  FrameStep step;
  step.text = text;
  using Kind = FrameStep::Kind;
  if (text == "subj")
    step.kind = Kind::kSubj;
  else if (text == "obj")
    step.kind = Kind::kObj;
  else if (text == "iobj")
    step.kind = Kind::kIobj;
  else if (text == "poss")
    step.kind = Kind::kPoss;
  else if (text == "mod")
    step.kind = Kind::kMod;
  else if (text == "comp")
    step.kind = Kind::kComp;
  else if (text == "clause")
    step.kind = Kind::kClause;
  else if (text.size() > 5 && text.substr(0, 5) == "prep:") {
    step.kind = Kind::kPrep;
    step.preposition = fold_hash(text.substr(5));
  } else {
    return fault(path, line,
                 "unknown place '" + std::string(text) +
                     "'; known: subj obj iobj poss mod comp clause prep:WORD, and A>B");
  }
  return step;
}

Result<FrameSlot::Role> parse_role(std::string_view text, const std::string& path, size_t line) {
  using Role = FrameSlot::Role;
  static constexpr struct {
    std::string_view name;
    Role role;
  } kRoles[] = {{"actor", Role::kActor},     {"recipient", Role::kRecipient},
                {"both", Role::kBoth},       {"theme", Role::kTheme},
                {"speaker", Role::kSpeaker}, {"addressee", Role::kAddressee},
                {"content", Role::kContent}, {"about", Role::kAbout}};
  for (const auto& r : kRoles)
    if (r.name == text) return r.role;
  return fault(path, line,
               "unknown role '" + std::string(text) +
                   "'; known: actor recipient both theme, and speaker addressee content about");
}

}  // namespace

Result<Frame> parse_frame(std::string_view text, const std::string& path, size_t line) {
  Frame frame;
  for (std::string_view part : split_list(text, ',')) {
    size_t equals = part.find('=');
    if (equals == std::string_view::npos)
      return fault(path, line, "frame '" + std::string(part) + "' is not of the form role=place");
    auto role = parse_role(trim(part.substr(0, equals)), path, line);
    if (!role) return role.error();
    FrameSlot slot;
    slot.role = *role;
    for (std::string_view alternative : split_list(part.substr(equals + 1))) {
      std::vector<FrameStep> way;
      for (std::string_view step_text : split_list(alternative, '>')) {
        auto step = parse_step(step_text, path, line);
        if (!step) return step.error();
        way.push_back(std::move(step).value());
      }
      if (!way.empty()) slot.places.push_back(std::move(way));
    }
    frame.push_back(std::move(slot));
  }
  return frame;
}

Result<Pattern> parse_pattern(std::string_view phrase, std::string_view pos,
                              const std::string& path, size_t line) {
  Pattern p;
  if (pos == "verb")
    p.pos = PatternPos::kVerb;
  else if (pos == "noun")
    p.pos = PatternPos::kNoun;
  else if (pos == "adj")
    p.pos = PatternPos::kAdj;
  else if (pos == "adv")
    p.pos = PatternPos::kAdv;
  else if (pos == "prep")
    p.pos = PatternPos::kPrep;
  else
    return fault(
        path, line,
        "unknown part of speech '" + std::string(pos) + "'; known: verb noun adj adv prep");
  for (std::string_view w : split_list(phrase, ' ')) {
    if (w.size() > 1 && w.front() == '*') {
      w.remove_prefix(1);
      p.head = static_cast<uint8_t>(std::min<size_t>(p.words.size(), 255));
    }
    if (!p.phrase.empty()) p.phrase += ' ';
    p.phrase += w;
    p.words.push_back(fold_hash(w));
  }
  if (p.words.empty()) return fault(path, line, "the phrase is empty");
  return p;
}

}  // namespace dragoman
