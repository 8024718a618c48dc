#!/bin/sh
# Checks the reviewed event tables in resources/events/ and resources/ontology/ (see events/README.md).
#
#   resources/check_events.sh [folder that holds events/ and ontology/]
#
# Prints one `file:line: message` a fault and exits 1 if there is any, 0 if the tables are sound.
# Needs a POSIX shell and awk; the C locale makes order and comparison those of the bytes.

LC_ALL=C
export LC_ALL
folder=${1:-$(dirname "$0")}
cd "$folder" || exit 2

for table in ontology/types ontology/cameo ontology/contexts ontology/issues events/triggers \
             events/blockers events/shifts events/doers events/means events/reporting; do
  [ -r "$table.tsv" ] || { echo "$table.tsv:0: missing"; exit 1; }
done

# The order of the files matters: types before cameo, both and the contexts before the triggers.
exec awk '
function fault(message) {
  printf "%s:%d: %s\n", FILENAME, FNR, message
  faults++
}

function words(list, set,   parts, count, i) {
  count = split(list, parts, " ")
  for (i = 1; i <= count; i++) set[parts[i]] = 1
}

# One relation or several with > between them.
function check_path(path,   steps, count, i) {
  count = split(path, steps, ">")
  if (count == 0) fault("a place of the frame is empty")
  for (i = 1; i <= count; i++)
    if (!(steps[i] in relations) && steps[i] !~ /^prep:[a-z]+$/)
      fault("unknown relation `" steps[i] "`; known: subj obj iobj poss mod comp prep:WORD, joined by >")
}

function check_frame(frame, roles,   slots, places, count, n, i, j, at, role) {
  if (frame == "") { fault("the frame is empty"); return }
  count = split(frame, slots, ",")
  for (i = 1; i <= count; i++) {
    at = index(slots[i], "=")
    role = substr(slots[i], 1, at - 1)
    if (at == 0) { fault("`" slots[i] "` is not of the form role=place"); continue }
    if (!(role in roles)) fault("unknown role `" role "`")
    n = split(substr(slots[i], at + 1), places, "|")
    if (n == 0) fault("role `" role "` has no place")
    for (j = 1; j <= n; j++) check_path(places[j])
  }
}

function check_order(key) {
  key = key ""  # compared as text, not as numbers
  if (previous != "" && previous > key) fault("out of order: stands after what follows it")
  if (previous == key) fault("stands twice")
  previous = key
}

function check_phrase(phrase) {
  if (phrase == "") fault("the phrase is empty")
  if (phrase ~ /^ | $|  /) fault("a blank too many in the phrase")
  if (phrase ~ /[A-Z]/) fault("the phrase is not in lower case")
}

BEGIN {
  FS = "\t"
  header["ontology/types.tsv"] = "# type\tmode\tquad\tcameo\tgoldstein\tgloss"
  header["ontology/cameo.tsv"] = "# code\ttype\tmode\tgoldstein\tgloss"
  header["ontology/contexts.tsv"] = "# context\tcues\tweak"
  header["ontology/issues.tsv"] = "# issue\twordings\tnear"
  header["events/triggers.tsv"] = "# phrase\tpos\ttype\tmode\tcameo\tframe\tcontexts\tnote"
  header["events/blockers.tsv"] = "# phrase\tpos\tnote"
  header["events/shifts.tsv"] = "# type\tmode\tcue\tto_type\tto_mode\tcameo"
  header["events/means.tsv"] = "# mode\trank\twords"
  header["events/doers.tsv"] = "# type\tmode\tdoer\tto_type\tto_mode\tcameo"
  header["events/reporting.tsv"] = "# phrase\tpos\tkind\tact\tfactuality\tstrength\tframe\tnote"
  words("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN " \
        "PROTEST SANCTION MOBILIZE COERCE ASSAULT", types)
  words("verbal_cooperation material_cooperation verbal_conflict material_conflict", quads)
  words("military intelligence executive legislative election political_institutions " \
        "pro_democracy pro_autocracy economic legal reparations human_rights rights_freedoms " \
        "repression human_security gender lgbt religion_ethnicity inequality diplomatic territory " \
        "peacekeeping health asylum migration disasters natural_resource environment technology " \
        "terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking", contexts)
  words("subj obj iobj poss mod comp clause", relations)
  words("actor recipient both theme", event_roles)
  words("speaker addressee content about", statement_roles)
  words("verb noun adj", event_pos)
  words("verb noun adj adv prep", statement_pos)
  words("promised refused demanded forbidden", shift_cues)
  words("speech thought show", kinds)
  words("say support oppose praise thank condemn accuse deny pledge offer urge warn condole " \
        "apologise", acts)
  words("neutral factive doubting", factualities)
  words("weak plain strong", strengths)
}

FNR == 1 { previous = ""; titled = 0; split(header[FILENAME], columns, "\t"); width = 0
           for (i in columns) width++ }
