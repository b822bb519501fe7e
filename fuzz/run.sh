#!/usr/bin/env bash
# Fuzzes the reader on the stable toolchain: fuzz/run.sh SECONDS. Inputs that fail are kept in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")"
seconds="${1:-60}"

# What cargo-fuzz would pass, without the sanitizers that need a nightly compiler.
export RUSTFLAGS="-Cpasses=sancov-module --cfg fuzzing \
-Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares"

# With a target named, build scripts are built without these flags.
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --quiet --release --target "$host"

mkdir -p corpus artifacts
"target/$host/release/read" corpus seeds ../crates/zopa/tests/suite \
  -dict=words.dict -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=2048 \
  -artifact_prefix=artifacts/ -print_final_stats=1 -verbosity=1
