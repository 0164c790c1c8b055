#!/bin/sh
# Runs the tests of this folder once under each server, then says what came of each.
# Exits with 1 if a test failed, with 77 if none failed but a server could not be had, with 0 if all ran and passed.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
FAILED=0
MISSING=0
SUMMARY=
for SERVER in swift radosgw; do
  echo "== $SERVER"
  "$HERE/with-$SERVER.sh" vitest run --config "$HERE/vitest.config.ts" "$@"
  case $? in
    0) RESULT=passed ;;
    77) RESULT='not run: it cannot be had here, see above' MISSING=77 ;;
    *) RESULT=FAILED FAILED=1 ;;
  esac
  SUMMARY="$SUMMARY$SERVER: $RESULT
"
done
printf '\n%s' "$SUMMARY"
[ $FAILED = 0 ] || exit 1
exit $MISSING