$0 == header[FILENAME] { titled = 1; next }
/^#/ { next }
!titled { fault("the line that names the columns is missing: " header[FILENAME]); titled = 1 }
/\r/ { fault("carriage return") }
$0 == "" { fault("empty line"); next }
NF != width { fault(NF " fields, not " width); next }
{
  for (i = 1; i <= NF; i++)
    if ($i ~ /^ | $/) fault("blank at the edge of field " i)
}

FILENAME == "ontology/types.tsv" {
  check_order($1 "\t" $2)
  if (!($1 in types)) fault("unknown type `" $1 "`")
  if (!($3 in quads)) fault("unknown quad class `" $3 "`")
  if (($1 in quad_of) && quad_of[$1] != $3) fault("another quad class than the rows before: " quad_of[$1])
  if ($2 != "" && !(($1 SUBSEP "") in modes)) fault("the row of the type itself is missing")
  if ($6 == "") fault("no gloss")
  quad_of[$1] = $3
  modes[$1, $2] = $4
  score_of[$1, $2] = $5
  line_of[$1, $2] = FNR
  defaults[$1, $2, $4] = 1
  next
}

FILENAME == "ontology/cameo.tsv" {
  check_order($1)
  if ($1 !~ /^(0[1-9]|1[0-9]|20)[0-9]?[0-9]?$/) fault("`" $1 "` is no CAMEO code")
  if ($2 == "" && $3 != "") fault("a mode without a type")
  if ($2 != "" && !(($2, $3) in modes)) fault("type `" $2 "` has no mode `" $3 "`")
  if ($4 !~ /^-?[0-9]+(\.[0-9]+)?$/ || $4 < -10 || $4 > 10) fault("`" $4 "` is no Goldstein score")
  if ($5 == "") fault("no gloss")
  type_of[$1] = $2
  goldstein[$1] = $4
  next
}

FILENAME == "ontology/contexts.tsv" {
  check_order($1)
  if (!($1 in contexts)) fault("unknown context `" $1 "`")
  seen_context[$1] = 1
  if ($2 == "") fault("no cue")
  delete cue_seen
  count = split($2 "|" $3, cues, "|")
  for (i = 1; i <= count; i++) {
    if (cues[i] == "") { if ($3 != "") fault("empty cue"); continue }
    if (cues[i] ~ /[A-Z]/) fault("cue `" cues[i] "` is not in lower case")
    if (cues[i] ~ /^ | $/) fault("blank at the edge of cue `" cues[i] "`")
    if (cues[i] in cue_seen) fault("cue `" cues[i] "` stands twice")
    cue_seen[cues[i]] = 1
  }
  next
}

FILENAME == "ontology/issues.tsv" {
  check_order($1)
  if ($1 == "") fault("the issue has no label")
  if ($1 ~ /[{}]/ && $1 !~ /^[^{}]+ [a-z]+ \{(state|target)!?\}$/)
    fault("a slot is the last word, after a preposition: {state} {target} {state!} {target!}")
  if ($2 == "") fault("no wording")
  count = split($2, list, "|")
  for (i = 1; i <= count; i++) {
    if (list[i] == "" || list[i] ~ /^ | $|  /) fault("empty wording or a blank too many in `" list[i] "`")
    if (list[i] ~ /[A-Z]/ && list[i] !~ /^=/) fault("wording `" list[i] "` is not in lower case")
    if (list[i] ~ /,/) fault("comma in wording `" list[i] "`")
    if (list[i] in wording_line) fault("wording `" list[i] "` stands already in line " wording_line[list[i]])
    wording_line[list[i]] = FNR
  }
  delete cue_seen
  count = split($3, list, "|")
  for (i = 1; i <= count; i++) {
    if (list[i] == "" || list[i] ~ /^ | $|[A-Z]/) fault("`" list[i] "` is empty or not in lower case")
    if (list[i] in cue_seen) fault("`" list[i] "` stands twice")
    cue_seen[list[i]] = 1
  }
  next
}

FILENAME == "events/triggers.tsv" {
  bare = $1
  marks = gsub(/\*/, "", bare)
  # Tabs sort before blanks, so that `hold` stands before `hold talk`.
  check_order($3 "\t" bare "\t" $1 "\t" $2)
  check_phrase($1)
  if (marks > 1) fault("more than one head is marked")
  if ($1 ~ /^\*/) fault("the first word is the head without a mark")
  if ($1 ~ /\*( |$)/) fault("the mark of the head stands before its word")
  if ($2 == "verb" && bare ~ /^be /) fault("a copula is no head: write the adjective or noun that follows it")
  if ((bare, $2) in trigger_line) fault("`" bare "` as " $2 " stands already in line " trigger_line[bare, $2])
  trigger_line[bare, $2] = FNR
  if (!($2 in event_pos)) fault("unknown part of speech `" $2 "`; known: verb noun adj")
  if (!($3 in types)) fault("unknown type `" $3 "`")
  else if (!(($3, $4) in modes)) fault("type " $3 " has no mode `" $4 "`")
  if (!($5 in type_of)) fault("unknown CAMEO code `" $5 "`")
  else if (type_of[$5] != $3 && !(($3, $4, $5) in defaults))
    fault("CAMEO code " $5 " belongs to " (type_of[$5] == "" ? "no type" : type_of[$5]) ", not to " $3)
  check_frame($6, event_roles)
  if ($6 ~ /(^|,)both=/ && $6 ~ /(^|,)(actor|recipient)=/) fault("a mutual act has no actor or recipient of its own")
  count = split($7, list, "|")
  for (i = 1; i <= count; i++) if (!(list[i] in contexts)) fault("unknown context `" list[i] "`")
  used[$3, $4]++
  next
}

