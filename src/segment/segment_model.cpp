// train/README.md, "Segmenter", is the contract; train/segment.py the reference. What follows reads
// in their order: candidates, the thirty-three templates of a place, the rows of a word.
#include "segment/segment_model.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/utf8.h"
#include "model/characters.h"
#include "model/kernels.h"
#include "segment/blocks.h"

namespace dragoman {
namespace {

using chars::Class;

constexpr size_t kTemplates = 33, kSplitDim = 32, kSplitClasses = 3;
constexpr size_t kWordDim = 32, kHidden = 64, kTaps = 5, kReach = kTaps / 2;
constexpr size_t kFormChars = 40, kWindow = 256;

// How much surer the model must be of an end behind a plain word than behind a mark. Half of what
// it was trained on is chat and mail, where many sentences end without one; in edited text hardly
// any does. Costs 0.3 to 0.5 points of F1 on EWT, and 723 news articles are cut at plain words 42
// times instead of 238.
constexpr float kPlainWordMargin = 3.0f;

struct Table {
  const int8_t* rows = nullptr;
  const float* scale = nullptr;
  uint32_t size = 0;
};

bool power_of_two(size_t n) {
  return n != 0 && (n & (n - 1)) == 0;
}

}  // namespace

struct SegmentModel::Tables {
  explicit Tables(ModelFile f) : file(std::move(f)) {}
  ModelFile file;
  Table split, form, affix, shape;
  std::span<const float> split_bias, out_w, out_b, conv1_b, conv2_b;
  AlignedBuffer<float> conv1, conv2, score;  // [tap · input][output]
  float score_bias = 0, threshold = 0;

  // Where runs of letters may be cut: positions[first, first + count) of the run's hash.
  struct Entry {
    uint64_t hash = 0;
    uint32_t first = 0, count = 0;
  };
  std::vector<Entry> lexicon;  // open addressing, a power of two
  std::vector<uint32_t> positions;
  size_t longest_run = 0;

  std::span<const uint32_t> cuts(std::string_view run) const {
    if (run.size() > longest_run) return {};
    const uint64_t h = hash64(run);
    for (size_t i = h & (lexicon.size() - 1);; i = (i + 1) & (lexicon.size() - 1)) {
      if (lexicon[i].count == 0) return {};
      if (lexicon[i].hash == h) return {positions.data() + lexicon[i].first, lexicon[i].count};
    }
  }
};

SegmentModel::SegmentModel(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
SegmentModel::SegmentModel(SegmentModel&&) noexcept = default;
SegmentModel& SegmentModel::operator=(SegmentModel&&) noexcept = default;
SegmentModel::~SegmentModel() = default;

Result<SegmentModel> SegmentModel::load(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) return file.error();
  return from_file(std::move(*file));
}

Result<SegmentModel> SegmentModel::from_file(ModelFile model_file) {
  auto t = std::make_unique<Tables>(std::move(model_file));
  ModelReader read(t->file);
  if (t->file.kind() != "segmenter") read.fail("its kind is not segmenter");
  auto table = [&](const std::string& name, size_t dim) {
    Table out;
    out.rows = read.tensor<int8_t>(name + ".w", {0, dim}).data();
    const auto scale = read.tensor<float>(name + ".s", {read.extent(name + ".w", 0)});
    out.scale = scale.data();
    out.size = static_cast<uint32_t>(scale.size());
    if (!power_of_two(scale.size()))
      read.fail("the table " + name + " has no power of two of rows");
    return out;
  };
  t->split = table("split.rows", kSplitDim);
  t->split_bias = read.tensor<float>("split.bias", {kSplitDim});
  t->out_w = read.tensor<float>("split.out.w", {kSplitClasses, kSplitDim});
  t->out_b = read.tensor<float>("split.out.b", {kSplitClasses});
  t->form = table("sentence.form", kWordDim);
  t->affix = table("sentence.affix", kWordDim);
  t->shape = table("sentence.shape", kWordDim);
  auto conv = [&](const std::string& name, size_t inputs, AlignedBuffer<float>& out) {
    const auto w = read.tensor<float>(name + ".w", {kHidden, kTaps, inputs});
    float* to = out.reserve(kTaps * inputs * kHidden);
    for (size_t o = 0; o < kHidden && !w.empty(); ++o)
      for (size_t i = 0; i < kTaps * inputs; ++i) to[i * kHidden + o] = w[o * kTaps * inputs + i];
    return read.tensor<float>(name + ".b", {kHidden});
  };
  t->conv1_b = conv("sentence.conv1", kWordDim, t->conv1);
  t->conv2_b = conv("sentence.conv2", kHidden, t->conv2);
  const auto score = read.tensor<float>("sentence.out.w", {kHidden});
  float* to = t->score.reserve(kHidden * 16);
  std::fill_n(to, kHidden * 16, 0.0f);
  for (size_t i = 0; i < score.size(); ++i) to[i * 16] = score[i];
  const auto score_bias = read.tensor<float>("sentence.out.b", {1});
  t->score_bias = score_bias.empty() ? 0.0f : score_bias[0];
  t->threshold = static_cast<float>(read.number("/threshold"));

  const auto lexicon = read.lists("/lexicon");
  size_t capacity = 16;
  while (capacity < 2 * lexicon.size() + 2) capacity *= 2;
  t->lexicon.resize(capacity);
  for (const auto& [run, cuts] : lexicon) {
    const size_t length = utf8_length(run);
    for (uint32_t cut : cuts)
      if (cut == 0 || cut >= length) read.fail("its lexicon cuts outside of a word");
    if (cuts.empty()) continue;
    t->longest_run = std::max(t->longest_run, run.size());
    const uint64_t h = hash64(run);
    size_t i = h & (capacity - 1);
    while (t->lexicon[i].count != 0) i = (i + 1) & (capacity - 1);
    t->lexicon[i] = {h, static_cast<uint32_t>(t->positions.size()),
                     static_cast<uint32_t>(cuts.size())};
    t->positions.insert(t->positions.end(), cuts.begin(), cuts.end());
  }
  if (!read.ok()) return read.error();
  return SegmentModel(std::move(t));
}

namespace {

// A chunk decoded: per character the folded form, the shape's sign and the class, with four marks
// of "before" and "after" around, so that every window is one range of bytes.
class Chunk {
 public:
  static constexpr size_t kPad = 4;

