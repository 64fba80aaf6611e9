#!/usr/bin/env bash
# Fast checks without running the product; called by `./run check`.
set -euo pipefail
. ./run functions
install build check
bad=0
try() {
  local name=$1
  shift
  say "$name"
  "$@" || { bad=1; say "FAILED: $name"; }
}
formatted() {
  local wrong
  wrong=$(git ls-files '*.h' '*.cpp' | xargs -r clang-format --dry-run 2>&1 | sed -n 's/^\([^:]*\):.*code should be clang-formatted.*/\1/p' | sort -u)
  [ -z "$wrong" ] || { echo "not formatted (./run format mends it):"; echo "$wrong"; return 1; }
}
tidy() {  # the few files changed since the last commit: clang-tidy needs some 20 s each
  local files=()
  mapfile -t files < <({ git diff --name-only --diff-filter=d HEAD -- 'src/*.cpp'; git ls-files --others --exclude-standard -- 'src/*.cpp'; } | sort -u)
  [ ${#files[@]} -gt 0 ] || return 0
  cmake --preset dev >/dev/null
  clang-tidy -p build/dev --quiet "${files[@]}" 2>/dev/null
}
try "format" formatted
try "modules and tables" python3 tools/check_modules.py src
try "sentences" python3 tools/check_sentences.py src
try "rules" python3 tools/check_rules.py .
try "clang-tidy on changed files" tidy
[ "$bad" = 0 ]