FILENAME == "events/blockers.tsv" {
  check_order($1 "\t" $2)
  check_phrase($1)
  if ($1 ~ /\*/) fault("the head is marked")
  if (!($2 in event_pos)) fault("unknown part of speech `" $2 "`; known: verb noun adj")
  if (($1, $2) in trigger_line) fault("`" $1 "` is a trigger too, in line " trigger_line[$1, $2])
  next
}

FILENAME == "events/shifts.tsv" || FILENAME == "events/doers.tsv" {
  check_order($1 "\t" $2 "\t" $3)
  if (!($1 in types)) fault("unknown type `" $1 "`")
  else if ($2 != "*" && !(($1, $2) in modes)) fault("type " $1 " has no mode `" $2 "`")
  if (FILENAME == "events/doers.tsv") {
    if ($3 !~ /^(civilians|forces|state)$/) fault("unknown doer `" $3 "`; known: civilians forces state")
  } else if (!($3 in shift_cues))
    fault("unknown cue `" $3 "`; known: promised refused demanded forbidden")
  if (!(($4, $5) in modes)) fault("type `" $4 "` has no mode `" $5 "`")
  if (!($6 in type_of)) fault("unknown CAMEO code `" $6 "`")
  else if (type_of[$6] != $4) fault("CAMEO code " $6 " belongs to " type_of[$6] ", not to " $4)
  next
}

FILENAME == "events/means.tsv" {
  check_order($1)
  if (!(("ASSAULT", $1) in modes)) fault("type ASSAULT has no mode `" $1 "`")
  if ($2 !~ /^[0-9]+$/) fault("the rank is no number")
  if ($2 in rank_of) fault("rank " $2 " stands twice")
  rank_of[$2] = 1
  count = split($3, list, "|")
  for (i = 1; i <= count; i++) {
    if (list[i] in means_of) fault("`" list[i] "` is a means of " means_of[list[i]] " too")
    means_of[list[i]] = $1
  }
  next
}

FILENAME == "events/reporting.tsv" {
  bare = $1
  marks = gsub(/\*/, "", bare)
  # One phrase may do two things under different conditions (agree that, agree to).
  check_order(bare "\t" $2 ($8 ~ /^only: with a to-clause/ ? "\t" : ""))
  check_phrase($1)
  if (marks > 1) fault("more than one head is marked")
  if ($1 ~ /^\*/) fault("the first word is the head without a mark")
  if (!($2 in statement_pos)) fault("unknown part of speech `" $2 "`; known: verb noun adj adv prep")
  if (!($3 in kinds)) fault("unknown kind `" $3 "`; known: speech thought show")
  if (!($4 in acts)) fault("unknown statement act `" $4 "`")
  if (!($5 in factualities)) fault("unknown factuality `" $5 "`; known: neutral factive doubting")
  if (!($6 in strengths)) fault("unknown strength `" $6 "`; known: weak plain strong")
  check_frame($7, statement_roles)
  count = split($8, list, "|")
  for (i = 1; i <= count; i++)
    if (list[i] ~ /^also: / && !(substr(list[i], 7) in acts)) fault("unknown statement act in `" list[i] "`")
  next
}

END {
  # What only shows when all tables are read.
  FILENAME = "ontology/types.tsv"
  for (key in modes) {
    split(key, parts, SUBSEP)
    FNR = line_of[key]
    if (!(modes[key] in goldstein)) fault("unknown CAMEO code `" modes[key] "`")
    else if (goldstein[modes[key]] != score_of[key])
      fault("score " score_of[key] ", but " modes[key] " has " goldstein[modes[key]] " in cameo.tsv")
    if (parts[2] != "" && !(key in used)) fault("no trigger has type " parts[1] ", mode `" parts[2] "`")
  }
  FNR = 0
  for (type in types) if (!((type, "") in modes)) fault("type " type " is missing")
  FILENAME = "ontology/contexts.tsv"
  for (context in contexts) if (!(context in seen_context)) fault("context " context " is missing")
  exit faults > 0
}
' ontology/types.tsv ontology/cameo.tsv ontology/contexts.tsv ontology/issues.tsv events/triggers.tsv \
  events/blockers.tsv events/shifts.tsv events/doers.tsv events/means.tsv events/reporting.tsv