  void decode(std::string_view content, uint32_t start, uint32_t end) {
    folded_.clear();
    signs_.clear();
    items_.clear();
    const chars::Table& table = chars::table();
    for (size_t i = 0; i < kPad; ++i) push(2, 2, Class::kMark, start);
    bool letters = true;
    for (size_t p = start; p < end;) {
      const auto at = static_cast<uint32_t>(p);
      chars::Info slow;
      const chars::Info& info = table(utf8_next(content, p), slow);
      // The class is that of the folded character: an apostrophe that is a letter (U+02BC) folds
      // to one that is none.
      const Class k = info.folded == '\'' ? Class::kMark : info.k;
      letters = letters && k == Class::kLetter;
      push(info.folded, info.sign, k, at);
    }
    n_ = items_.size() - kPad;
    all_letters_ = letters;
    for (size_t i = 0; i < kPad; ++i) push(3, 3, Class::kMark, end);
    items_.push_back({0, 0, Class::kMark, static_cast<uint32_t>(folded_.size()),
                      static_cast<uint32_t>(signs_.size()), end});
  }

  size_t size() const { return n_; }
  bool all_letters() const { return all_letters_; }
  char32_t c(size_t i) const { return i < n_ ? items_[i + kPad].c : 0; }
  char32_t sign(size_t i) const { return items_[i + kPad].sign; }
  Class k(size_t i) const { return items_[i + kPad].k; }
  bool word(size_t i) const { return k(i) == Class::kLetter || k(i) == Class::kDigit; }
  uint32_t offset(size_t i) const { return items_[i + kPad].at; }
  // Folded bytes and signs of [i, j); i and j may lie up to four outside of the chunk.
  std::string_view folded(ptrdiff_t i, ptrdiff_t j) const {
    return range<&Item::folded>(folded_, i, j);
  }
  std::string_view signs(ptrdiff_t i, ptrdiff_t j) const {
    return range<&Item::sign_at>(signs_, i, j);
  }

 private:
  struct Item {
    char32_t c, sign;
    Class k;
    uint32_t folded, sign_at, at;
  };
  void push(char32_t c, char32_t sign, Class k, uint32_t at) {
    items_.push_back({c, sign, k, static_cast<uint32_t>(folded_.size()),
                      static_cast<uint32_t>(signs_.size()), at});
    if (c < 128)
      folded_ += static_cast<char>(c);
    else
      utf8_append(folded_, c);
    if (sign < 128)
      signs_ += static_cast<char>(sign);
    else
      utf8_append(signs_, sign);
  }
  template <auto kMember>
  std::string_view range(const std::string& bytes, ptrdiff_t i, ptrdiff_t j) const {
    constexpr auto kShift = static_cast<ptrdiff_t>(kPad);
    const size_t from = items_[static_cast<size_t>(i + kShift)].*kMember;
    const size_t to = items_[static_cast<size_t>(j + kShift)].*kMember;
    return std::string_view(bytes).substr(from, to - from);
  }

  std::vector<Item> items_;
  std::string folded_, signs_;
  size_t n_ = 0;
  bool all_letters_ = false;
};

class Splitter {
 public:
  Splitter(std::string_view content, const SegmentModel::Tables& tables, Tokens& out)
      : content_(content), t_(tables), out_(out) {}

  // A white-space-free run of bytes; `plain`: ASCII letters only.
  struct Run {
    uint32_t start = 0, end = 0;
    bool plain = false;
    bool empty() const { return start == end; }
  };

