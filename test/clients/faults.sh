#!/usr/bin/env bash
# Sends a request with three real clients through each fault of the capture, and prints the table fault × client: the
# cause that the capture names. The expected causes are in faults.txt. Exit code 77 means that a client is missing.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
node=$root/node_modules/.bin/node
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v aws >/dev/null && command -v curl >/dev/null && python3 -c 'import boto3' 2>/dev/null || exit 77
cd "$work" || exit 1
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=1 HOME=$work
export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
unset AWS_CA_BUNDLE AWS_PROFILE http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
printf x >body

signed() { curl -s -o /dev/null --aws-sigv4 aws:amz:us-east-1:s3 --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" "$@"; }
with_curl() {
  local b=$ENDPOINT/examplebucket
  case $1 in
    accept-encoding-changed) signed -H 'Accept-Encoding: identity' "$b/test.txt" ;;
    path-encoded-again) signed "$b/a%2Bb" ;;
    slashes-merged) signed "$b/a//b" ;;
    query-lost) signed "$b?list-type=2" ;;
    header-dropped) signed -H 'Range: bytes=0-3' "$b/test.txt" ;;
    head-as-get) signed -I "$b/test.txt" ;;
    content-type-overwritten) signed -H 'Content-Type: text/plain' -T body "$b/k" ;;
    delay) signed -m 2 "$b/test.txt" ;;
    *) signed "$b/test.txt" ;;
  esac
}
api() { aws --endpoint-url "$ENDPOINT" s3api "$1" --bucket examplebucket "${@:2}"; }
with_awscli() {
  case $1 in
    path-encoded-again) api get-object --key a+b got ;;
    slashes-merged) api get-object --key a//b got ;;
    query-lost) api list-objects-v2 ;;
    header-dropped) api get-object --key test.txt --range bytes=0-3 got ;;
    head-as-get) api head-object --key test.txt ;;
    content-type-overwritten) api put-object --key k --body body --content-type text/plain ;;
    delay) api get-object --key test.txt --cli-read-timeout 2 got ;;
    *) api get-object --key test.txt got ;;
  esac
}
with_boto3() { python3 "$here/fault-client.py" "$1"; }

# through FAULT CLIENT: sends the request, and prints the stage and the cause that the capture reports: in the line of the
# request or, if the search takes longer, in a line after it.
through() {
  local before new
  before=$(wc -l <lines)
  "with_$2" "$1" >/dev/null 2>&1
  for _ in $(seq 300); do
    new=$(tail -n "+$((before + 1))" lines)
    case $new in
      *'"causeOf":'*) break ;;
      '' | *'"search":"running"'*) sleep 0.1 ;;
      *) break ;;
    esac
  done
  { grep -m1 '"causeOf":' <<<"$new" || head -1 <<<"$new"; } |
    sed -E 's/.*"stage":"?([^",}]*)"?,"cause":"?([^",}]*)"?.*/\1\t\2/'
}

grep -v '^#' "$here/faults.txt" | cut -f1 | uniq | while read -r fault; do
  rm -f ready
  "$node" "$root/dist/sigv4.js" capture --sandbox --fault "$fault" --ready-file ready --jsonl >lines 2>log </dev/null &
  capture=$!
  for _ in $(seq 100); do [ -s ready ] && break; sleep 0.1; done
  ENDPOINT=$(cat ready)
  export ENDPOINT
  for client in awscli boto3 curl; do printf '%s\t%s\t%s\n' "$fault" "$client" "$(through "$fault" "$client" </dev/null)"; done
  kill "$capture"
  wait "$capture" 2>/dev/null
done | tee cells.txt | awk -F'\t' '{ printf "%-26s %-8s %-20s %s\n", $1, $2, $3, $4; fflush() }'
if ! difference=$(diff <(grep -v '^#' "$here/faults.txt" | cut -f1-4) cells.txt); then
  printf '\nNot as expected:\n%s\n' "$difference"
  exit 1
fi
printf '\nAll %s causes are as expected.\n' "$(wc -l <cells.txt)"
