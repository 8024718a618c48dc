// Tables for person_names.cpp: groups of spellings of one given or family name, and family names of
// languages that put them first.
#ifndef DRAGOMAN_ENTITY_PERSON_NAME_TABLES_H_
#define DRAGOMAN_ENTITY_PERSON_NAME_TABLES_H_

#include <string_view>

namespace dragoman::person_name_tables {

// One group a line; m or f before it: the gender of given names, - for none. A spelling that the
// rules of sound already find need not stand here unless the gender is wanted.
inline constexpr std::string_view kVariants = R"(
m mohammed muhammad mohamed mohammad mohamad muhammed mohamud mahomed mehmet mehmed mahamat mamadou mokhammad mohd magomed
m ahmed ahmad akhmed ahmet akhmad
m mahmoud mahmud mahmood makhmud
m mustafa mostafa moustafa mustapha
m hussein hussain husain husayn hossein hosein hussien huseyin hussin
m hassan hasan hasane
m abdullah abdallah abdulla abdellah
m abdulaziz abdelaziz abdalaziz
m abdulrahman abdelrahman abdurrahman abdirahman abdalrahman abdulrehman abdurahman
m abdulfattah abdelfattah abdalfattah abdulfatah abdelfatah
m abdulmajid abdelmadjid abdelmajid
m yusuf youssef yousef yusef youssuf yusof yousuf
m ibrahim ebrahim ibraheem
m ismail esmail ismael ismaeel
m omar umar omer
m othman uthman osman usman
m khaled khalid
m faisal faysal feisal faysel
m fahd fahad
m saud saoud
m said saeed sayed saeid
m salih saleh salah
m suleiman sulaiman soleiman suleyman sulayman
m mansour mansur mansoor
m nouri nuri noori
m hosni husni
m muammar moammar muamar moamer
m tariq tarek tareq tarik
m bashar bashshar
m walid waleed
m jamal gamal djamel
m majid majed maged
m adel adil
m haidar haider hyder haydar
m muqtada moqtada
m masoud massoud masud mesut
m javad jawad
m mehdi mahdi
m reza riza
m hamid hamed
m rashid rasheed rachid
m yahya yehya yahia
m ilham
m alexander aleksandr alexandr oleksandr aliaksandr alyaksandr aleksander alexandre alejandro alessandro sasha alex
m alexei alexey aleksei aleksey oleksiy alexi
m sergei sergey serhiy siarhei sergiy serge
m andrei andrey andriy andrew andrej andres andrea
m dmitri dmitry dmitriy dmytro dimitri dmitrii dzmitry
m nikolai nikolay mykola nicholas nicolas nicola nikola nick nicolae miklos
m mikhail michael mykhailo michel miguel mihail mike mick michal mikheil michele
m vladimir volodymyr uladzimir wladimir vladimer
m viktor victor viktar
m petr pyotr petro peter pierre pedro pete pietro piotr
m pavel paul pavlo pablo paolo paulo
m yevgeny evgeny yevgeniy evgeni yevgeni eugene evgeniy yevhen
m yuri yury yuriy iurii iouri
m igor ihor
m ivan
m john jack johnny
m jean
m juan
m giovanni gianni
m johann johannes hans
m joseph joe josef jose giuseppe josep joey
m james jim jimmy jamie
m william bill billy will willy guillaume guillermo wilhelm liam
m robert bob rob bobby roberto
m richard rick dick ricardo riccardo
m edward ted ed eduard eduardo edouard eddie
m thomas tom tommy tomas
m anthony tony antonio anton antoine antony antti
m charles charlie chuck carlos karl carl carlo
m george jorge georgi giorgi georgy georgios georges jiri yorgos
m christopher chris christophe cristobal
m daniel dan danny daniil danylo
m david dave dawid
m stephen steven steve stefan stephane esteban stepan istvan
m timothy tim
m gregory greg grigory hryhoriy gregor
m lawrence larry laurence
m ronald ron ronny
m donald don
m benjamin ben binyamin bibi benyamin
m theodore teddy
m philip phil philippe felipe phillip
m patrick pat padraig
m kenneth ken kenny
m jeffrey jeff geoffrey geoff
m leonid leon
m francis frank francisco francois francesco franz
m luis luiz louis ludwig luigi
m henry harry henri enrique enrico heinrich
m matthew matt mateusz matteo matthias
m albert alberto
m joaquin
m emmanuel manuel manolo
m jacob jake jacques
m raul raoul
m hugo
m moshe moses moise
m yitzhak isaac itzhak yitzchak
m ehud
m shimon simon simeon
m avraham abraham
m yoav
m recep
m zedong tsetung
m enlai
m xiaoping hsiaoping
- zhou chou
- deng teng
m jieshi kaishek
m yatsen zhongshan
f mary maria marie mariya
f elizabeth liz elisabeth beth yelizaveta liza
f catherine katherine kate kathy katharine ekaterina yekaterina kateryna catarina
f anne ann anna annie hanna
f margaret maggie peggy
f angela
f hillary
f theresa teresa
f condoleezza
f nancy
f susan sue susanna
f julia yulia yuliya iuliia
f christine christina cristina kristina kirsten
f ursula
f federica
f giorgia
f marine
f sanna
f jacinda
f michelle
f melania
f ivanka
f kamala
f sarah sara
f laura
f jennifer jen
f samantha
f madeleine
f janet
f gina
f avril
f linda
f rosemary
f helen helena elena olena yelena
f irina iryna
f olga olha
f natalia natalya nataliya
f svetlana sviatlana
f tatiana tatyana
f valentina
f dilma
f ellen
f joyce
f hasina
f khaleda
f benazir
f hina
f sushma
f indira
f sonia
f pratibha
f nirmala
f droupadi
f yingluck
f megawati
f retno
f corazon
f gloria
f leni
f sahle
f ameenah
f asma
f bouthaina buthaina bothaina
f fatima fatemeh fatma fatimah
f aisha ayesha aicha
f zahra
f leila layla
f nadia
f najat najla
f reem rima
f masoumeh
f maryam miriam
f ebtekar
f chunying
f peiyuan
f meiling
f liyuan
f sollum
f kuyang
f yoriko
f makiko
f yuriko
f sanae
f roza
f dalia
f vigdis
f tarja
f mette
f magdalena
f kolinda
f zuzana
f atifete
f vjosa
f ana
f kaja
f ingrida
f simonetta
f viola
f doris
f karin
f micheline
f alexandra
f claudia
f xiomara
f mireya
f violeta
f isabel
f delcy
f susana
f nicole
f caroline
f stephanie
f rebecca
f rachel
f deborah debbie
f barbara
f patricia
f karen
f lisa
f emily
f jane
f alice
f heather
f kellyanne
f victoria
f jill
f diana
f ruth
f golda
f tzipi tzippi
f ayelet
f hanan
m bernard bernardo
m brian bryan
m eric erik
m gordon
m jeremy
m kevin
m mark marc marco marcos marko
m martin
m neil
m oliver
m rodrigo
m scott
m rex
m colin
m barack
m boris
m rishi
m keir
m gerhard
m olaf
m helmut
m heiko
m guido
m sebastian
m angel
m narendra
m manmohan
m atal
m rajiv
m shehbaz shahbaz
m imran
m nawaz
m asif
m pervez parvez
m ashraf
m shinzo
m fumio
m yoshihide
m taro
m junichiro
m yukio
m naoto
m yoshihiko
m shigeru
m hirofumi
m jinping
m keqiang
m jiabao
m jintao
m zemin
m jiechi
m prayut prayuth
m joko
m susilo
m ferdinand
m benigno
m mahathir
m najib
m anwar
m hun
m thein
m hoang
m kofi
m boutros
m javier
m jens
m anders
m yasser yasir
m ariel
m naftali
m yair
m avigdor
m shaul
m rafic rafik rafiq
m saad
m nabih
m fouad fuad
m emile
m samir
m gebran
m bechara
m riyad riad
m nabil
m ayman
m osama usama
m sergio
m mahinda
m gotabaya gotabhaya
m ranil
m maithripala
m yoweri
m uhuru
m raila
m jomo
m julius
m nelson
m thabo
m cyril
m goodluck
m muhammadu
m olusegun
m bola
m nana
m alassane
m laurent
m macky
m idriss idris
m isaias isaias
m abiy
m hailemariam
m meles
m girma
m salva
m riek
m felix
m denis
m ali
m zine
m moncef
m beji
m kais qais
m rached
m abdelilah
m saadeddine saadeddin
m evo
m rafael
m lenin
m gustavo
m alvaro
m mauricio
m nestor
m jair
m itamar
m fidel
m nayib
m vicente
)";