  void words(Span block) {
    uint32_t at = block.start;
    Run before, here = next_run(at, block.end);
    while (!here.empty()) {
      const Run after = next_run(at, block.end);
      run(before, here, after);
      uint32_t behind = 0;
      if (here.end < content_end() && class_at(here.end, behind) == Class::kSpace)
        out_.flags.back() |= Tokens::kSpaceAfter;
      before = here;
      here = after;
    }
  }

 private:
  Class class_at(uint32_t at, uint32_t& after) const {
    const auto b = static_cast<unsigned char>(content_[at]);
    chars::Info slow;
    if (b < 128) {
      after = at + 1;
      return table_(b, slow).k;
    }
    size_t p = at;
    const Class k = table_(utf8_next(content_, p), slow).k;
    after = static_cast<uint32_t>(p);
    return k;
  }

  Run next_run(uint32_t& at, uint32_t end) const {
    uint32_t after = at;
    while (at < end && class_at(at, after) == Class::kSpace) at = after;
    if (at >= end) return {content_end(), content_end(), false};
    Run out{at, at, true};
    while (at < end && at - out.start < kMaxWordBytes && class_at(at, after) != Class::kSpace) {
      const auto b = static_cast<unsigned char>(content_[at]) | 0x20;
      out.plain = out.plain && b >= 'a' && b <= 'z';
      at = std::min(after, end);
    }
    out.end = at;
    return out;
  }
  uint32_t content_end() const { return static_cast<uint32_t>(content_.size()); }

  void emit(uint32_t start, uint32_t end, bool continues) {
    out_.start.push_back(start);
    out_.end.push_back(end);
    out_.flags.push_back(continues ? Tokens::kContinues : 0);
  }

  void run(const Run& before, const Run& here, const Run& after) {
    const uint32_t n = here.end - here.start;
    if (here.plain) {
      bool known = false;
      if (n >= 2 && n <= t_.longest_run) {
        char lower[256];
        if (n <= sizeof(lower)) {
          for (uint32_t i = 0; i < n; ++i)
            lower[i] = static_cast<char>(content_[here.start + i] | 0x20);
          known = !t_.cuts({lower, n}).empty();
        }
      }
      if (!known) {
        emit(here.start, here.end, false);
        return;
      }
    }
    chunk_.decode(content_, here.start, here.end);
    const auto length = static_cast<ptrdiff_t>(chunk_.size());
    if (chunk_.all_letters() && t_.cuts(chunk_.folded(0, length)).empty()) {
      emit(here.start, here.end, false);
      return;
    }
    find_candidates();
    find_facts(before, after);
    uint32_t start = here.start;
    bool inside = false;
    char last = 0;
    size_t last_place = 0;
    for (size_t p = 1; p < chunk_.size(); ++p) {
      if (!candidate_[p]) continue;
      const char shown = last_place != 0 && last_place + 1 == p ? last : '\0';
      const uint32_t y = decide(p, shown);
      last = static_cast<char>('0' + y);
      last_place = p;
      if (y == 0) continue;
      const uint32_t at = chunk_.offset(p);
      emit(start, at, inside);
      start = at;
      inside = y == 2;
    }
    emit(start, here.end, inside);
  }

  // ---- candidates

  void find_candidates() {
    const size_t n = chunk_.size();
    candidate_.assign(n + 1, 0);
    size_t run_start = 0;
    for (size_t i = 1; i <= n; ++i) {
      if (i < n && !(chunk_.k(i) == chunk_.k(i - 1) && chunk_.word(i))) candidate_[i] = 1;
      const bool ends =
          i == n || chunk_.k(i) != Class::kLetter || chunk_.k(i - 1) != Class::kLetter;
      if (!ends) continue;
      if (chunk_.k(i - 1) == Class::kLetter && i - run_start >= 2) {
        for (uint32_t cut :
             t_.cuts(chunk_.folded(static_cast<ptrdiff_t>(run_start), static_cast<ptrdiff_t>(i))))
          if (run_start + cut < i) candidate_[run_start + cut] = 1;
        if (i + 1 < n && chunk_.c(i - 1) == 'n' && chunk_.c(i) == '\'' && chunk_.c(i + 1) == 't' &&
            (i + 2 == n || chunk_.k(i + 2) != Class::kLetter))
          candidate_[i - 1] = 1;
      }
      run_start = i;
    }
    find_addresses();
    find_numbers();
    find_codes();
    for (const auto& [a, b] : addresses_)
      for (size_t p = a + 1; p < b; ++p) candidate_[p] = 0;
  }

  bool one_of(size_t i, std::string_view set) const {
    const char32_t c = chunk_.c(i);
    return c < 128 && c != 0 && set.find(static_cast<char>(c)) != std::string_view::npos;
  }
  bool in_address(size_t k) const {
    return std::any_of(addresses_.begin(), addresses_.end(),
                       [k](const auto& a) { return a.first <= k && k < a.second; });
  }
  size_t address_start(size_t i) const {
    for (std::string_view scheme : {"http://", "https://", "ftp://", "www."}) {
      size_t j = 0;
      while (j < scheme.size() && chunk_.c(i + j) == static_cast<unsigned char>(scheme[j])) ++j;
      if (j == scheme.size()) return j;
    }
    return 0;
  }

