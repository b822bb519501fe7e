#!/usr/bin/env bash
# Fuzzes the readers on the stable toolchain: fuzz/run.sh SECONDS. Inputs that fail are kept in fuzz/artifacts.
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

# Each reader gets an equal share of the time.
targets=(read xml json yaml workbook)
share=$(( seconds / ${#targets[@]} > 0 ? seconds / ${#targets[@]} : 1 ))
for target in "${targets[@]}"; do
  echo "fuzzing $target, $share seconds"
  mkdir -p "corpus/$target" artifacts
  seeds=("seeds/$target")
  longest=16384
  # An archive is a few dozen kilobytes even when it holds little.
  [ "$target" = workbook ] && longest=65536
  [ "$target" = read ] && seeds+=(../crates/zopa/tests/suite)
  "target/$host/release/$target" "corpus/$target" "${seeds[@]}" \
    -dict=words.dict -max_total_time="$share" -max_len="$longest" -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="artifacts/$target-" -print_final_stats=1 -verbosity=1
done
