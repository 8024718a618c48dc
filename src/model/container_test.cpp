#include "model/container.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace dragoman {
namespace {

void append(std::string& out, uint64_t value, size_t width) {
  for (size_t i = 0; i < width; ++i) out += static_cast<char>(value >> (8 * i));
}

std::string sealed(std::string bytes) {
  const uint64_t sum = hash64(std::string_view(bytes).substr(24));
  std::memcpy(bytes.data() + 16, &sum, 8);
  return bytes;
}

std::string container(const std::vector<std::pair<std::string, std::string>>& sections) {
  std::string out = "DGMODEL1";
  append(out, 1, 4);
  append(out, sections.size(), 4);
  append(out, 0, 8);
  size_t at = 24 + 48 * sections.size();
  std::string body;
  for (const auto& [name, data] : sections) {
    while ((at + body.size()) % 64 != 0) body += '\0';
    out += name;
    out.append(32 - name.size(), '\0');
    append(out, at + body.size(), 8);
    append(out, data.size(), 8);
    body += data;
  }
  return sealed(out + body);
}

constexpr const char* kManifest =
    R"({"kind":"toy","n":2.5,"words":["a","b"],"map":{"x":[1,2]},"deep":[{"t":"u"}],)"
    R"("tensors":{"m.w":{"dtype":"i8","shape":[2,3]},"m.s":{"dtype":"f32","shape":[2]}}})";

std::string sample() {
  const float scale[] = {0.5f, 2.0f};
  return container({{"manifest", kManifest},
                    {"m.w", std::string("\x01\x02\x03\xFF\xFE\xFD", 6)},
                    {"m.s", std::string(reinterpret_cast<const char*>(scale), 8)}});
}

TEST(Container, ReadsWhatWasWritten) {
  auto file = ModelFile::from_bytes(sample(), "toy");
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_EQ(file->kind(), "toy");
  ModelReader read(*file);
  EXPECT_EQ(read.tensor<int8_t>("m.w", {2, 0})[3], -1);
  EXPECT_EQ(read.tensor<float>("m.s", {2})[1], 2.0f);
  const QuantMatrix m = read.matrix("m", 2, 3);
  EXPECT_EQ(m.weight(1, 2), -3);
  EXPECT_EQ(read.strings("/words"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(read.number("/n"), 2.5);
  EXPECT_EQ(read.lists("/map").at("x"), (std::vector<uint32_t>{1, 2}));
  EXPECT_EQ(read.string("/deep/0/t"), "u");
  EXPECT_EQ(read.size("/deep"), 1u);
  EXPECT_EQ(read.size("/none"), 0u);
  EXPECT_TRUE(read.ok());
}

TEST(Container, FirstFaultIsKept) {
  auto file = ModelFile::from_bytes(sample(), "toy");
  ASSERT_TRUE(file.ok());
  ModelReader read(*file);
  EXPECT_TRUE(read.tensor<float>("m.w", {2, 3}).empty());
  (void)read.number("/none");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message,
            "toy is no model that this program can use: the tensor m.w has another type or shape");
}

TEST(Container, DamageIsFound) {
  const std::string good = sample();
  auto message = [](const std::string& bytes) {
    auto file = ModelFile::from_bytes(bytes, "x");
    return file.ok() ? std::string() : file.error().message;
  };
  EXPECT_EQ(message(""), "x is no model file of Dragoman");
  EXPECT_EQ(message("a"), "x is no model file of Dragoman");
  EXPECT_EQ(message(std::string(1000, ' ')), "x is no model file of Dragoman");
  EXPECT_EQ(message(std::string(100000, '\0')), "x is no model file of Dragoman");
  std::string other = good;
  other[8] = 7;
  EXPECT_EQ(message(other), "x has version 7 of the format; this program reads version 1");
  // Every flipped byte behind the version, and every cut, must be seen.
  for (size_t i = 12; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    EXPECT_NE(message(bad), "") << i;
  }
  for (size_t n = 0; n < good.size(); ++n) EXPECT_NE(message(good.substr(0, n)), "") << n;
  EXPECT_NE(message(container({{"x", "{}"}})), "");
  EXPECT_NE(message(container({{"manifest", "{"}})), "");
  EXPECT_NE(message(container({{"manifest", R"({"tensors":{}})"}})), "");
  EXPECT_NE(message(container({{"manifest", R"({"kind":"k","tensors":{}})"}, {"a", "b"}})), "");
  EXPECT_NE(message(container(
                {{"manifest", R"({"kind":"k","tensors":{"a":{"dtype":"f32","shape":[9]}}})"},
                 {"a", "b"}})),
            "");
  EXPECT_NE(message(container(
                {{"manifest",
                  R"({"kind":"k","tensors":{"a":{"dtype":"i8","shape":[4294967296,4294967296]}}})"},
                 {"a", "b"}})),
            "");
  EXPECT_EQ(message(container({{"manifest", R"({"kind":"k","tensors":{}})"}})), "");
}

TEST(Container, FilesAndTheirErrors) {
  auto none = ModelFile::open("/no/such/file.dgm");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, Error::Code::kNotFound);
  const std::string path = testing::TempDir() + "/container_test.dgm";
  std::ofstream(path, std::ios::binary) << sample();
  EXPECT_TRUE(ModelFile::open(path).ok());
  std::ofstream(path, std::ios::binary) << "short";
  auto bad = ModelFile::open(path);
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().message, path + " is no model file of Dragoman");
}

}  // namespace
}  // namespace dragoman
