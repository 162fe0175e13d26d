#!/usr/bin/env bash
# How much a crawl gains over one page after the other: 50,000 issues at a distance of 80 ms, while others edit, create and
# delete some. Fails where the crawl is not exact, or less than eight times as fast.
#
#   benches/crawl.sh [ISSUES [LATENCY_MS]]
set -euo pipefail
cd "$(dirname "$0")/.."
cargo bench --quiet --package jira-client --bench crawl -- "$@"