  void find_addresses() {
    constexpr std::string_view kStop = "<>\"[](){}|", kTrailing = ".,;:!?'";
    const size_t n = chunk_.size();
    addresses_.clear();
    bool dots = false, at_sign = false;
    for (size_t i = 0; i < n; ++i) {
      dots = dots || chunk_.c(i) == '.' || chunk_.c(i) == '/';
      at_sign = at_sign || chunk_.c(i) == '@';
    }
    if (!dots && !at_sign) return;
    for (size_t i = 0; i < n;) {
      const size_t length = address_start(i);
      if (length == 0 || (i != 0 && chunk_.word(i - 1))) {
        ++i;
        continue;
      }
      size_t j = i + length;
      while (j < n && !one_of(j, kStop)) ++j;
      while (j > i + length && one_of(j - 1, kTrailing)) --j;
      if (j > i + length) addresses_.emplace_back(i, j);
      i = j;
    }
    for (size_t k = 1; at_sign && k + 1 < n; ++k) {
      if (chunk_.c(k) != '@' || in_address(k)) continue;
      size_t a = k, b = k + 1;
      while (a > 0 && (chunk_.word(a - 1) || one_of(a - 1, "._%+-"))) --a;
      while (b < n && (chunk_.word(b) || one_of(b, ".-"))) ++b;
      while (b > k + 1 && one_of(b - 1, ".-")) --b;
      if (a < k && b > k + 1) addresses_.emplace_back(a, b);
    }
    for (size_t k = 1; k + 1 < n; ++k) {
      if (chunk_.c(k) != '.' || !chunk_.word(k - 1) || in_address(k)) continue;
      size_t b = k + 1;
      while (b < n && chunk_.word(b)) ++b;
      if (!known_ending(chunk_.folded(static_cast<ptrdiff_t>(k + 1), static_cast<ptrdiff_t>(b))) ||
          (b + 1 < n && one_of(b, ".-_@") && chunk_.word(b + 1)))
        continue;
      size_t a = k;
      while (a > 0 && (chunk_.word(a - 1) || one_of(a - 1, "._-"))) --a;
      while (one_of(a, "._-")) ++a;
      if (k < a + 2) continue;
      if (b < n && chunk_.c(b) == '/') {
        while (b < n && !one_of(b, kStop)) ++b;
        while (one_of(b - 1, kTrailing)) --b;
      }
      addresses_.emplace_back(a, b);
    }
  }

  // Telephone numbers (713-555-0188, 555-0188, 1-800-555-0188, 713.555.0188) and runs of one sign
  // of money are one word.
  void find_numbers() {
    const size_t n = chunk_.size();
    for (size_t i = 0; i < n;) {
      if (chunk_.c(i) == '$') {
        size_t end = i + 1;
        while (end < n && chunk_.c(end) == '$') ++end;
        if (end > i + 1 && !digit(end)) addresses_.emplace_back(i, end);
        i = end;
        continue;
      }
      if (!digit(i)) {
        ++i;
        continue;
      }
      const size_t start = i;
      size_t sizes[5] = {}, groups = 0;
      char32_t joint = 0;
      bool fits = start == 0 || (!chunk_.word(start - 1) && !one_of(start - 1, "-.,/$:"));
      while (digit(i)) {
        size_t size = 0;
        while (digit(i)) ++i, ++size;
        if (groups < 5) sizes[groups] = size;
        ++groups;
        if (!one_of(i, "-.") || !digit(i + 1)) break;
        if (joint != 0 && joint != chunk_.c(i)) fits = false;
        joint = chunk_.c(i);
        ++i;
      }
      if (i < n && (chunk_.word(i) || chunk_.c(i) == '/')) fits = false;
      const size_t area = groups == 4 && sizes[0] == 1 ? 1 : 0;
      const bool whole =
          groups == 3 + area && sizes[area] == 3 && sizes[area + 1] == 3 && sizes[area + 2] == 4;
      const bool local = groups == 2 && joint == '-' && sizes[0] == 3 && sizes[1] == 4;
      if (fits && (whole || local)) addresses_.emplace_back(start, i);
    }
  }

  bool digit(size_t i) const {
    return i < chunk_.size() && chunk_.c(i) >= '0' && chunk_.c(i) <= '9';
  }
  bool letter(size_t i) const { return i < chunk_.size() && chunk_.word(i) && !digit(i); }
  // Behind the run of letters and digits that goes on at i.
  size_t run_end(size_t i) const {
    while (i < chunk_.size() && chunk_.word(i)) ++i;
    return i;
  }

