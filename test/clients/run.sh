#!/usr/bin/env bash
# Runs real clients against the sandbox and prints the table client × operation. Every cell is "ok", or is on the list
# expected.txt with the reason. Exit code 77 means that no client could be installed.
# THROUGH=capture puts sigv4 capture in between as the endpoint, THROUGH=proxy as a proxy, and THROUGH=tls as a proxy that
# opens TLS. CLIENTS names the clients; the ones that a proxy cannot serve are left out.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
node=$root/node_modules/.bin/node
work=$(mktemp -d)
sandbox=
capture=
trap '[ -n "$sandbox" ] && kill "$sandbox" $capture 2>/dev/null; rm -rf "$work"' EXIT

packages=(awscli python3-boto3 s3cmd rclone minio-client restic s3fs curl)
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -z "${NO_INSTALL:-}" ]; then
  missing=()
  for name in "${packages[@]}"; do dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name"); done
  if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >&2
  fi
fi
# The SDKs go into a folder of their own, because together they are larger than the program.
if [ -z "${SDKS:-}" ]; then
  SDKS=$work/sdks
  mkdir -p "$SDKS"
  (cd "$SDKS" && npm init -y >/dev/null && npm install --ignore-scripts --no-audit --no-fund --silent \
    @aws-sdk/client-s3 @aws-sdk/lib-storage @aws-sdk/s3-request-presigner aws-sdk minio aws4 aws4fetch \
    https-proxy-agent @smithy/node-http-handler) >&2 || SDKS=
fi

cd "$work" || exit 1
"$node" "$root/dist/sigv4.js" sandbox --sigv2 --host s3.test --bucket sdk--use1-az4--x-s3 --ready-file ready --jsonl >log.jsonl 2>log.txt &
sandbox=$!
for _ in $(seq 100); do [ -s ready ] && break; sleep 0.1; done
[ -s ready ] || { echo "The sandbox does not start." >&2; exit 1; }
endpoint=$(cat ready)
clients=$(cd "$here/clients" && echo *)
case ${THROUGH:-} in
  # The client of the settings starts sandboxes of its own, which the capture does not see.
  capture) between=(--upstream "$endpoint") clients=${clients/ settings/} ;;
  # s3cmd, s3fs, and the SDKs for JavaScript take a proxy only in their own settings or from code.
  proxy) between=(--map "s3.test=$endpoint" --map "s3.localhost=$endpoint") clients='awscli boto3 curl mc rclone restic' ;;
  tls) between=(--map "s3.test=$endpoint") clients='awscli boto3 sdks' ;;
esac
if [ -n "${THROUGH:-}" ]; then
  "$node" "$root/dist/sigv4.js" capture "${between[@]}" --ready-file between --jsonl >capture.jsonl 2>capture.txt &
  capture=$!
  for _ in $(seq 100); do [ -s between ] && break; sleep 0.1; done
  [ -s between ] || { echo "The capture does not start." >&2; exit 1; }
  proxy=$(cat between)
  case $THROUGH in
    capture) endpoint=$proxy ;;
    proxy) endpoint=http://s3.test:8080 ;;
    tls) endpoint=https://s3.test:8443 ;;
  esac
fi
export ENDPOINT=$endpoint SDKS NODE=$node PROGRAM=$root/dist/sigv4.js
export AWS_ENDPOINT_URL=$endpoint AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
export WRONG_SECRET=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEX HOME=$work
unset AWS_CA_BUNDLE AWS_PROFILE http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
if [ "${THROUGH:-}" = proxy ] || [ "${THROUGH:-}" = tls ]; then
  export http_proxy=$proxy https_proxy=$proxy HTTP_PROXY=$proxy HTTPS_PROXY=$proxy
fi
if [ "${THROUGH:-}" = tls ]; then
  # fetch of Node.js takes the proxy from the environment.
  export NODE_USE_ENV_PROXY=1 AWS_CA_BUNDLE NODE_EXTRA_CA_CERTS CURL_CA_BUNDLE SSL_CERT_FILE
  AWS_CA_BUNDLE=$(grep -o 'AWS_CA_BUNDLE=[^ ]*' capture.txt | cut -d= -f2)
  NODE_EXTRA_CA_CERTS=$AWS_CA_BUNDLE CURL_CA_BUNDLE=$AWS_CA_BUNDLE SSL_CERT_FILE=$AWS_CA_BUNDLE
fi
head -c 1000 /dev/urandom >small
head -c 20971520 /dev/urandom >r20M
head -c 41943040 /dev/urandom >r40M

for client in ${CLIENTS:-$clients}; do
  timeout 300 bash "$here/clients/$client" 2>>errors.txt
done | tee cells.txt | awk -F'\t' '{ printf "%-14s %-26s %s\n", $1, $2, $3; fflush() }'
[ -s cells.txt ] || exit 77
cut -f1-3 cells.txt | grep -v $'\tok$' | sort >other.txt
grep -v '^#' "$here/expected.txt" | cut -f1-3 | sort >expected.txt
if ! unexpected=$(comm -23 other.txt expected.txt) || [ -n "$unexpected" ]; then
  printf '\nNot ok, and not expected:\n%s\n' "$unexpected"
  tail -c 3000 errors.txt >&2
  exit 1
fi
# The capture forwards every byte. As a proxy, it changes only the form of the target and the headers for proxies.
if [ -n "${THROUGH:-}" ] && changed=$(grep -E '^  [-+] ' capture.txt | grep -viE '^  (- [A-Z]+ http://|\+ [A-Z]+ /|- proxy-)'); then
  printf '\nThe capture changed lines:\n%s\n' "$(head -20 <<<"$changed")"
  exit 1
fi
printf '\n%s of %s cells are ok; the others are expected.\n' "$(grep -c $'\tok' cells.txt)" "$(wc -l <cells.txt)"
