#!/usr/bin/env bash
# What a long listing of people costs: seconds and the client's peak memory for all people of an organization, from a
# simulator in another process. The memory grows by the names of the people alone, a few dozen bytes each, by which a
# listing knows what it has had.
#
#   benches/org-users.sh          needs GNU time (`/usr/bin/time`) and 1 GB of memory for the simulator
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --package atlassian-sim --package examples --bin atlassian-sim --bin org-explorer
programs=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
sim=
trap '[ -z "$sim" ] || kill "$sim"; rm -rf "$work"' EXIT

printf '%10s %-14s %10s %8s %10s\n' accounts listing rows seconds "peak MB"
for accounts in 1000 100000; do
    "$programs/atlassian-sim" serve --users "$accounts" >"$work/sim" &
    sim=$!
    until grep -q ATLASSIAN_API_URL "$work/sim"; do
        kill -0 "$sim"
        sleep 0.1
    done
    eval "$(grep '^export' "$work/sim")"
    for listing in "users" "users --managed"; do
        # shellcheck disable=SC2086
        /usr/bin/time -f '%e %M' -o "$work/cost" "$programs/org-explorer" --format json $listing >"$work/rows" 2>/dev/null
        read -r seconds kilobytes <"$work/cost"
        printf '%10d %-14s %10d %8s %10.1f\n' "$accounts" "${listing#users }" "$(wc -l <"$work/rows")" "$seconds" \
            "$(awk "BEGIN { print $kilobytes / 1024 }")"
    done
    kill "$sim"
    wait "$sim" 2>/dev/null || true
    sim=
done