  // One word are lines of hyphens and equals signs, and what code_end() finds.
  void find_codes() {
    const size_t n = chunk_.size();
    for (size_t i = 0; i < n; ++i) {
      if (one_of(i, "-=")) {
        const size_t first = i;
        while (i + 1 < n && one_of(i + 1, "-=")) ++i;
        if (i >= first + 2) addresses_.emplace_back(first, i + 1);
        continue;
      }
      if (i > 0 && (chunk_.word(i - 1) || one_of(i - 1, "-./',"))) continue;
      if (const size_t end = code_end(i); end > i) addresses_.emplace_back(i, end);
    }
  }

  // Where the short code that begins at i ends: what a # or @ marks, a number in groups of three
  // (6,606), a letter or two with figures behind them (M23, SX40, R2D2), a letter on each side of a
  // stroke (w/o, n/a), a name that begins with O'. i if there is none.
  size_t code_end(size_t i) const {
    const size_t n = chunk_.size();
    if (one_of(i, "#@")) {
      if (!letter(i + 1)) return i;
      size_t end = i + 1;
      while (end < n && (chunk_.word(end) || chunk_.c(end) == '_')) ++end;
      return end;
    }
    if (digit(i)) {
      size_t at = i, end = i;
      while (digit(at)) ++at;
      if (at > i + 3) return i;
      while (one_of(at, ",") && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4))
        end = at += 4;
      return end;
    }
    if (!letter(i)) return i;
    const size_t behind = letter(i + 1) ? i + 2 : i + 1;
    const auto head = [&] {
      return chunk_.folded(static_cast<ptrdiff_t>(i), static_cast<ptrdiff_t>(behind));
    };
    if (digit(behind)) {
      const size_t end = run_end(behind);
      return one_of(end, "-./'") || joined_to_figures(head()) ? i : end;
    }
    if (behind != i + 1 || behind >= n || !letter(behind + 1)) return i;
    if (one_of(behind, "/")) {
      const size_t last = behind + 2;
      return last < n && (chunk_.word(last) || one_of(last, "/")) ? i : last;
    }
    if (!one_of(behind, "'") || !letter(behind + 2) || head() != "o") return i;
    size_t end = behind + 1;
    while (letter(end)) ++end;
    return end;
  }

  // Words that people glue to a number, and signs of money.
  static bool joined_to_figures(std::string_view letters) {
    static constexpr std::string_view kWords[] = {"a",  "am", "at", "by", "i",  "in", "is",
                                                  "no", "of", "on", "or", "pm", "q",  "rs",
                                                  "to", "us", "x",  "kr", "c"};
    return std::find(std::begin(kWords), std::end(kWords), letters) != std::end(kWords);
  }

  static bool known_ending(std::string_view text) {
    static constexpr std::string_view kEndings[] = {
        "com", "org",  "net", "gov",  "edu",  "mil", "int",  "info", "biz",  "co",   "uk",
        "us",  "eu",   "de",  "fr",   "ru",   "cn",  "tv",   "fm",   "htm",  "html", "php",
        "asp", "aspx", "pdf", "doc",  "docx", "xls", "xlsx", "ppt",  "pptx", "txt",  "csv",
        "zip", "exe",  "jpg", "jpeg", "png",  "gif", "mp3",  "mp4",  "avi"};
    return std::find(std::begin(kEndings), std::end(kEndings), text) != std::end(kEndings);
  }

  // ---- the templates of a place

  // What is the same for all places of a chunk.
  void find_facts(const Run& before, const Run& after) {
    before12_.clear();
    before_last_.clear();
    after12_.clear();
    after1_ = "\x03";
    after_shape_ = {};
    size_t n = 0;
    chars::Info slow;
    if (!before.empty()) {
      for (size_t p = before.start; p < before.end && n < 12; ++n)
        utf8_append(before12_, table_(utf8_next(content_, p), slow).folded);
      size_t p = before.end;
      utf8_append(before_last_, table_(utf8_previous(content_, p), slow).folded);
    }
    if (!after.empty()) {
      n = 0;
      for (size_t p = after.start; p < after.end && n < 12; ++n) {
        const char32_t folded = table_(utf8_next(content_, p), slow).folded;
        utf8_append(after12_, folded);
        if (n == 0) after1_ = after12_;
        // The shape is taken of the folded form.
        if (n < 3) after_shape_.add(table_(folded, slow).sign);
      }
    } else {
      after_shape_.add(3);
    }
    const size_t size = chunk_.size();
    run_start_.resize(size);
    run_end_.resize(size);
    for (size_t i = 0; i < size; ++i)
      run_start_[i] =
          static_cast<uint32_t>(i > 0 && chunk_.k(i) == chunk_.k(i - 1) ? run_start_[i - 1] : i);
    for (size_t i = size; i-- > 0;)
      run_end_[i] = static_cast<uint32_t>(
          i + 1 < size && chunk_.k(i) == chunk_.k(i + 1) ? run_end_[i + 1] : i + 1);
    at_sign_ = slashes_ = false;
    hyphens_ = 0;
    first_dot_ = chunk_.size();
    last_dot_ = -1;
    for (size_t i = 0; i < chunk_.size(); ++i) {
      const char32_t c = chunk_.c(i);
      at_sign_ = at_sign_ || c == '@';
      hyphens_ += c == '-';
      slashes_ =
          slashes_ || (c == '/' && chunk_.c(i + 1) == '/') ||
          (c == 'w' && chunk_.c(i + 1) == 'w' && chunk_.c(i + 2) == 'w' && chunk_.c(i + 3) == '.');
      if (c == '.') {
        if (last_dot_ < 0) first_dot_ = i;
        last_dot_ = static_cast<ptrdiff_t>(i);
      }
    }
  }

