#include "entity/places.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace dragoman {
namespace {

std::string write(const std::string& bytes) {
  std::string path = testing::TempDir() + "/places_test.bin";
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

TEST(Places, DamagedFilesAreRefused) {
  EXPECT_EQ(PlaceTable::open("/nowhere/places.bin").error().code, Error::Code::kNotFound);
  PlaceFile::Header header{};
  std::copy(std::begin(PlaceFile::kMagic), std::end(PlaceFile::kMagic), header.magic);
  auto bytes = [&] { return std::string(reinterpret_cast<const char*>(&header), sizeof header); };
  for (const std::string& damaged :
       {std::string("x"), std::string(4096, '\0'), bytes(), bytes() + "tail"}) {
    auto table = PlaceTable::open(write(damaged));
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, Error::Code::kFormat) << table.error().message;
  }
  header.slots = header.lists = header.places = UINT32_MAX;  // sizes that overflow 32 bits
  EXPECT_FALSE(PlaceTable::open(write(bytes())));
  header.slots = 1;
  header.lists = header.places = 0;  // right size, wrong sum
  EXPECT_FALSE(PlaceTable::open(write(bytes() + std::string(sizeof(PlaceFile::Slot), '\0'))));
}

TEST(Places, AnEmptyTableFindsNothing) {
  PlaceTable table;
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.longest(std::vector<uint64_t>{1, 2}, 0).length, 0u);
  EXPECT_TRUE(table.candidates({}).empty());
}

TEST(Places, Distances) {
  EXPECT_NEAR(distance_km(0, 0, 0, 0), 0, 1e-9);
  EXPECT_NEAR(distance_km(0, 0, 0, 180), 20015, 1);
  EXPECT_NEAR(distance_km(33.51, 36.29, 33.89, 35.50), 84, 2);  // Damascus, Beirut
}

}  // namespace
}  // namespace dragoman
