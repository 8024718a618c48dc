#!/bin/sh
# Checks the reviewed actor tables in resources/actors/ (see README.md there).
#
#   resources/check_actors.sh [folder]
#
# Prints one `file:line: message` a fault and exits 1 if there is any, 0 if the tables are sound.
# Needs a POSIX shell and awk; the C locale makes order and comparison those of the bytes.

LC_ALL=C
export LC_ALL
folder=${1:-$(dirname "$0")/actors}
cd "$folder" || exit 2

for table in states bodies international media titles agents; do
  [ -r "$table.tsv" ] || { echo "$table.tsv:0: missing"; exit 1; }
done

# states.tsv comes first: its codes are the only ones that the other tables may use.
exec awk '
function fault(message) {
  printf "%s:%d: %s\n", FILENAME, FNR, message
  faults++
}

function words(list, set,   parts, count, i) {
  count = split(list, parts, " ")
  for (i = 1; i <= count; i++) set[parts[i]] = 1
}

BEGIN {
  FS = "\t"
  header["states.tsv"] = "# code\tname\taliases\tdemonyms\tcapital\tmetonyms\tfrom\tto\tnote"
  header["bodies.tsv"] = "# name\taliases\tkind\tcountry\tsector\tfrom\tto\tnote"
  header["international.tsv"] = "# name\taliases\tkind\tsector\tmembers\tnote"
  header["media.tsv"] = "# name\taliases\tdomain\tcountry\tstate_owned\tkind"
  header["titles.tsv"] = "# title\taliases\tsector\trank\tportfolio\thonorific"
  header["agents.tsv"] = "# lemma\tplural\tkind\tsector\tnote"
  # Columns that hold surface forms.
  forms["states.tsv"] = "2 3 4 5 6"
  forms["bodies.tsv"] = "1 2"
  forms["international.tsv"] = "1 2"
  forms["media.tsv"] = "1 2"
  forms["titles.tsv"] = "1 2"
  forms["agents.tsv"] = "1 2"
  words("GOV MIL COP JUD LEG PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF " \
        "OPP PRE REL SOC IGO NGO MNC", sectors)
  words("government_body armed_force armed_group party religious_body organisation", body_kinds)
  words("international_organisation organisation company", international_kinds)
  words("agency newspaper broadcaster site magazine", media_kinds)
  words("person state government_body armed_force armed_group party international_organisation " \
        "company media religious_body population organisation place", agent_kinds)
  words("head_of_state head_of_government minister deputy envoy ambassador spokesperson " \
        "military party_leader cleric executive legislator judge official royal other", ranks)
  words("foreign interior defence finance economy energy oil justice health education " \
        "agriculture environment information communications transport labour culture tourism " \
        "industry housing water planning science sport immigration development women regional " \
        "mining fisheries security supply tribal trade intelligence humanitarian religion " \
        "veterans elections", portfolios)
  portfolios["higher education"] = portfolios["social affairs"] = portfolios["public works"] = 1
  portfolios["human rights"] = portfolios["local government"] = 1
}

# The comparable part of a surface form: without its flags; lower case unless case matters.
function fold(form) {
  sub(/\?$/, "", form)
  if (form ~ /^=/) return substr(form, 2)
  form = tolower(form)
  gsub(/É/, "é", form); gsub(/È/, "è", form); gsub(/Á/, "á", form); gsub(/Å/, "å", form)
  gsub(/Ç/, "ç", form); gsub(/Ö/, "ö", form); gsub(/Ü/, "ü", form); gsub(/Ó/, "ó", form)
  gsub(/Č/, "č", form); gsub(/Š/, "š", form); gsub(/Ş/, "ş", form); gsub(/Ž/, "ž", form)
  return form
}

function check_cell_list(column,   parts, count, i, seen, mark) {
  if ($column == "") return
  count = split($column, parts, "|")
  for (i = 1; i <= count; i++) {
    if (parts[i] == "") fault("column " column ": empty item in a list")
    if (parts[i] ~ /^ | $/) fault("column " column ": space at the edge of \"" parts[i] "\"")
    mark = parts[i] ~ /^=/ ? "=" : ""
    if ((mark fold(parts[i])) in seen) fault("column " column ": \"" parts[i] "\" stands twice")
    seen[mark fold(parts[i])] = 1
  }
}

