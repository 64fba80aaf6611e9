#!/usr/bin/env bash
# check_style.sh format FILE…       fails and names the files that ./run format would change
# check_style.sh tidy BUILD FILE…   clang-tidy by .clang-tidy; BUILD holds compile_commands.json
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
what=$1
shift
case $what in
  format)
    wrong=$(clang-format --style="file:$here/.clang-format" --dry-run "$@" 2>&1 | sed -n 's/^\([^:]*\):.*code should be clang-formatted.*/\1/p' | sort -u)
    [ -z "$wrong" ] || { echo "not formatted (./run format mends it):"; echo "$wrong"; exit 1; }
    ;;
  tidy)
    build=$1
    shift
    clang-tidy -p "$build" --config-file="$here/.clang-tidy" --quiet "$@" 2>/dev/null
    ;;
esac
