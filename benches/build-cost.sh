#!/usr/bin/env bash
# What it costs to depend on a crate: seconds of a clean debug build of an empty program, and crates compiled.
#
#   benches/build-cost.sh [NAME=DEPENDENCY …]
#
# DEPENDENCY is what stands behind the `=` in a manifest. Without arguments: each crate of this workspace with its
# default features, and `jira` 0.4 with its own. Everything is downloaded first, so that the network does not count.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
    for crate in atlassian-core jira-client atlassian-admin confluence-client atlassian-integrations atlassian-sim; do
        set -- "$@" "$crate={ path = \"$root/$crate\" }"
    done
    set -- "$@" 'jira="0.4"'
fi

printf '%-24s %8s %8s\n' "depends on" "seconds" "crates"
for pair in "$@"; do
    name=${pair%%=*}
    mkdir -p "$work/$name/src"
    echo 'fn main() {}' >"$work/$name/src/main.rs"
    printf '[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\n%s = %s\n[workspace]\n' \
        "$name" "${pair#*=}" >"$work/$name/Cargo.toml"
    (
        cd "$work/$name"
        export CARGO_TARGET_DIR=$work/target
        cargo fetch --quiet
        rm -rf "$CARGO_TARGET_DIR"
        begun=$(date +%s%N)
        crates=$(cargo build --offline 2>&1 | grep -c '^ *Compiling')
        printf '%-24s %8.1f %8d\n' "$name" "$(($(date +%s%N) - begun))e-9" "$((crates - 1))"
    )
done
