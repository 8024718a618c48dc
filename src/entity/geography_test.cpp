// Where places lie, with the table of places as it is built; skipped where GeoNames is not
// installed.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entity/entity.h"
#include "segment/segment.h"

namespace dragoman {
namespace {

class Geography : public testing::Test {
 protected:
  void SetUp() override {
    auto table = PlaceTable::open(DRAGOMAN_PLACES_FILE);
    if (!table) GTEST_SKIP() << "no table of places: " << table.error().message;
    places_ = std::move(table).value();
    auto g = Gazetteer::load(DRAGOMAN_SOURCE_DIR, {});
    ASSERT_TRUE(g) << g.error().message;
    gazetteer_ = std::move(g).value();
  }

  Document read(std::string content, std::string domain = "") {
    Document d;
    d.text.content = std::move(content);
    if (!domain.empty()) {
      d.text.info.outlet = Outlet{};
      d.text.info.outlet->domain = domain;
    }
    d.tokens = segment(d.text);
    d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer_, places_);
    EXPECT_EQ(verify(d), "");
    return d;
  }

  // Country and feature of the place that these words name; "-" if it is not located.
  static std::string where(const Document& d, const std::string& words) {
    for (const MentionRow& m : d.entities.mentions) {
      if (m.span.of(d.text.content) != words) continue;
      const EntityRow& e = d.entities.rows[m.entity.index];
      if (e.kind == EntityKind::kState) return e.country + " state";
      return e.place ? e.place->country + " " + e.place->feature : "-";
    }
    return "";
  }

  PlaceTable places_;
  Gazetteer gazetteer_;
};

TEST_F(Geography, HostileTexts) {
  for (const std::string& text : std::vector<std::string>{
           "", "A", " \n\t ", "\xEF\xBF\xBD", std::string("Lamar\0County", 12),
           std::string(1 << 20, 'C'), "County", "Lamar County", "Lamar County Lamar County",
           "Texas Texas Texas", "Georgia Georgia", "in in in", "Paris man", "Paris City Hall"})
    read(text);
}

TEST_F(Geography, NamesTellEachOther) {
  struct Case {
    const char *text, *words, *where;
  };
  for (const Case& c : std::vector<Case>{
           // a county and its town meet in one state alone
           {"Deputies in Anderson County, Texas, said the sheriff drove to Palestine.", "Palestine",
            "USA PPLA2"},
           {"Georgia schools and Fulton County courts open late, a superintendent in Ohio wrote.",
            "Georgia", "USA ADM1"},
           // the famous one where nothing local speaks
           {"The president flew to Paris and met leaders in Berlin.", "Paris", "FRA PPLC"},
           {"Talks were held in Paris, Texas.", "Paris", "USA PPLA2"},
           // a city before the division that is called after it, unless the words say otherwise
           {"Shops in Aleppo opened.", "Aleppo", "SYR PPLA"},
           {"Police in Salisbury, England, found it.", "Salisbury", "GBR PPLA3"},
       }) {
    Document d = read(c.text);
    EXPECT_EQ(where(d, c.words), c.where) << c.text << "\n" << dump(d);
  }
}

TEST_F(Geography, AStateAmongStatesStaysOne) {
  Document d = read("Georgia and Armenia signed a treaty. Georgian President Levan Kobidze spoke.");
  EXPECT_EQ(where(d, "Georgia"), "GEO state") << dump(d);
}

TEST_F(Geography, TheOutletsCountryCounts) {
  for (const auto& [domain, country] : std::vector<std::pair<const char*, const char*>>{
           {"news.example.ca", "CAN"}, {"news.example.nz", "NZL"}})
    EXPECT_EQ(where(read("Fire crews in Hamilton worked late.", domain), "Hamilton").substr(0, 3),
              country);
}

// The table of local outlets is our own: these rows of it are well known.
TEST_F(Geography, TheTownOfALocalOutletCounts) {
  struct Case {
    const char *text, *domain, *words, *where;
  };
  for (const Case& c : std::vector<Case>{
           {"A Paris man was hurt on Monday.", "www.theparisnews.com", "Paris", "USA PPLA2"},
           {"Crews worked in Athens and Georgia waits.", "onlineathens.com", "Georgia", "USA ADM1"},
           // called after a town that no table of outlets has
           {"Deputies in Ohio met in Columbus.", "columbusdailyexample.com", "Columbus",
            "USA PPLA"},
           // a town abroad of which nothing else is said is another one near by
           {"Students of Kerman High School sang.", "www.theparisnews.com", "Kerman", ""},
           {"Fire crews drove to Lindsay, Okla., at noon.", "www.theparisnews.com", "Lindsay", "-"},
           {"The family has moved to Tehran, Iran.", "www.theparisnews.com", "Tehran",
            "IRN PPLC"}}) {
    Document d = read(c.text, c.domain);
    const std::string found = where(d, c.words);
    EXPECT_EQ(found, c.where) << c.text << "\n" << dump(d);
  }
}

TEST_F(Geography, TheProvinceOfACountrysNameIsNotTheCountry) {
  EXPECT_EQ(
      where(read("It began in Mexico. He stayed in Mexico City. Mexico closed schools."), "Mexico")
          .substr(0, 3),
      "MEX");
  Document d = read("Cases rose in Mexico, while Toluca and Mexico City were quiet.");
  EXPECT_EQ(where(d, "Mexico"), "MEX PCLI") << dump(d);
}

TEST_F(Geography, OutletsAreKnownByTheirDomain) {
  auto outlet = [&](std::string domain) {
    ReportInfo info;
    info.outlet = Outlet{};
    info.outlet->domain = std::move(domain);
    know_outlet(info, gazetteer_, places_);
    return info.outlet->name + "|" + info.outlet->country;
  };
  EXPECT_EQ(outlet("www.bbc.co.uk"), "British Broadcasting Corporation|GBR");
  EXPECT_EQ(outlet("theparisnews.com"), "|USA");
  EXPECT_EQ(outlet("sport.theparisnews.com"), "|USA");
  EXPECT_EQ(outlet("news.example"), "|");
  EXPECT_EQ(outlet(""), "|");
  EXPECT_EQ(outlet("...."), "|");
  EXPECT_NE(places_.home_of("theparisnews.com"), PlaceFile::kNone);
  EXPECT_EQ(places_.home_of("com"), PlaceFile::kNone);
  EXPECT_EQ(PlaceTable().home_of("theparisnews.com"), PlaceFile::kNone);
}

TEST_F(Geography, WhatLiesInAPlaceHasItsCountry) {
  Document d = read("Protesters in Khartoum met the mayor of Lviv. A court in Bishkek agreed.");
  std::string countries;
  for (const EntityRow& e : d.entities.rows)
    if (e.kind != EntityKind::kPlace) countries += e.country + " ";
  EXPECT_EQ(countries, "SDN UKR KGZ ") << dump(d);
}

TEST_F(Geography, PlacesOfUnrecognisedEntitiesLieWhereTheLawSays) {
  Document d = read("South Ossetian officials waited. Shells fell in Tskhinvali.");
  bool found = false;
  for (const EntityRow& e : d.entities.rows)
    if (e.kind == EntityKind::kPlace) {
      found = true;
      EXPECT_EQ(e.country, "GEO") << dump(d);
    }
  EXPECT_TRUE(found) << dump(d);
}

}  // namespace
}  // namespace dragoman