# Files surface forms of this row, so that the same form of another row is found.
function file_forms(   columns, count, i, parts, items, j, mark, key, lower, mine) {
  count = split(forms[FILENAME], columns, " ")
  for (i = 1; i <= count; i++) {
    items = split($(columns[i]), parts, "|")
    for (j = 1; j <= items; j++) {
      if (parts[j] ~ /^=?\??$/) { fault("a form with flags alone"); continue }
      if (parts[j] ~ /\?\?|^==/) fault("flag stands twice in \"" parts[j] "\"")
      mark = parts[j] ~ /^=/ ? "exact" : "any"
      key = FILENAME SUBSEP mark SUBSEP fold(parts[j])
      if (key in mine) {
        # A city state and its capital share their name; elsewhere once is enough.
        if (!(FILENAME == "states.tsv" && columns[i] == 5))
          fault("\"" parts[j] "\" stands in two columns")
        continue
      }
      mine[key] = 1
      meet(key, parts[j])
      if (mark == "exact") {
        lower = FILENAME SUBSEP "lower" SUBSEP tolower(fold(parts[j]))
        meet(FILENAME SUBSEP "any" SUBSEP tolower(fold(parts[j])), parts[j])
        note_row(lower, parts[j])
      } else {
        meet(FILENAME SUBSEP "lower" SUBSEP fold(parts[j]), parts[j])
      }
      note_row(key, parts[j])
    }
  }
  first[FILENAME, FNR] = date_from()
  last[FILENAME, FNR] = date_to()
}

function note_row(key, form) {
  rows[key] = rows[key] " " FNR
  asks[key, FNR] = form ~ /\?$/
}

function date_from() { return FILENAME == "states.tsv" ? $7 : FILENAME == "bodies.tsv" ? $6 : "" }
function date_to() { return FILENAME == "states.tsv" ? $8 : FILENAME == "bodies.tsv" ? $7 : "" }

# Two rows may share a form if both ask for context (?) or if they never held at the same time.
function meet(key, form,   parts, count, i, other) {
  if (!(key in rows)) return
  count = split(rows[key], parts, " ")
  for (i = 1; i <= count; i++) {
    other = parts[i]
    if (other == FNR) continue
    if (asks[key, other] && form ~ /\?$/) continue
    if (apart(date_from(), date_to(), first[FILENAME, other], last[FILENAME, other])) continue
    fault("\"" form "\" also stands in line " other "; mark both with ? or take one out")
  }
}

function apart(from1, to1, from2, to2) {
  return (to1 != "" && from2 != "" && to1 "" <= from2 "") ||
         (to2 != "" && from1 != "" && to2 "" <= from1 "")
}

function check_date(column) {
  if ($column != "" && $column !~ /^[0-9][0-9][0-9][0-9](-[0-9][0-9](-[0-9][0-9])?)?$/)
    fault("column " column ": \"" $column "\" is no year, month or day")
}

function check_period(from, to) {
  check_date(from)
  check_date(to)
  if ($from != "" && $to != "" && $from "" > $to "") fault("ends before it begins")
}

function check_member(value, set, what) {
  if (!(value in set)) fault("unknown " what " \"" value "\"")
}

function check_members(list, set, what,   parts, count, i) {
  if (list == "") return
  count = split(list, parts, "|")
  for (i = 1; i <= count; i++) check_member(parts[i], set, what)
}

# The keys part_of=, claimed_by= and succeeded_by= of a note name states; read after all rows.
function keep_note(   rest, code) {
  rest = $9
  while (match(rest, /(part_of|claimed_by|succeeded_by)=[A-Z|]+/)) {
    code = substr(rest, RSTART, RLENGTH)
    sub(/.*=/, "", code)
    pending[++pending_count] = FNR SUBSEP code
    rest = substr(rest, RSTART + RLENGTH)
  }
}

