#!/usr/bin/env bash
# How much a crawl gains over one page after the other: 50,000 issues at a distance of 80 ms, while others edit, create and
# delete some. Fails where the crawl is not exact, or less than eight times as fast.
#
#   benches/crawl.sh [ISSUES [LATENCY_MS]]
set -euo pipefail
cd "$(dirname "$0")/.."
issues=${1:-50000}
latency=${2:-80}
cargo build --quiet --release --package atlassian-sim
cargo build --quiet --release --package jira-client --bench crawl
work=$(mktemp -d)
sim=
trap '[ -z "$sim" ] || kill "$sim"; rm -rf "$work"' EXIT

"${CARGO_TARGET_DIR:-target}/release/atlassian-sim" serve --users 1000 --issues "$issues" --latency-ms "$latency" \
    >"$work/sim" &
sim=$!
until grep -q ATLASSIAN_API_URL "$work/sim"; do kill -0 "$sim"; done
eval "$(grep '^export' "$work/sim")"
cargo bench --quiet --package jira-client --bench crawl