  // 0 join, 1 split, 2 split inside a token. `last`: the digit decided one place before, or 0.
  uint32_t decide(size_t place, char last) {
    const auto p = static_cast<ptrdiff_t>(place), n = static_cast<ptrdiff_t>(chunk_.size());
    const auto left = static_cast<ptrdiff_t>(run_start_[place - 1]),
               right = static_cast<ptrdiff_t>(run_end_[place]);
    auto f = [&](ptrdiff_t i, ptrdiff_t j) { return chunk_.folded(i, j); };
    auto s = [&](ptrdiff_t i, ptrdiff_t j) { return chunk_.signs(i, j); };
    auto at = [&](ptrdiff_t a, ptrdiff_t b) { return chunk_.folded(p + a, p + b); };
    auto shp = [&](ptrdiff_t a, ptrdiff_t b) { return chunk_.signs(p + a, p + b); };
    auto shape = [&](ptrdiff_t i, ptrdiff_t j) {
      chars::Shape out;
      for (; i < j; ++i) out.add(chunk_.sign(static_cast<size_t>(i)));
      return out;
    };
    const ptrdiff_t lrun_at = std::max(left, p - 12), rrun_to = std::min(right, p + 12);
    const std::string_view lrun = f(lrun_at, p), rrun = f(p, rrun_to);
    const std::string_view lrun3 = f(std::max(lrun_at, p - 3), p),
                           rrun3 = f(p, std::min(rrun_to, p + 3));
    auto bit = [](bool b) { return b ? '1' : '0'; };
    const char flags[] = {
        bit(at_sign_),       bit(slashes_),     bit(static_cast<ptrdiff_t>(first_dot_) < p),
        bit(last_dot_ >= p), bit(hyphens_ > 1), bit(left == 0),
        bit(right == n)};
    const std::string_view last_text = last == 0 ? std::string_view() : std::string_view(&last, 1);
    const std::string_view sep("\x1f", 1);
    auto digit = [](ptrdiff_t most, ptrdiff_t value) {
      return static_cast<char>('0' + std::min(most, value));
    };
    const char from_start24 = digit(24, p), from_start5 = digit(5, p), to_end5 = digit(5, n - p);
    auto one = [](const char& c) { return std::string_view(&c, 1); };
    const chars::Shape left8 = shape(std::max<ptrdiff_t>(0, p - 8), p),
                       right8 = shape(p, std::min(n, p + 8));

    std::array<uint32_t, kTemplates> ids;
    size_t k = 0;
    auto add = [&](auto... parts) {
      uint32_t h = chars::fnv_byte(static_cast<uint8_t>(k + 1));
      ((h = chars::fnv(parts, h)), ...);
      ids[k++] = chars::bucket(h, t_.split.size);
    };
    add();
    add(at(-1, 0));
    add(at(0, 1));
    add(at(-1, 1));
    add(at(-2, 0));
    add(at(0, 2));
    add(at(-2, 1));
    add(at(-1, 2));
    add(at(-3, 0));
    add(at(0, 3));
    add(at(-2, 2));
    add(at(-3, 3));
    add(shp(-2, 2));
    add(shp(-4, 4));
    add(shp(-1, 1), std::string_view(flags, sizeof(flags)));
    add(lrun);
    add(rrun);
    add(lrun, sep, rrun);
    add(f(0, std::min<ptrdiff_t>(n, 24)), sep, one(from_start24));
    add(shp(-3, 1), sep, f(p, std::min(n, p + 4)));
    add(f(std::max<ptrdiff_t>(0, p - 4), p), sep, shp(0, 3));
    add(lrun, sep, at(0, 1), sep, after_shape_.view());
    add(at(-1, 1), sep, one(to_end5), std::string_view(after1_));
    add(at(-1, 1), sep, one(from_start5), std::string_view(before_last_));
    add(lrun, sep, at(0, 1), sep, std::string_view(after12_));
    add(std::string_view(before12_), sep, lrun, sep, at(0, 1));
    add(last_text, sep, at(-1, 1));
    add(last_text, sep, lrun3, sep, rrun3);
    add(last_text, sep, shp(-2, 2));
    add(last_text, sep, lrun, sep, right8.view());
    add(f(p, std::min(n, p + 8)), sep, s(p - 1, p));
    add(s(p, p + 1), sep, f(std::max<ptrdiff_t>(0, p - 8), p));
    add(left8.view(), sep, right8.view());

    alignas(64) float h[kSplitDim] = {};
    kernels_.add_rows(h, t_.split.rows, t_.split.scale, ids.data(), ids.size(), kSplitDim);
    float score[kSplitClasses] = {};
    for (size_t i = 0; i < kSplitDim; ++i) {
      const float v = std::max(h[i] + t_.split_bias[i], 0.0f);
      for (size_t c = 0; c < kSplitClasses; ++c) score[c] += t_.out_w[c * kSplitDim + i] * v;
    }
    uint32_t best = 0;
    for (size_t c = 0; c < kSplitClasses; ++c) score[c] += t_.out_b[c];
    for (uint32_t c = 1; c < kSplitClasses; ++c)
      if (score[c] > score[best]) best = c;
    return best;
  }

