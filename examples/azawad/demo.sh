#!/usr/bin/env bash
# Loads the Azawad movements into a database in a temporary folder and asks. $TENURE is the command
# (default: build/tenure of this checkout). Nothing stays behind.
set -euo pipefail

usage() {
  echo "usage: examples/azawad/demo.sh [--keep FOLDER]"
  echo
  echo "  --keep FOLDER   make the database at FOLDER/azawad.tenure and leave it there"
}

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tenure="${TENURE:-$here/../../build/tenure}"
folder=""
while [[ $# -gt 0 ]]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --keep) [[ $# -ge 2 ]] || { usage >&2; exit 2; }; folder="$2"; shift 2 ;;
    *) usage >&2; exit 2 ;;
  esac
done
if [[ ! -x "$tenure" ]]; then
  echo "demo.sh: there is no command at $tenure; scripts/build makes it" >&2
  exit 1
fi
if [[ -z "$folder" ]]; then
  folder="$(mktemp -d "${TMPDIR:-/tmp}/tenure-demo.XXXXXX")"
  trap 'rm -rf "$folder"' EXIT
else
  mkdir -p "$folder"
fi
db="$folder/azawad.tenure"

# say TEXT: what comes next, and what to look at.
say() { printf '\n%s\n' "$1"; }
chapter() { printf '\n== %s ==\n' "$1"; }
# show ARGUMENT...: prints the command as one would type it, then runs it.
show() {
  local word shown="tenure"
  for word in "$@"; do
    [[ "$word" == "$db" ]] && word="azawad.tenure"
    [[ "$word" == "$here/"* ]] && word="${word##*/}"
    [[ "$word" == *[[:space:]\|\;\&\']* ]] && word="\"$word\""
    shown+=" $word"
  done
  printf '\n$ %s\n' "$shown"
  "$tenure" "$@"
}
# asked EXIT-CODE ARGUMENT...: the same for a question whose answer is no.
asked() {
  local expected="$1" code=0
  shift
  show "$@" 2>&1 || code=$?
  if [[ "$code" -ne "$expected" ]]; then
    echo "demo.sh: expected exit code $expected, not $code" >&2
    exit 1
  fi
}
# fact_of TIME NODE TYPE: the number of the one fact that this asks for.
fact_of() { "$tenure" as-of "$db" "$1" "$2" --type "$3" --output csv | sed -n '2s/,.*//p'; }

chapter "Loading"
show import "$db" --nodes "$here/nodes.csv" --edges "$here/facts.csv" --schema organizations \
  --who "scripts/demo" --from "examples/azawad" --quiet
show stats "$db"

chapter "Who belonged to the CMA?"
say "In June 2022. The three founders certainly did: they joined on a day, and an event of February 2023 ended it.
Three other groups only claim it, and nobody says when: possible, never certain. Status and certainty are two things."
show as-of "$db" 2022-06 cma --type MEMBER_OF --direction in
say "Only what is certain:"
show as-of "$db" 2022-06 cma --type MEMBER_OF --direction in --certain
say "The day before the founding, the founders are gone. (The CMA itself did not exist yet.)"
show as-of "$db" 2014-10-27 cma --type MEMBER_OF --direction in
say "2015, for programs:"
show as-of "$db" 2015 cma --type MEMBER_OF --direction in --output jsonl

chapter "Before and after the merger"
say "\"On February 2023\": some day of that month. In the middle of it the membership of the MNLA is only possible.
(So it is in January: the CMA itself ended in 2023, and nobody says on which day.)"
show as-of "$db" 2022-12-31 mnla --type MEMBER_OF
show as-of "$db" 2023-02-15 mnla --type MEMBER_OF
show as-of "$db" 2023-03-01 mnla --type MEMBER_OF
say "What became what. The three mergers share one event:"
show lineage "$db" "Azawad Liberation Front"
say "What changed between two days:"
show diff "$db" 2022-12-31 2023-03-01 --type MEMBER_OF

chapter "Vague dates"
say "\"The CMA is chaired by Ibrahim Ould Handa as of 2023\": known for some time of 2023, so possible in all of it and
certain for no one day of it."
show as-of "$db" 2023 cma --type CHAIRED
say "\"President from 2017 to 2018\": on New Year's Eve certainly, in summer possibly."
show as-of "$db" 2017-12-31 cma --type PRESIDED
show as-of "$db" 2017-07 cma --type PRESIDED
say "\"Headquarters: Kidal (until 2023)\": an end without a start."
show as-of "$db" 2022 cma --type HEADQUARTERED_IN
show as-of "$db" 2025 cma --type HEADQUARTERED_IN
say "Platform left the framework in 2024; in 2022 both were in it."
show as-of "$db" 2022 csp-psd --type MEMBER_OF --direction in
show as-of "$db" 2025 csp-psd --type MEMBER_OF --direction in

chapter "What was believed before a correction"
presidency="$(fact_of 2017-12-31 p:sidati PRESIDED)"
before="$(date -u +%Y-%m-%dT%H:%M:%S.%6NZ)"
say "Suppose a paper turns up that ends the presidency on 30 June 2018. (It does not; this is a demonstration.)"
show correct "$db" "$presidency" --valid 2017/2018-06-30 --who "scripts/demo" --why "an invented paper"
say "December 2018, as believed now: nobody. As believed before: possibly Sidati."
show as-of "$db" 2018-12 cma --type PRESIDED
show as-of "$db" 2018-12 cma --type PRESIDED --system-time "$before"
show transactions "$db"

chapter "Names"
say "In Tifinagh, in Arabic, and in French without regard to case:"
show find "$db" "ⵜⴰⵙⵈ ⵏ ⵜⵏⴰⴾⵔⵢⵓⵏ ⵜⵢⵏ ⴰⵣⴰⵓⴰⴷ"
show find "$db" "تنسيقية الحركات الأزوادية"
show find "$db" "COORDINATION DES MOUVEMENTS DE L'AZAWAD"
say "A name that fits two nodes is answered with both; a question about it is refused and names them."
show find "$db" MSA
asked 1 as-of "$db" 2015 MSA

chapter "Is it all sound?"
show verify "$db" --quiet
