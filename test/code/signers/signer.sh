#!/bin/bash
set -euo pipefail

region="us-east-1"
service="s3"
host="$1"
key="$2"
file="$3"

hmac_sha256() {
  printf '%s' "$2" | openssl dgst -sha256 -mac HMAC -macopt "$1" | sed 's/^.* //'
}

now=$(date -u +%s)
amz_date=$(date -u -d "@$now" +%Y%m%dT%H%M%SZ)
date_stamp="${amz_date:0:8}"
payload_hash=$(openssl dgst -sha256 "$file" | sed 's/^.* //')

canonical_uri="/$key"
canonical_query=""
canonical_headers="host:${host}
x-amz-content-sha256:${payload_hash}
x-amz-date:${amz_date}
x-amz-security-token:${AWS_SESSION_TOKEN}
"
signed_headers="host;x-amz-content-sha256;x-amz-date;x-amz-security-token"
canonical_request="PUT
${canonical_uri}
${canonical_query}
${canonical_headers}
${signed_headers}
${payload_hash}"

scope="${date_stamp}/${region}/${service}/aws4_request"
string_to_sign="AWS4-HMAC-SHA256
${amz_date}
${scope}
$(printf '%s' "$canonical_request" | openssl dgst -sha256 | sed 's/^.* //')"

k_date=$(hmac_sha256 "key:AWS4${AWS_SECRET_ACCESS_KEY}" "$date_stamp")
k_region=$(hmac_sha256 "hexkey:$k_date" "$region")
k_service=$(hmac_sha256 "hexkey:$k_region" "$service")
k_signing=$(hmac_sha256 "hexkey:$k_service" "aws4_request")
signature=$(hmac_sha256 "hexkey:$k_signing" "$string_to_sign")

curl -X PUT "https://${host}${canonical_uri}" \
  -H "Authorization: AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${signed_headers}, Signature=${signature}" \
  -H "x-amz-content-sha256: ${payload_hash}" \
  -H "x-amz-date: ${amz_date}" \
  -H "x-amz-security-token: ${AWS_SESSION_TOKEN}" \
  --data-binary "@$file"
