#include "entity/words.h"

#include <vector>

#include "base/fold.h"

namespace dragoman {
namespace {

struct Class {
  uint64_t bits;
  std::string_view words;
};

constexpr Class kClasses[] = {
    {kWDet | kWThe | kWNotName, "the"},
    {kWDet | kWNotName, "a an this that these those some any every each another all no such"},
    {kWParticle,
     "al el ul ad an as ash az at ar bin ben bint ibn ould wald abd abdul abdel abu um umm de da "
     "do dos das "
     "di del della dello der den van von und zu la le las los y e ter ten i"},
    {kWNotName,
     "in on at and but or nor so yet for if as by to of from with without within into over under "
     "after "
     "before during since until while when where why how what who whom whose which because "
     "although though "
     "however meanwhile earlier later now then there here he she it they we i you his her its "
     "their our my "
     "monday tuesday wednesday thursday friday saturday sunday january february march april june "
     "july "
     "august september october november december mon tue wed thu fri sat sun jan feb mar apr jun "
     "jul aug sep "
     "sept oct nov dec today yesterday tomorrow also both many most more much several few one two "
     "three four "
     "five six seven eight nine ten first second third last next new other others according "
     "despite among "
     "amid against between about above across around behind below beside beyond through throughout "
     "toward "
     "towards upon via per than not only even just still again once ever never always often "
     "perhaps maybe "
     "indeed instead otherwise therefore thus hence moreover furthermore additionally similarly "
     "likewise "
     "consequently finally recently currently previously reportedly allegedly apparently certainly "
     "clearly "
     "yes no please thank thanks let do does did is are was were be been being has have had will "
     "would shall "
     "should can could may might must let's dear hello breaking update updated exclusive video "
     "photo photos "
     "watch read more live analysis opinion editorial interview report reports source sources file "
     "image "
     "copyright all rights reserved follow share click subscribe am pm gmt utc est q a another "
     "each every "
     "either neither some any such those these this that asked speaking addressing referring "
     "commenting "
     "responding regarding concerning following given including based born like unlike because due "
     "ahead "
     "part whether nevertheless nonetheless besides elsewhere everyone everybody someone nobody "
     "nothing "
     "something everything anyone anything people those official officials"},
    {kWLocative,
     "in into at inside near across throughout outside around within off onto aboard via"},
    {kWMotion,
     "arrived arrive arrives arriving travelled traveled travel travels travelling traveling flew "
     "fly flies "
     "flying visit visits visited visiting trip trips returned return returns returning headed "
     "heading toured "
     "landed left leave leaving departed departing fled flee fleeing deported drove sailed went go "
     "going goes "
     "came come moved evacuated tour journey flight flights entered enter entering enters flown "
     "drive march marched marching invited invite "
     "convoy"},
    {kWSay,
     "said say says saying told tells tell stressed stresses added adds noted notes affirmed "
     "affirms announced "
     "announces stated states declared declares explained explains reiterated reaffirmed "
     "emphasized emphasised "
     "underlined underscored pointed confirmed confirms warned warns urged urges insisted insists "
     "argued claimed "
     "claims asserted vowed pledged called acknowledged admitted denied accused accuses praised "
     "thanked thanks "
     "hailed condemned expressed expresses voiced reported reports remarked replied responded "
     "wrote writes "
     "tweeted commented asked asks answered recalled promised predicted suggested maintained "
     "concluded "
     "conveyed welcomed appreciated rejected dismissed described criticized criticised discussed"},
    {kWAux,
     "is are was were be been has have had will would shall should can could may might must does "
     "did do 'll 've "
     "'d wo ca"},
    {kWTitleMod,
     "former ex then acting interim caretaker outgoing incoming new newly appointed elected "
     "re-elected senior "
     "top high ranking level high-ranking high-level visiting late current longtime long time "
     "veteran chief "
     "deputy vice assistant associate special first second retired exiled ousted deposed embattled "
     "powerful influential firebrand hardline moderate reformist conservative ruling designated "
     "nominated "
     "popular controversial fellow prominent leading local regional national federal foreign "
     "defence "
     "defense government opposition military parliamentary presidential royal ministerial official "
     "diplomatic state provincial supreme executive"},
    {kWEx, "former ex late then ousted deposed retired"},
    {kWAnd, "and &"},
    {kWComma, ","},
    {kWOf, "of"},
    {kWTo, "to"},
    {kWFrom, "from"},
    {kWActorPrep, "with between against toward towards by"},
    {kWPosS, "'s '"},
    {kWHe | kWSubject, "he"},
    {kWHe | kWObject, "him"},
    {kWHe | kWPossessive, "his"},
    {kWHe | kWReflexive, "himself"},
    {kWShe | kWSubject, "she"},
    {kWShe | kWObject | kWPossessive, "her"},
    {kWShe, "hers"},
    {kWShe | kWReflexive, "herself"},
    {kWThey | kWSubject, "they"},
    {kWThey | kWObject, "them"},
    {kWThey | kWPossessive, "their"},
    {kWThey | kWReflexive, "themselves"},
    {kWIt | kWSubject, "it"},
    {kWIt | kWPossessive, "its"},
    {kWIt | kWReflexive, "itself"},
    {kWI | kWSubject, "i"},
    {kWI | kWObject, "me"},
    {kWI | kWPossessive, "my"},
    {kWI, "mine"},
    {kWI | kWReflexive, "myself"},
    {kWWe | kWSubject, "we"},
    {kWWe | kWObject, "us"},
    {kWWe | kWPossessive, "our"},
    {kWWe, "ours"},
    {kWWe | kWReflexive, "ourselves"},
    {kWYou, "you yours"},
    {kWYou | kWPossessive, "your"},
    {kWYou | kWReflexive, "yourself yourselves"},
    {kWTwo | kWNumberish, "two"},
    {kWThree | kWNumberish, "three"},
    {kWFour | kWNumberish, "four"},
    {kWBoth | kWNumberish, "both"},
    {kWGroupState,
     "countries nations states sides parties governments neighbours neighbors capitals powers "
     "allies"},
    {kWGroupPeople, "peoples"},
    {kWHyphen, "-"},
    {kWOpenQuote, "\xE2\x80\x9C \xC2\xAB ``"},
    {kWCloseQuote, "\xE2\x80\x9D \xC2\xBB ''"},
    {kWOpenQuote | kWCloseQuote, "\""},
    {kWOpenParen, "( ["},
    {kWCloseParen, ") ]"},
    {kWSentenceDash, "\xE2\x80\x93 \xE2\x80\x94 --"},
    {kWCounterpart, "counterpart counterparts homologue"},
    {kWCountryNoun, "country nation state homeland kingdom emirate sultanate republic"},
    {kWWho, "who whose whom"},
    {kWFeminine,
     "mrs ms miss spokeswoman chairwoman congresswoman queen princess baroness duchess lady madam "
     "madame "
     "businesswoman policewoman mother wife daughter sister empress actress woman girl sultana "
     "first-lady"},
    {kWMasculine,
     "mr spokesman chairman congressman king prince sir lord baron sheikh imam ayatollah sultan "
     "emir pope "
     "businessman policeman father husband son brother emperor actor man boy monsieur herr señor "
     "gunman "
     "archbishop cardinal shah"},
    {kWOrgTail,
     "inc inc. ltd ltd. corp corp. company co. bank university council committee commission agency "
     "group "
     "association foundation institute center centre ministry department school college hospital "
     "church "
     "party movement front union federation league forum summit conference house court tribunal "
     "airport "
     "street avenue road square bridge river lake mount mountain mountains sea ocean gulf bay "
     "island islands "
     "peninsula valley desert county province district region city town village state war treaty "
     "agreement "
     "accord initiative plan project act bill law award prize cup games olympics festival times "
     "post news "
     "journal tribune herald gazette daily weekly today television tv radio press channel network "
     "army navy "
     "force forces corps brigade brigades division battalion regiment command guard guards police"},
    {kWVerb,
     "meets meet visits urges warns calls discusses holds receives arrives increases discuss agree "
     "agrees seeks "
     "hails slams vows backs rejects condemns accuses denies offers plans signs sign sends wins "
     "loses kills dies "
     "names appoints elects gets gives makes takes wants faces hits strikes attacks launches opens "
     "closes ends "
     "begins starts stops cuts raises talks speaks addresses attends hosts welcomes congratulates "
     "thanks praises "
     "thank inspects orders approves affirms stresses reiterates reaffirms confirms enhance boost "
     "deepen "
     "reviews chairs leads joins quits resigns returns leaves tells asks sees eyes mulls considers "
     "expects hopes "
     "pledges promises threatens targets uses shows finds reaches strengthens expands becomes "
     "remains continues"},
    {kWPlaceNoun,
     "city town village province governorate region district county suburb suburbs countryside "
     "outskirts "
     "neighbourhood neighborhood airport port border area street streets square river coast valley "
     "island islands peninsula mountains desert camp hospital university prison residents "
     "area-based "
     "metro downtown municipality"},
    {kWLanguage,
     "language languages speaking speaker translation translated version script alphabet dialect"},
    {kWRegime, "regime government authorities administration side leadership delegation officials"},
    {kWTownsfolk,
     "man woman men women resident residents native couple teen teenager police firefighters mayor "
     "council high elementary middle library school schools"},
    {kWAmerican,
     "county counties sheriff sheriff's sheriffs township townships interstate courthouse "
     "statehouse "
     "superintendent trooper troopers misdemeanor felony felonies arraigned zoning alderman "
     "aldermen "
     "councilman councilwoman councilmember selectman selectmen congressman congresswoman "
     "sophomore "
     "freshman varsity touchdown touchdowns quarterback innings homecoming thanksgiving blvd. blvd "
     "ave. ave rd. kindergarten nonprofit turnpike co-ed hwy. parkway statewide republican "
     "republicans democrat democrats gop gubernatorial medicaid "
     "medicare legislator legislators patrolman firefighters caucus"},
    {kWCompass,
     "north south east west northern southern eastern western central northeast northwest "
     "southeast "
     "southwest northeastern northwestern southeastern southwestern mid upper lower greater "
     "downtown"},
};

// Open addressing, made once: 4,096 slots for some 1,000 words.
struct Table {
  static constexpr size_t kSize = 4096;
  struct Slot {
    uint64_t key = 0, bits = 0;
  };
  std::vector<Slot> slots = std::vector<Slot>(kSize);
  Table() {
    for (const Class& c : kClasses) {
      std::string_view words = c.words;
      while (!words.empty()) {
        size_t end = words.find(' ');
        std::string_view word = words.substr(0, end);
        words = end == std::string_view::npos ? std::string_view() : words.substr(end + 1);
        if (word.empty()) continue;
        uint64_t key = fold_hash(word);
        size_t i = key & (kSize - 1);
        while (slots[i].key != 0 && slots[i].key != key) i = (i + 1) & (kSize - 1);
        slots[i].key = key;
        slots[i].bits |= c.bits;
      }
    }
  }
};

}  // namespace

uint64_t word_bits(uint64_t hash) {
  static const Table table;
  for (size_t i = hash & (Table::kSize - 1);; i = (i + 1) & (Table::kSize - 1)) {
    if (table.slots[i].key == hash) return table.slots[i].bits;
    if (table.slots[i].key == 0) return 0;
  }
}

}  // namespace dragoman
