#include "model/container.h"

#include <simdjson.h>

#include <cstring>
#include <optional>

#include "base/hash.h"

namespace dragoman {
namespace {

constexpr std::string_view kMagic = "DGMODEL1";
constexpr size_t kHeader = 24, kEntry = 48, kNameBytes = 32, kAlign = 64;
constexpr size_t kMostSections = 4096, kMostBytes = size_t{2} << 30;

struct Section {
  std::string_view bytes;
  std::string_view dtype;
  std::vector<size_t> shape;
};

template <typename T>
T value_at(std::string_view bytes, size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

size_t width_of(std::string_view dtype) {
  if (dtype == "i8" || dtype == "utf8") return 1;
  if (dtype == "u32" || dtype == "f32") return 4;
  return dtype == "u64" ? 8 : 0;
}

}  // namespace

struct ModelFile::State {
  MappedFile file;
  AlignedBuffer<char> copy;
  std::string_view bytes;
  std::string name, kind;
  simdjson::dom::parser parser;
  simdjson::dom::element manifest;
  std::unordered_map<std::string, Section> sections;

  // The fault of the bytes, or nothing.
  std::optional<std::string> check() {
    if (bytes.size() < kHeader || bytes.substr(0, kMagic.size()) != kMagic)
      return "is no model file of Dragoman";
    const auto version = value_at<uint32_t>(bytes, 8);
    if (version != kVersion)
      return "has version " + std::to_string(version) +
             " of the format; this program reads version " + std::to_string(kVersion);
    const auto count = value_at<uint32_t>(bytes, 12);
    if (bytes.size() > kMostBytes) return "is larger than 2 GiB";
    if (count == 0 || count > kMostSections || kHeader + kEntry * count > bytes.size())
      return "is cut short or damaged: its table does not fit";
    if (value_at<uint64_t>(bytes, 16) != hash64(bytes.substr(kHeader)))
      return "is cut short or damaged: its checksum does not fit";
    // From here on a fault is one of the program that wrote the file; it must not hurt all the
    // same.
    std::vector<std::pair<std::string, std::string_view>> table;
    for (uint32_t i = 0; i < count; ++i) {
      const size_t at = kHeader + kEntry * i;
      const std::string_view padded = bytes.substr(at, kNameBytes);
      const auto offset = value_at<uint64_t>(bytes, at + kNameBytes);
      const auto size = value_at<uint64_t>(bytes, at + kNameBytes + 8);
      std::string section_name(padded.substr(0, padded.find('\0')));
      if (section_name.empty() || section_name.size() == kNameBytes || offset % kAlign != 0 ||
          offset > bytes.size() || size > bytes.size() - offset)
        return "has a section that does not fit (" + std::to_string(i) + ")";
      table.emplace_back(std::move(section_name), bytes.substr(offset, size));
    }
    if (table.front().first != "manifest") return "has no manifest";
    const std::string_view json = table.front().second;
    if (parser.parse(json.data(), json.size(), true).get(manifest) != simdjson::SUCCESS)
      return "has a manifest that is no JSON";
    std::string_view text;
    if (manifest["kind"].get(text) != simdjson::SUCCESS) return "has a manifest without a kind";
    kind = text;
    for (size_t i = 1; i < table.size(); ++i) {
      Section section{table[i].second, {}, {}};
      simdjson::dom::element entry;
      simdjson::dom::object tensors;
      if (manifest["tensors"].get(tensors) != simdjson::SUCCESS ||
          tensors[table[i].first].get(entry) != simdjson::SUCCESS ||
          entry["dtype"].get(section.dtype) != simdjson::SUCCESS)
        return "does not describe its section " + table[i].first;
      simdjson::dom::array shape;
      if (entry["shape"].get(shape) != simdjson::SUCCESS)
        return "does not describe its section " + table[i].first;
      size_t values = 1;
      for (simdjson::dom::element extent : shape) {
        uint64_t n = 0;
        if (extent.get(n) != simdjson::SUCCESS || n > kMostBytes ||
            (n != 0 && values > kMostBytes / n))
          return "has a wrong shape for its section " + table[i].first;
        values *= n;
        section.shape.push_back(n);
      }
      const size_t width = width_of(section.dtype);
      if (width == 0 || values * width != section.bytes.size())
        return "has a section of the wrong size: " + table[i].first;
      sections.emplace(table[i].first, std::move(section));
    }
    return std::nullopt;
  }
};

ModelFile::ModelFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
ModelFile::ModelFile(ModelFile&&) noexcept = default;
ModelFile& ModelFile::operator=(ModelFile&&) noexcept = default;
ModelFile::~ModelFile() = default;

const std::string& ModelFile::name() const {
  return state_->name;
}
std::string_view ModelFile::kind() const {
  return state_->kind;
}
size_t ModelFile::bytes() const {
  return state_->bytes.size();
}

Result<ModelFile> ModelFile::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  auto state = std::make_unique<State>();
  state->file = std::move(*file);
  state->bytes = state->file.bytes();
  state->name = path;
  if (auto fault = state->check()) return Error{Error::Code::kFormat, path + " " + *fault};
  return ModelFile(std::move(state));
}

Result<ModelFile> ModelFile::from_bytes(std::string_view bytes, const std::string& name) {
  auto state = std::make_unique<State>();
  state->copy.reserve(bytes.size() + 1);
  if (!bytes.empty()) std::memcpy(state->copy.data(), bytes.data(), bytes.size());
  state->bytes = {state->copy.data(), bytes.size()};
  state->name = name;
  if (auto fault = state->check()) return Error{Error::Code::kFormat, name + " " + *fault};
  return ModelFile(std::move(state));
}

Error ModelReader::error() const {
  return {Error::Code::kFormat, file_.name() + " is no model that this program can use: " + fault_};
}

void ModelReader::fail(const std::string& what) {
  if (fault_.empty()) fault_ = what;
}

bool ModelReader::has(std::string_view name) const {
  return file_.state_->sections.contains(std::string(name));
}

std::string_view ModelReader::section(std::string_view name, std::string_view dtype,
                                      std::initializer_list<size_t> shape, size_t width) {
  const auto it = file_.state_->sections.find(std::string(name));
  if (it == file_.state_->sections.end()) {
    fail("it has no tensor " + std::string(name));
    return {};
  }
  const Section& s = it->second;
  bool fits = s.dtype == dtype && s.shape.size() == shape.size() && width != 0;
  size_t axis = 0;
  for (size_t n : shape) {
    fits = fits && (n == 0 || s.shape[axis] == n);
    ++axis;
  }
  if (!fits) {
    fail("the tensor " + std::string(name) + " has another type or shape");
    return {};
  }
  return s.bytes;
}

template <typename T>
std::span<const T> ModelReader::tensor(std::string_view name, std::initializer_list<size_t> shape) {
  constexpr std::string_view dtype = std::is_same_v<T, int8_t>     ? "i8"
                                     : std::is_same_v<T, uint32_t> ? "u32"
                                     : std::is_same_v<T, uint64_t> ? "u64"
                                     : std::is_same_v<T, float>    ? "f32"
                                                                   : "utf8";
  const std::string_view bytes = section(name, dtype, shape, sizeof(T));
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}
template std::span<const int8_t> ModelReader::tensor(std::string_view,
                                                     std::initializer_list<size_t>);
template std::span<const uint32_t> ModelReader::tensor(std::string_view,
                                                       std::initializer_list<size_t>);
template std::span<const uint64_t> ModelReader::tensor(std::string_view,
                                                       std::initializer_list<size_t>);
template std::span<const float> ModelReader::tensor(std::string_view,
                                                    std::initializer_list<size_t>);

size_t ModelReader::extent(std::string_view name, size_t axis) {
  const auto it = file_.state_->sections.find(std::string(name));
  if (it == file_.state_->sections.end() || axis >= it->second.shape.size()) {
    fail("it has no tensor " + std::string(name));
    return 0;
  }
  return it->second.shape[axis];
}

std::string_view ModelReader::text(std::string_view name) {
  return section(name, "utf8", {0}, 1);
}

QuantMatrix ModelReader::matrix(const std::string& name, size_t rows, size_t cols) {
  const auto w = tensor<int8_t>(name + ".w", {rows, cols});
  const auto s = tensor<float>(name + ".s", {rows});
  std::span<const float> b;
  if (has(name + ".b")) b = tensor<float>(name + ".b", {rows});
  if (!ok() || w.empty()) {
    fail("the matrix " + name + " is empty");
    return {};
  }
  return {w.data(), extent(name + ".w", 0), extent(name + ".w", 1), s, b};
}

std::vector<std::string> ModelReader::strings(std::string_view pointer) {
  std::vector<std::string> out;
  simdjson::dom::array array;
  if (file_.state_->manifest.at_pointer(pointer).get(array) != simdjson::SUCCESS) {
    fail("its manifest has no list " + std::string(pointer));
    return out;
  }
  for (simdjson::dom::element e : array) {
    std::string_view text;
    if (e.get(text) != simdjson::SUCCESS) fail(std::string(pointer) + " is no list of strings");
    out.emplace_back(text);
  }
  return out;
}

std::string ModelReader::string(std::string_view pointer) {
  std::string_view text;
  if (file_.state_->manifest.at_pointer(pointer).get(text) != simdjson::SUCCESS)
    fail("its manifest has no text " + std::string(pointer));
  return std::string(text);
}

double ModelReader::number(std::string_view pointer) {
  double value = 0;
  if (file_.state_->manifest.at_pointer(pointer).get(value) != simdjson::SUCCESS)
    fail("its manifest has no number " + std::string(pointer));
  return value;
}

size_t ModelReader::size(std::string_view pointer) {
  simdjson::dom::element e;
  if (file_.state_->manifest.at_pointer(pointer).get(e) != simdjson::SUCCESS) return 0;
  simdjson::dom::array array;
  if (e.get(array) == simdjson::SUCCESS) return array.size();
  simdjson::dom::object object;
  return e.get(object) == simdjson::SUCCESS ? object.size() : 0;
}

std::unordered_map<std::string, std::vector<uint32_t>> ModelReader::lists(
    std::string_view pointer) {
  std::unordered_map<std::string, std::vector<uint32_t>> out;
  simdjson::dom::object object;
  if (file_.state_->manifest.at_pointer(pointer).get(object) != simdjson::SUCCESS) {
    fail("its manifest has no object " + std::string(pointer));
    return out;
  }
  for (const auto& [key, value] : object) {
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS) {
      fail(std::string(pointer) + " holds what is no list");
      break;
    }
    std::vector<uint32_t>& list = out[std::string(key)];
    for (simdjson::dom::element e : array) {
      uint64_t n = 0;
      if (e.get(n) != simdjson::SUCCESS || n > 0xFFFFFFFF)
        fail(std::string(pointer) + " holds what is no number");
      list.push_back(static_cast<uint32_t>(n));
    }
  }
  return out;
}

}  // namespace dragoman
