#!/usr/bin/env bash
# What a large attachment costs: seconds and the client's peak memory for a file that goes up to a simulator in another
# process and comes down again. The memory has to be the same for any size.
#
#   benches/attachment.sh          needs GNU time (`/usr/bin/time`), 4 GB of memory for the simulator, and 3 GB of disk
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release --package atlassian-sim
cargo build --quiet --release --package jira-client --example attachment
programs=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
sim=
trap '[ -z "$sim" ] || kill "$sim"; rm -rf "$work"' EXIT

"$programs/atlassian-sim" serve --users 20 --upload-limit 1024 >"$work/sim" &
sim=$!
until grep -q ATLASSIAN_API_URL "$work/sim"; do
    kill -0 "$sim"
    sleep 0.1
done
eval "$(grep '^export' "$work/sim")"

# Runs the client; what it cost is in `cost`.
attachment() {
    /usr/bin/time -f '%e %M' -o "$work/cost" "$programs/examples/attachment" "$@" 2>/dev/null
}

row() {
    read -r seconds kilobytes <"$work/cost"
    printf '%-24s %8s %10d\n' "$1" "$seconds" $((kilobytes / 1024))
}

printf '%-24s %8s %10s\n' "the client" "seconds" "peak MB"
for mebibytes in 1 64 1024; do
    head -c "${mebibytes}M" /dev/urandom >"$work/up"
    id=$(attachment upload ACME-1 "$work/up")
    row "$mebibytes MiB up"
    attachment download "$id" "$work/down" >/dev/null
    row "$mebibytes MiB down"
    cmp "$work/up" "$work/down"
    rm "$work/up" "$work/down"
done
printf '\nthe simulator, which keeps files in memory: peak %d MB\n' \
    $(($(grep VmHWM "/proc/$sim/status" | tr -cd '0-9') / 1024))
