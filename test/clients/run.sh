#!/usr/bin/env bash
# Runs real clients against the sandbox and prints the table client × operation. Every cell is "ok", or is on the list
# expected.txt with the reason. Exit code 77 means that no client could be installed. Under test/servers/with-swift.sh, the
# server is OpenStack Swift, and the list is expected-swift.txt.
# THROUGH=capture puts sigv4 capture in between as the endpoint, THROUGH=proxy as a proxy, and THROUGH=tls as a proxy that
# opens TLS. Without TLS, a tap on each side of the capture counts and hashes all bytes (tap.ts), and the cell same-bytes
# says whether they are the same. CLIENTS names the clients.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
node=$root/node_modules/.bin/node
work=$(mktemp -d)
started=()
trap '[ ${#started[@]} = 0 ] || kill "${started[@]}" 2>/dev/null; rm -rf "$work"' EXIT

# start READY-FILE OUTPUT COMMAND…: starts a server in the background, and waits until it has written its URL.
start() {
  "${@:3}" >"$2.jsonl" 2>"$2.txt" &
  started+=($!)
  for _ in $(seq 100); do [ -s "$1" ] && return; sleep 0.1; done
  echo "This does not start: ${*:4}" >&2
  cat "$2.txt" >&2
  exit 1
}
program() { start "$1" "$1-log" "$node" "$root/dist/sigv4.js" "${@:2}" --ready-file "$1" --jsonl; }
tap() { start "$1" "$1-log" "$node" "$here/tap.ts" "$2" "$1" "$1-streams" "${@:3}"; }

packages=(awscli python3-boto3 s3cmd rclone minio-client restic s3fs curl)
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -z "${NO_INSTALL:-}" ]; then
  missing=()
  for name in "${packages[@]}"; do dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name"); done
  if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >&2
  fi
fi
# The SDKs go into a folder of their own, because together they are larger than the program.
SDKS=${SDKS:-$work/sdks}
if [ ! -d "$SDKS/node_modules" ]; then
  mkdir -p "$SDKS"
  (cd "$SDKS" && npm init -y >/dev/null && npm install --ignore-scripts --no-audit --no-fund --silent \
    @aws-sdk/client-s3 @aws-sdk/lib-storage @aws-sdk/s3-request-presigner aws-sdk minio aws4 aws4fetch \
    https-proxy-agent @smithy/node-http-handler) >&2 || SDKS=
fi

cd "$work" || exit 1
unset AWS_CA_BUNDLE AWS_PROFILE http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
export AWS_ACCESS_KEY_ID=${S3_ACCESS_KEY:-AKIAIOSFODNN7EXAMPLE} HOME=$work
export AWS_SECRET_ACCESS_KEY=${S3_SECRET_KEY:-wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}
clients=$(cd "$here/clients" && echo *)
if [ -n "${S3_ENDPOINT:-}" ]; then
  endpoint=$S3_ENDPOINT
  expected=expected-swift.txt
  clients=${clients/ settings/}
else
  program ready sandbox --host s3.test --bucket sdk--use1-az4--x-s3
  endpoint=$(cat ready)
  expected=expected.txt
fi
if [ -n "${THROUGH:-}" ]; then
  tap at-server "$endpoint"
  server=$(cat at-server)
fi
case ${THROUGH:-} in
  capture)
    program between capture --upstream "$server"
    tap at-client "$(cat between)"
    endpoint=$(cat at-client)
    # The client of the settings starts sandboxes of its own, which the capture does not see.
    clients=${clients/ settings/}
    ;;
  proxy)
    program between capture --map "s3.test=$server" --map "s3.localhost=$server"
    tap at-client "$(cat between)" as-origin
    proxy=$(cat at-client)
    endpoint=http://s3.test:8080
    clients=${clients/ settings/}
    ;;
  tls)
    program between capture --map "s3.test=$server"
    proxy=$(cat between)
    endpoint=https://s3.test:8443
    clients='awscli boto3 sdks'
    ;;