// Family names that Chinese, Korean, Japanese and Vietnamese put first (and news sometimes last).
inline constexpr std::string_view kEastAsianFamilies =
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng "
    "liang xie "
    "tang song xu deng feng han cao zeng peng xiao cai pan tian dong yuan yu ye du su wei jiang "
    "cheng lu "
    "ding ren yao shen zhong cui tan lu fan jin shi jia xia fu fang zou xiong bai meng qin qiu hou "
    "jiang "
    "yin xue yan duan lei long tao he mao hao gu gong shao wan qian qi xi hua geng hong bo ban mo "
    "guan "
    "hsieh tsai chiang lai chou kuo lee tsang leung kwok lam chan wong cheung chow ho yip ng kim "
    "gim park "
    "pak bak yi ri rhee choi choe jung jeong chung kang gang cho jo yoon yun jang chang lim im rim "
    "shin "
    "kwon hwang ahn an seo suh moon mun roh noh no han oh kwak nam paek baek ryu yoo thae thaek "
    "pyon "
    "abe suga kishida aso tanaka suzuki sato takahashi watanabe ito yamamoto nakamura kobayashi "
    "kato "
    "yoshida yamada sasaki noda kan hatoyama fukuda koizumi mori obuchi hashimoto ishiba takaichi "
    "kono "
    "motegi hayashi hamada kawaguchi maehara okada genba nguyen tran le pham phan vu vo dang bui "
    "do ngo "
    "duong ly nong truong dinh luong xanana hun sar tep pol orban nagy szijjarto kovacs szabo toth";

