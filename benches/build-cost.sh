#!/usr/bin/env bash
# What it costs to depend on a crate: seconds of a clean debug build of an empty program, seconds of processor time that
# went into it (the better figure on a machine that does other things as well), and crates compiled.
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

printf '%-24s %8s %8s %8s\n' "depends on" "seconds" "cpu" "crates"
for pair in "$@"; do
    name=${pair%%=*}
    mkdir -p "$work/$name/src"
    echo 'fn main() {}' >"$work/$name/src/main.rs"
    printf '[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\n%s = %s\n[workspace]\n' \
        "$name" "${pair#*=}" >"$work/$name/Cargo.toml"
    (
        cd "$work/$name"
        export CARGO_TARGET_DIR=$work/target
        # As a crate from a registry is built. One that stands in a folder would be prepared for being changed, too.
        export CARGO_INCREMENTAL=0
        cargo fetch --quiet
        rm -rf "$CARGO_TARGET_DIR"
        begun=$(date +%s%N)
        TIMEFORMAT='%U %S'
        { time cargo build --offline >build.log 2>&1; } 2>cpu
        wall=$(($(date +%s%N) - begun))e-9
        cpu=$(awk '{ print $1 + $2 }' cpu)
        crates=$(grep -c '^ *Compiling' build.log)
        printf '%-24s %8.1f %8.1f %8d\n' "$name" "$wall" "$cpu" "$((crates - 1))"
    )
done