{
  count_fields = split(header[FILENAME], unused, "\t")
  if (FNR == 1) {
    if ($0 != header[FILENAME]) fault("header must be: " header[FILENAME])
    previous = ""
    next
  }
  if ($0 ~ /^#/) { fault("comments stand in README.md, not between rows"); next }
  if (NF != count_fields) { fault(NF " columns, not " count_fields); next }
  if ($0 ~ /\r/) fault("carriage return")
  if ($0 ~ /  | \t|\t /) fault("stray spaces")
  if ($0 ~ /’|‘|“|”|\302\240/) fault("typographic quote or no-break space; write plain ones")
  if ($1 == "") fault("first column is empty")
  if ($1 ~ /\|/) fault("the first column holds one form")
  if (previous != "" && previous "" >= $0 "") fault("out of order (LC_ALL=C sort)")
  previous = $0
  rows_count++

  if (FILENAME == "states.tsv") {
    if ($1 !~ /^[A-Z][A-Z][A-Z]$/) fault("code \"" $1 "\" is no three capital letters")
    if ($1 in codes) fault("code " $1 " also stands in line " codes[$1])
    codes[$1] = FNR
    if ($2 == "" || $2 ~ /\|/) fault("name must be one form")
    for (column = 3; column <= 6; column++) check_cell_list(column)
    check_period(7, 8)
    keep_note()
  } else if (FILENAME == "bodies.tsv") {
    check_cell_list(2)
    check_member($3, body_kinds, "kind")
    if ($4 != "") check_member($4, codes, "country")
    if ($5 == "") fault("sector is empty")
    check_members($5, sectors, "sector")
    check_period(6, 7)
  } else if (FILENAME == "international.tsv") {
    check_cell_list(2)
    check_member($3, international_kinds, "kind")
    check_member($4, sectors, "sector")
    members = split($5, member, "|")
    split("", once)
    for (i = 1; i <= members; i++) {
      code = member[i]
      if (code !~ /^[A-Z][A-Z][A-Z](:([0-9][0-9][0-9][0-9])?-([0-9][0-9][0-9][0-9])?)?$/) {
        fault("member \"" code "\" is not CODE or CODE:from-to")
        continue
      }
      check_member(substr(code, 1, 3), codes, "member")
      if (code in once) fault("member " code " stands twice")
      once[code] = 1
    }
  } else if (FILENAME == "media.tsv") {
    check_cell_list(2)
    check_cell_list(3)
    domains = split($3, domain, "|")
    for (i = 1; i <= domains; i++) {
      if (domain[i] !~ /^[a-z0-9.-]+\.[a-z]+$/ || domain[i] ~ /^www\./)
        fault("\"" domain[i] "\" is no plain domain")
      if (domain[i] in domain_row) fault(domain[i] " also stands in line " domain_row[domain[i]])
      domain_row[domain[i]] = FNR
    }
    if ($4 != "") check_member($4, codes, "country")
    if ($5 != "" && $5 != "yes" && $5 != "no") fault("state_owned is yes, no or empty")
    check_member($6, media_kinds, "kind")
  } else if (FILENAME == "titles.tsv") {
    check_cell_list(2)
    check_members($3, sectors, "sector")
    check_member($4, ranks, "rank")
    if ($5 != "") check_member($5, portfolios, "portfolio")
    if ($6 != "" && $6 != "yes") fault("honorific is yes or empty")
  } else if (FILENAME == "agents.tsv") {
    check_cell_list(2)
    check_member($3, agent_kinds, "kind")
    if ($4 == "") fault("sector is empty")
    check_members($4, sectors, "sector")
  }
  if (FILENAME == "titles.tsv" || FILENAME == "agents.tsv") {
    n = split($1 "|" $2, form, "|")
    for (i = 1; i <= n; i++)
      if (form[i] !~ /^=/ && form[i] ~ /[A-Z]/) fault("\"" form[i] "\" has capitals without =")
  }
  file_forms()
}

END {
  for (i = 1; i <= pending_count; i++) {
    split(pending[i], part, SUBSEP)
    n = split(part[2], code_list, "|")
    for (j = 1; j <= n; j++)
      if (code_list[j] != "" && !(code_list[j] in codes)) {
        printf "states.tsv:%d: note names the unknown code %s\n", part[1], code_list[j]
        faults++
      }
  }
  if (faults) exit 1
  printf "%d rows, no fault\n", rows_count
}
' states.tsv bodies.tsv international.tsv media.tsv titles.tsv agents.tsv
