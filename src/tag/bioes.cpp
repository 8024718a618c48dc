#include "tag/bioes.h"

#include <algorithm>
#include <limits>

namespace dragoman {
namespace {

NameType name_type(std::string_view type) {
  static constexpr struct {
    std::string_view text;
    NameType type;
  } kTypes[] = {{"PERSON", NameType::kPerson},     {"ORG", NameType::kOrganisation},
                {"PLACE", NameType::kPlace},       {"STATE", NameType::kState},
                {"FACILITY", NameType::kFacility}, {"EVENT", NameType::kEvent},
                {"PRODUCT", NameType::kProduct},   {"DATE", NameType::kDate},
                {"MONEY", NameType::kMoney},       {"NUMBER", NameType::kNumber}};
  for (const auto& t : kTypes)
    if (t.text == type) return t.type;
  return NameType::kOther;  // nationalities and peoples among them
}

constexpr double kNever = -1e9;

}  // namespace

bool BioesTags::set(const std::vector<std::string>& tags) {
  kinds_.clear();
  type_.clear();
  types_.clear();
  std::vector<std::string> names;
  std::vector<std::string> seen;  // the prefixes of each type
  if (tags.size() > 255) return false;
  for (size_t t = 0; t < tags.size(); ++t) {
    const std::string& tag = tags[t];
    const auto at = static_cast<uint8_t>(t);
    if (tag == "O") {
      outside_ = at;
      kinds_.push_back('O');
      type_.push_back(0);
      continue;
    }
    if (tag.size() < 3 || tag[1] != '-') return false;
    const std::string name = tag.substr(2);
    const size_t k =
        static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    if (k == names.size()) {
      names.push_back(name);
      seen.emplace_back();
      types_.push_back({name_type(name), 0, 0, 0, 0});
    }
    switch (tag[0]) {
      case 'B':
        types_[k].b = at;
        break;
      case 'I':
        types_[k].i = at;
        break;
      case 'E':
        types_[k].e = at;
        break;
      case 'S':
        types_[k].s = at;
        break;
      default:
        return false;
    }
    seen[k] += tag[0];
    kinds_.push_back(tag[0]);
    type_.push_back(static_cast<uint8_t>(k));
  }
  for (std::string& prefixes : seen) {
    std::sort(prefixes.begin(), prefixes.end());
    if (prefixes != "BEIS") return false;
  }
  return std::count(kinds_.begin(), kinds_.end(), 'O') == 1;
}

void NameDecoder::decode(const BioesTags& tags, const float* scores, size_t stride, size_t n,
                         uint32_t first, Names& out) {
  const size_t k = tags.size();
  path_.clear();
  if (n == 0 || k == 0) return;
  now_.resize(k);
  next_.resize(k);
  back_.resize(n * k);
  auto opens = [&](size_t t) { return tags.kinds_[t] == 'B' || tags.kinds_[t] == 'I'; };
  for (size_t t = 0; t < k; ++t) {
    const char kind = tags.kinds_[t];
    now_[t] = static_cast<double>(scores[t]) + (kind == 'I' || kind == 'E' ? kNever : 0.0);
  }
  for (size_t w = 1; w < n; ++w) {
    const float* s = scores + w * stride;
    uint8_t* back = back_.data() + w * k;
    // All that begins something comes from the best tag that leaves nothing open.
    size_t closed = 0;
    double best = -std::numeric_limits<double>::infinity();
    for (size_t t = 0; t < k; ++t)
      if (!opens(t) && now_[t] > best) {
        best = now_[t];
        closed = t;
      }
    next_[tags.outside_] = best + double{s[tags.outside_]};
    back[tags.outside_] = static_cast<uint8_t>(closed);
    for (const auto& type : tags.types_) {
      next_[type.b] = best + double{s[type.b]};
      next_[type.s] = best + double{s[type.s]};
      back[type.b] = back[type.s] = static_cast<uint8_t>(closed);
      const uint8_t from = now_[type.i] > now_[type.b] ? type.i : type.b;
      next_[type.i] = now_[from] + double{s[type.i]};
      next_[type.e] = now_[from] + double{s[type.e]};
      back[type.i] = back[type.e] = from;
    }
    std::swap(now_, next_);
  }
  size_t last = tags.outside_;
  double best = -std::numeric_limits<double>::infinity();
  for (size_t t = 0; t < k; ++t)
    if (!opens(t) && now_[t] > best) {
      best = now_[t];
      last = t;
    }
  path_.resize(n);
  for (size_t w = n; w-- > 0;) {
    path_[w] = static_cast<uint8_t>(last);
    if (w > 0) last = back_[w * k + last];
  }
  uint32_t start = 0;
  for (size_t w = 0; w < n; ++w) {
    const char kind = tags.kinds_[path_[w]];
    const auto at = first + static_cast<uint32_t>(w);
    if (kind == 'B') start = at;
    if (kind == 'S') start = at;
    if (kind == 'S' || kind == 'E')
      out.push_back({start, at + 1, tags.types_[tags.type_[path_[w]]].name});
  }
}

}  // namespace dragoman
