#!/usr/bin/env bash
# Runs the real clients through the capture to the sandbox and to OpenStack Swift, each way, and through each fault of the
# capture. With the same bytes on both sides of the capture, the clients' tables are those of the servers alone. It says how
# long each run took. Exit code 77 means that nothing failed, but something could not be installed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# The SDKs are installed once for all runs.
sdks=
[ -n "${SDKS:-}" ] || sdks=$(mktemp -d)
export SDKS=${SDKS:-$sdks}
trap '[ -z "$sdks" ] || rm -rf "$sdks"' EXIT
code=0
summary=

# run NAME COMMAND…
run() {
  local begun=$SECONDS status=0 said=passed
  printf '\n== %s\n' "$1"
  "${@:2}" || status=$?
  case $status in
    0) ;;
    77)
      said='not run, because something could not be installed, see above'
      [ $code = 1 ] || code=77
      ;;
    *) said=FAILED code=1 ;;
  esac
  summary+="$1: $said ($((SECONDS - begun)) s)"$'\n'
}
to_swift() { "$here/../servers/with-swift.sh" env "$@" "$here/run.sh"; }

run 'options of the sandbox' env CLIENTS=settings "$here/run.sh"
run 'sandbox, with the capture as endpoint' env THROUGH=capture "$here/run.sh"
run 'sandbox, with the capture as proxy' env THROUGH=proxy "$here/run.sh"
run 'sandbox, with the capture as proxy that opens TLS' env THROUGH=tls "$here/run.sh"
run 'Swift, with the capture as endpoint' to_swift THROUGH=capture
run 'Swift, with the capture as proxy' to_swift THROUGH=proxy
run 'faults of the capture' "$here/faults.sh"
printf '\n%s' "$summary"
exit $code
