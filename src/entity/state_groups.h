// Words for kinds of states: which a phrase like "the kingdom" or "the Arab country" can mean.
#ifndef DRAGOMAN_ENTITY_STATE_GROUPS_H_
#define DRAGOMAN_ENTITY_STATE_GROUPS_H_

#include <string_view>

namespace dragoman::entity_detail {

struct StateGroup {
  std::string_view word;   // folded
  std::string_view codes;  // separated by spaces
};

inline constexpr StateGroup kStateGroups[] = {
    {"kingdom", "SAU JOR MAR BHR GBR THA NOR SWE DNK NLD BEL ESP KHM BTN SWZ LSO TON"},
    {"emirate", "QAT KWT ARE"},
    {"sultanate", "OMN BRN"},
    {"islamic", "IRN PAK MRT AFG"},
    {"arab",
     "DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM"},
    {"gulf", "BHR KWT OMN QAT SAU ARE IRQ IRN"},
    {"african",
     "DZA AGO BEN BWA BFA BDI CMR CPV CAF TCD COM COG COD CIV DJI EGY GNQ ERI SWZ ETH GAB GMB GHA "
     "GIN GNB KEN "
     "LSO LBR LBY MDG MWI MLI MRT MUS MAR MOZ NAM NER NGA RWA STP SEN SYC SLE SOM ZAF SSD SDN TZA "
     "TGO TUN UGA "
     "ZMB ZWE"},
    {"european",
     "ALB AND AUT BEL BGR BIH BLR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GEO GRC HRV HUN IRL ISL "
     "ITA LTU LUX "
     "LVA MDA MKD MLT MNE NLD NOR POL PRT ROU RUS SRB SVK SVN SWE UKR XKX"},
    {"asian",
     "AFG BGD BTN BRN KHM CHN IND IDN JPN KAZ KGZ LAO MYS MDV MNG MMR NPL PRK PAK PHL SGP KOR LKA "
     "TWN TJK THA TLS "
     "TKM UZB VNM"},
    {"baltic", "EST LVA LTU"},
    {"balkan", "ALB BIH BGR HRV GRC XKX MKD MNE ROU SRB SVN"},
    {"nordic", "DNK FIN ISL NOR SWE"},
    {"caucasus", "ARM AZE GEO"},
};

}  // namespace dragoman::entity_detail

#endif  // DRAGOMAN_ENTITY_STATE_GROUPS_H_
