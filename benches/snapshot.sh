#!/usr/bin/env bash
# What a snapshot costs: seconds and peak memory of `config-snapshot` for sites of several sizes, the simulator inside;
# and how much reading many groups at once gains at a distance, against one request after the other.
#
#   benches/snapshot.sh            needs GNU time (`/usr/bin/time`) and curl
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --package examples --package atlassian-sim
programs=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
sim=
trap '[ -z "$sim" ] || kill "$sim"; rm -rf "$work"' EXIT

snapshot() {
    rm -f "$work"/snapshot.sqlite*
    /usr/bin/time -f '%e %M' -o "$work/cost" "$programs/config-snapshot" --database "$work/snapshot.sqlite" "$@" \
        >/dev/null 2>&1
    cat "$work/cost"
}

printf '%-40s %8s %10s\n' "with the simulator inside" "seconds" "peak MB"
for users in 2000 20000 100000; do
    read -r seconds kilobytes < <(snapshot --demo --demo-users "$users" run)
    printf '%-40s %8s %10d\n' "$users accounts" "$seconds" $((kilobytes / 1024))
done

# 120 groups at a distance of 80 ms.
"$programs/atlassian-sim" serve --users 6000 --groups 120 --latency-ms 80 >"$work/sim" &
sim=$!
until grep -q ATLASSIAN_API_URL "$work/sim"; do kill -0 "$sim"; done
eval "$(grep '^export' "$work/sim")"
read -r seconds _ < <(snapshot run --scripts groups,group-members)
begun=$(date +%s%N)
requests=0
# The same pages one after the other, by a client that knows nothing but the addresses.
auth=$JIRA_EMAIL:$JIRA_API_TOKEN
while read -r group members; do
    for ((start = 0; start == 0 || start < members; start += 50)); do
        echo "url = \"$JIRA_BASE_URL/rest/api/3/group/member?groupId=$group&includeInactiveUsers=true&startAt=$start\""
        echo 'output = /dev/null'
        requests=$((requests + 1))
    done
done < <("$programs/config-snapshot" --database "$work/snapshot.sqlite" --json show group-members |
    grep -o '"group_id":"[^"]*"' | cut -d'"' -f4 | sort | uniq -c | awk '{print $2, $1}') >"$work/urls"
curl --silent --user "$auth" --config "$work/urls"
sequential=$(($(date +%s%N) - begun))
printf '\n%-40s %8s\n' "members of 120 groups at 80 ms" "seconds"
printf '%-40s %8s\n' "config-snapshot" "$seconds"
printf '%-40s %8.1f\n' "$requests requests, one after the other" "${sequential}e-9"