esac
export ENDPOINT=$endpoint SDKS NODE=$node PROGRAM=$root/dist/sigv4.js
export AWS_ENDPOINT_URL=$endpoint AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
export WRONG_SECRET=${AWS_SECRET_ACCESS_KEY%?}X
if [ "${THROUGH:-}" = proxy ] || [ "${THROUGH:-}" = tls ]; then
  # The last one is for fetch of Node.js.
  export http_proxy=$proxy https_proxy=$proxy HTTP_PROXY=$proxy HTTPS_PROXY=$proxy NODE_USE_ENV_PROXY=1
fi
if [ "${THROUGH:-}" = tls ]; then
  export AWS_CA_BUNDLE NODE_EXTRA_CA_CERTS CURL_CA_BUNDLE SSL_CERT_FILE
  AWS_CA_BUNDLE=$(grep -o 'AWS_CA_BUNDLE=[^ ]*' between-log.txt | cut -d= -f2)
  NODE_EXTRA_CA_CERTS=$AWS_CA_BUNDLE CURL_CA_BUNDLE=$AWS_CA_BUNDLE SSL_CERT_FILE=$AWS_CA_BUNDLE
fi
head -c 1000 /dev/urandom >small
head -c 20971520 /dev/urandom >r20M
head -c 41943040 /dev/urandom >r40M

have_ended() { [ "$(grep -c '^opened$' "$1")" = "$(grep -vc '^opened$' "$1")" ]; }
# A connection without a byte is none for the server: a proxy connects once a request has arrived.
streams() { grep -v -e '^opened$' -e '^0 ' "$1" | sort; }
# same_bytes CLIENT: compares the streams of all connections at the client with those at the server, once all have ended.
same_bytes() {
  for _ in $(seq 200); do have_ended at-client-streams && have_ended at-server-streams && break; sleep 0.1; done
  local said=ok
  streams at-server-streams | tee -a all-streams | diff <(streams at-client-streams) - >&2 || said=different
  [ -n "$(streams at-server-streams)" ] || said=none
  printf '%s\tsame-bytes\t%s\n' "$1" "$said"
  : >at-client-streams
  : >at-server-streams
}

for client in ${CLIENTS:-$clients}; do
  timeout 300 bash "$here/clients/$client" 2>>errors.txt | tee run.txt
  if [ -e at-client ] && [ -s run.txt ]; then same_bytes "$client" 2>>errors.txt; fi
done | tee cells.txt | awk -F'\t' '{ printf "%-14s %-26s %s\n", $1, $2, $3; fflush() }'
[ -s cells.txt ] || exit 77
cut -f1-3 cells.txt | grep -v $'\tok$' | sort >other.txt
grep -v '^#' "$here/$expected" | cut -f1-3 | sort >expected.txt
if ! unexpected=$(comm -23 other.txt expected.txt) || [ -n "$unexpected" ]; then
  printf '\nNot ok, and not expected:\n%s\n' "$unexpected"
  tail -c 5000 errors.txt >&2
  exit 1
fi
# The capture forwards every byte. As a proxy, it changes only the form of the target and the headers for proxies.
if [ -n "${THROUGH:-}" ] && changed=$(grep -E '^  [-+] ' between-log.txt | grep -viE '^  (- [A-Z]+ http://|\+ [A-Z]+ /|- proxy-)'); then
  printf '\nThe capture changed lines:\n%s\n' "$(head -20 <<<"$changed")"
  exit 1
fi
if [ -s all-streams ]; then
  awk '{ to += $1; from += $3 } END { printf "\n%d connections: %d bytes to the server and %d from it, the same on both sides of the capture.\n", NR, to, from }' all-streams
fi
printf '\n%s of %s cells are ok; the others are expected.\n' "$(grep -c $'\tok' cells.txt)" "$(wc -l <cells.txt)"
