#!/usr/bin/env bash
# fuzz.sh SECONDS [TARGET…]: builds every *_fuzz.cpp with libFuzzer and sanitizers and lets each run so long, starting
# from tests/fuzz/corpus and the texts of the golden tests. What it finds stays in build/fuzz/found: add the input to the
# corpus, which every ./run test replays, and then mend.
set -euo pipefail
. ./run functions
seconds=${1:?usage: tools/fuzz.sh SECONDS [TARGET…]}
shift
install build fuzz
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(git ls-files '*_fuzz.cpp' | xargs -n1 basename | sed 's/\.cpp$//')
compile fuzz "${targets[@]}"
mkdir -p build/fuzz/found
bad=0
for target in "${targets[@]}"; do
  learned=build/fuzz/corpus/$target
  mkdir -p "$learned"
  seeds=(tests/fuzz/corpus/"$target")
  case $target in recognition_fuzz | reading_fuzz | reference_fuzz) seeds+=(tests/golden/intake/dev) ;; esac
  say "$target for $seconds s"
  log=build/fuzz/found/$target.log
  # Leaks are not looked for: fontconfig, below poppler, keeps what it has read until the process ends. Weighing inputs
  # by how rare their paths are costs ten times the run itself where code has many branches.
  if ASAN_OPTIONS=detect_leaks=0 "$(find build/fuzz/src -name "$target" -type f)" -entropic=0 -max_total_time="$seconds" \
    -max_len=20000 -timeout=20 -rss_limit_mb=2500 -artifact_prefix="build/fuzz/found/$target-" "$learned" "${seeds[@]}" >"$log" 2>&1; then
    tail -1 "$log"
  else
    bad=1
    tail -40 "$log"
    say "FAILED: $target (see build/fuzz/found)"
  fi
done
[ "$bad" = 0 ]
