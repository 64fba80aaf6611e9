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
formatted() { git ls-files '*.h' '*.cpp' | xargs -r tools/check_style.sh format; }
tidy() {  # the few files changed since the last commit: clang-tidy needs some 20 s each
  local files=()
  mapfile -t files < <({ git diff --name-only --diff-filter=d HEAD -- 'src/*.cpp'; git ls-files --others --exclude-standard -- 'src/*.cpp'; } | sort -u)
  [ ${#files[@]} -gt 0 ] || return 0
  cmake --preset dev >/dev/null
  tools/check_style.sh tidy build/dev "${files[@]}"
}
try "format" formatted
try "modules and tables" python3 tools/check_modules.py src
try "module table of ARCHITECTURE.md" python3 tools/module_table.py --check
try "sentences" python3 tools/check_sentences.py src
try "rules" python3 tools/check_rules.py .
try "clang-tidy on changed files" tidy
[ "$bad" = 0 ]