  std::string_view content_;
  const SegmentModel::Tables& t_;
  Tokens& out_;
  const chars::Table& table_ = chars::table();
  const Kernels& kernels_ = kernels();
  Chunk chunk_;
  std::vector<uint8_t> candidate_;
  std::vector<uint32_t> run_start_, run_end_;  // of the run of one class that a character is in
  std::vector<std::pair<size_t, size_t>> addresses_;
  std::string before12_, before_last_, after12_, after1_;
  chars::Shape after_shape_{};
  bool at_sign_ = false, slashes_ = false;
  size_t hyphens_ = 0, first_dot_ = 0;
  ptrdiff_t last_dot_ = -1;
};

// Scores of the ends of sentences, window by window: a score sees four words to each side.
class Sentencer {
 public:
  Sentencer(std::string_view content, const SegmentModel::Tables& tables)
      : content_(content), t_(tables) {
    constexpr size_t kRows = kWindow + 4 * kReach;
    x_.reserve(kRows * kWordDim);
    h1_.reserve(kRows * kHidden);
    h2_.reserve(kRows * kHidden);
    y_.reserve(kRows * 16);
  }

  // Scores of the words [from, to) of the paragraph [first, last); to - from <= kWindow.
  const float* scores(const Tokens& tokens, size_t first, size_t last, size_t from, size_t to) {
    constexpr size_t kHalo = 2 * kReach;
    // Row r of x stands for word from - kHalo + r, zero where that is outside of the paragraph.
    const size_t rows = to - from + 2 * kHalo;
    float* x = x_.data();
    for (size_t r = 0; r < rows; ++r) {
      float* row = x + r * kWordDim;
      std::fill_n(row, kWordDim, 0.0f);
      const size_t word = from + r;  // + kHalo too large
      if (word < first + kHalo || word - kHalo >= last) continue;
      embed(tokens, first, word - kHalo, row);
    }
    // h1 of words from - kReach … to + kReach.
    const size_t middle = to - from + 2 * kReach;
    float* h1 = h1_.data();
    kernels_.product(x, kWordDim, middle, t_.conv1.data(), kHidden, kTaps * kWordDim, kHidden, 1.0f,
                     h1, kHidden);
    for (size_t r = 0; r < middle; ++r) {
      const size_t word = from + r;  // + kReach too large
      const bool outside = word < first + kReach || word - kReach >= last;
      for (size_t i = 0; i < kHidden; ++i) {
        float& v = h1[r * kHidden + i];
        v = outside ? 0.0f : std::max(v + t_.conv1_b[i], 0.0f);
      }
    }
    float* h2 = h2_.data();
    kernels_.product(h1, kHidden, to - from, t_.conv2.data(), kHidden, kTaps * kHidden, kHidden,
                     1.0f, h2, kHidden);
    for (size_t r = 0; r < to - from; ++r)
      for (size_t i = 0; i < kHidden; ++i)
        h2[r * kHidden + i] = std::max(h2[r * kHidden + i] + t_.conv2_b[i], 0.0f);
    float* y = y_.data();
    kernels_.product(h2, kHidden, to - from, t_.score.data(), 16, kHidden, 16, 1.0f, y, 16);
    for (size_t r = 0; r < to - from; ++r) y[r] = y[r * 16] + t_.score_bias;
    return y;
  }

