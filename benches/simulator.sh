#!/usr/bin/env bash
# What the simulator costs: how soon it is ready, how long pages of issues take, and the memory of large sites.
#
#   benches/simulator.sh           needs curl
#
# Every time stands beside that of `GET /serverInfo` in the same run, the least that any answer takes on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --package atlassian-sim
program=${CARGO_TARGET_DIR:-target}/release/atlassian-sim
work=$(mktemp -d)
sim=
stop() { [ -z "$sim" ] || kill "$sim" 2>/dev/null || true; sim=; }
trap 'stop; rm -rf "$work"' EXIT

# Starts a site and prints the milliseconds until it says that it listens.
start() {
    local begun=${EPOCHREALTIME/./}
    "$program" serve "$@" >"$work/sim" &
    sim=$!
    until grep -q ATLASSIAN_API_URL "$work/sim"; do kill -0 "$sim"; done
    ready=$(((${EPOCHREALTIME/./} - begun) / 1000))
    eval "$(grep '^export' "$work/sim")"
}
megabytes() { awk -v field="$1:" '$1 == field { print int($2 / 1024) }' "/proc/$sim/status"; }

# The median of 41 calls over one connection, in microseconds.
median() {
    local url=$1 body=${2:-}
    for _ in $(seq 41); do
        printf 'next\nurl = "%s"\nuser = "%s"\noutput = /dev/null\nwrite-out = "%%{time_total}\\n"\n' \
            "$url" "$JIRA_EMAIL:$JIRA_API_TOKEN"
        [ -z "$body" ] || printf 'header = "Content-Type: application/json"\ndata = "%s"\n' "${body//\"/\\\"}"
    done | tail -n +2 >"$work/calls"
    curl --silent --config "$work/calls" | sort -n | awk 'NR == 21 { printf "%d", $1 * 1000000 }'
}

printf '%-52s %10s\n' "ready" "ms"
start --users 8 --issues 0 && printf '%-52s %10d\n' "an empty site" "$ready" && stop
start --users 10000 --issues 50000 && printf '%-52s %10d\n' "10,000 users, 50,000 issues (bar: 1000)" "$ready"
printf '%-52s %10d\n' "  its memory in MB" "$(megabytes VmRSS)"

floor=$(median "$JIRA_BASE_URL/rest/api/3/serverInfo")
printf '\n%-52s %10s %10s\n' "median of one call, 50,000 issues" "ms" "x floor"
row() { awk -v name="$1" -v us="$2" -v floor="$floor" 'BEGIN { printf "%-52s %10.2f %10.1f\n", name, us / 1000, us / floor }'; }
row "GET serverInfo (the floor)" "$floor"
search="$JIRA_BASE_URL/rest/api/3/search/jql"
page() { row "$1" "$(median "$search" "{\"jql\":\"$2\",\"maxResults\":100,\"fields\":[\"$3\"]}")"; }
acme="project = ACME ORDER BY created DESC"
page "100 issues, *navigable (bar: 5)" "$acme" "*navigable"
page "100 issues, *all" "$acme" "*all"
page "100 issues, ids" "$acme" "id"
# A query with the time in it is another one each time: nothing is kept of it.
first() { row "$1" "$(for n in $(seq 41); do median_once "$2 AND created > $n"; done | sort -n | sed -n 21p)"; }
median_once() {
    curl --silent --user "$JIRA_EMAIL:$JIRA_API_TOKEN" --header 'Content-Type: application/json' --output /dev/null \
        --write-out '%{time_total}\n' --data "{\"jql\":\"$1\",\"maxResults\":100,\"fields\":[\"summary\"]}" "$search" |
        awk '{ printf "%d\n", $1 * 1000000 }'
}
first "a first page, by project" "project = ACME"
first "a first page, by status and assignee" "status = Done AND assignee is not EMPTY"
first "a first page, by history" "status was 'In Progress' AND resolution is EMPTY"
first "a first page, by text" "text ~ backup"
stop

printf '\n%-52s %10s %10s\n' "memory" "MB" "ready ms"
for users in 10000 100000 1000000; do
    start --users "$users"
    printf '%-52s %10d %10d\n' "$users users, issues to match (bar: 1024 at 1000000)" "$(megabytes VmHWM)" "$ready"
    stop
done