// Korean romanisations of one syllable; they count only in names with a Korean family name.
inline constexpr std::string_view kKorean = R"(
lee yi ri rhee
park pak bak
roh noh no
choi choe choy
chung jung jeong chong jong
kang gang
kim gim
moon mun
shin sin
cho jo
yoon yun
lim im rim
ryu yoo yu you
ahn an
seo suh
hyun hyon hyeon
young yong yeong
myung myong myeong
suk seok sok
sung seong song
woo wu u
geun keun kun
joon jun
un eun
chol cheol chul
yo yeo
ju joo
su soo
hwan whan
hui hee
kyung kyong gyeong
bok pok
pil
il
sik shik
guk kuk
)";

// Articles, words of descent and nobiliary particles.
inline constexpr std::string_view kParticles =
    "al el ul ad an as ash az at ar bin ben bint ibn ould wald de da do dos das di del della dello "
    "der den "
    "van von und zu la le las los y e ter ten bar san st af av";

// Address and rank that may be written before a name; they are no part of it.
inline constexpr std::string_view kAddress =
    "mr mrs ms miss dr prof sir dame lord lady sheikh shaikh shaykh sayyid sayyed sayed haj hajj "
    "haji hajji "
    "ayatollah imam mullah maulana king queen prince princess president premier chancellor emir "
    "sultan pope "
    "gen general col colonel maj major capt captain lt lieutenant brig brigadier adm admiral sgt "
    "marshal "
    "minister senator ambassador hon rev father bishop saint comrade u daw";

}  // namespace dragoman::person_name_tables

#endif  // DRAGOMAN_ENTITY_PERSON_NAME_TABLES_H_