 private:
  void embed(const Tokens& tokens, size_t first, size_t word, float* row) const {
    char folded[4 * kFormChars];
    size_t size = 0, length = 0;
    size_t tail[4] = {};  // where the last characters begin
    chars::Shape shape;
    const uint32_t end = tokens.end[word];
    for (size_t p = tokens.start[word]; p < end && length < kFormChars; ++length) {
      chars::Info slow;
      const chars::Info& info = table_(utf8_next(content_, p), slow);
      tail[length & 3] = size;
      if (info.folded < 128) {
        folded[size++] = static_cast<char>(info.folded);
      } else {
        scratch_.clear();
        utf8_append(scratch_, info.folded);
        std::memcpy(folded + size, scratch_.data(), scratch_.size());
        size += scratch_.size();
      }
      shape.add(info.sign);
    }
    char space = '1';
    if (word > first) {
      const std::string_view gap =
          content_.substr(tokens.end[word - 1], tokens.start[word] - tokens.end[word - 1]);
      space = gap.empty() ? '0' : gap.find('\n') != std::string_view::npos ? '2' : '1';
    }
    const std::string_view form(folded, size);
    const std::string_view affix = length > 3 ? form.substr(tail[(length - 3) & 3]) : form;
    const char key[] = {'\x1f', space, static_cast<char>('0' + std::min<size_t>(length, 4))};
    const uint32_t ids[3] = {
        chars::bucket(chars::fnv(form), t_.form.size),
        chars::bucket(chars::fnv(affix, chars::fnv_byte(1)), t_.affix.size),
        chars::bucket(chars::fnv({key, sizeof(key)}, chars::fnv(shape.view(), chars::fnv_byte(2))),
                      t_.shape.size)};
    kernels_.add_rows(row, t_.form.rows, t_.form.scale, ids, 1, kWordDim);
    kernels_.add_rows(row, t_.affix.rows, t_.affix.scale, ids + 1, 1, kWordDim);
    kernels_.add_rows(row, t_.shape.rows, t_.shape.scale, ids + 2, 1, kWordDim);
  }

  std::string_view content_;
  const SegmentModel::Tables& t_;
  const chars::Table& table_ = chars::table();
  const Kernels& kernels_ = kernels();
  AlignedBuffer<float> x_, h1_, h2_, y_;
  mutable std::string scratch_;
};

// A word of letters or digits that no period ends, or a comma.
bool plain_word(std::string_view content, const Tokens& tokens, size_t i) {
  const char last = content[tokens.end[i] - 1];
  if (last == ',') return true;
  size_t p = tokens.start[i];
  chars::Info slow;
  const Class k = chars::table()(utf8_next(content, p), slow).k;
  return (k == Class::kLetter || k == Class::kDigit) && last != '.';
}

// Text from the web loses the space between two paragraphs: a full stop, a closing quotation mark
// and a capital with nothing in between. The treebanks, being clean, do not show it.
bool glued_end(std::string_view content, const Tokens& tokens, size_t i) {
  if (i == 0 || tokens.end[i] != tokens.start[i + 1] || tokens.end[i - 1] != tokens.start[i])
    return false;
  const std::string_view mark = tokens.span(i).of(content), before = tokens.span(i - 1).of(content);
  if (mark != "\"" && mark != "”" && mark != "''") return false;
  if (before != "." && before != "!" && before != "?") return false;
  size_t p = tokens.start[i + 1];
  chars::Info slow;
  return chars::table()(utf8_next(content, p), slow).upper;
}

}  // namespace

Tokens segment(const Text& text, const SegmentModel& model) {
  Tokens out;
  const std::string_view content = text.content;
  const SegmentModel::Tables& t = model.tables();
  reserve_words(content.size(), out);
  out.sentence_first.push_back(0);
  Splitter splitter(content, t, out);
  Sentencer sentencer(content, t);
  for_each_block(text, [&](Span span) {
    const size_t first = out.size();
    splitter.words(span);
    const size_t last = out.size();
    size_t sentence = first;
    auto end_at = [&](size_t word) {
      while (word - sentence > kMaxSentenceWords) {
        sentence = cut_sentence(content, out, sentence);
        out.sentence_first.push_back(static_cast<uint32_t>(sentence));
      }
      if (word > sentence) out.sentence_first.push_back(static_cast<uint32_t>(word));
      sentence = word;
    };
    for (size_t from = first; from < last; from += kWindow) {
      const size_t to = std::min(last, from + kWindow);
      const float* score = sentencer.scores(out, first, last, from, to);
      for (size_t i = from; i < to && i + 1 < last; ++i) {
        if ((out.flags[i + 1] & Tokens::kContinues) != 0) continue;
        const float margin = plain_word(content, out, i) ? kPlainWordMargin : 0.0f;
        if (score[i - from] > t.threshold + margin || glued_end(content, out, i)) end_at(i + 1);
      }
    }
    if (last > first) end_at(last);
  });
  if (out.start.empty()) out.sentence_first.clear();
  return out;
}

std::vector<float> sentence_scores(std::string_view paragraph, const Tokens& tokens,
                                   const SegmentModel& model) {
  Sentencer sentencer(paragraph, model.tables());
  std::vector<float> out;
  for (size_t from = 0; from < tokens.size(); from += kWindow) {
    const size_t to = std::min(tokens.size(), from + kWindow);
    const float* score = sentencer.scores(tokens, 0, tokens.size(), from, to);
    out.insert(out.end(), score, score + (to - from));
  }
  return out;
}

}  // namespace dragoman
