#!/usr/bin/env bash
# Signs requests with AWS Signature Version 4: a JSON line in, a JSON line out. It needs bash 4.4 or later, openssl 1.1.1
# or later, and od and sort, which every system has. The JSON is read by bash alone, escapes included.
#
#   {"id": 1, "request": {"method": "GET", "target": "/test.txt", "headers": [["Host", "examplebucket.s3.amazonaws.com"]]},
#    "time": "20130524T000000Z", "region": "us-east-1", "service": "s3", "form": "header",
#    "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
#
# The functions are in the order in which a signature is made. Each step names the AWS page that defines it. A function
# leaves its result in REPLY: $(...) would start a process each time, and remove newlines at the end.
#
# One limitation: openssl takes the key of an HMAC as an argument, which other users of the machine can see in the list
# of processes. If there are other users, sign in another language.
set -uo pipefail
# A character is a byte, and letters are sorted by their bytes.
export LC_ALL=C

ALGORITHM=AWS4-HMAC-SHA256
TERMINATOR=aws4_request

# Step 1: the canonical request. Client and server write the request in one exact form, so that both hash the same bytes.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

# uri_encode TEXT KEEP: writes each byte except A-Z a-z 0-9 - . _ ~ and those of KEEP as %XY, in uppercase.
uri_encode() {
  local text=$1 keep=${2-} encoded='' byte number at
  for ((at = 0; at < ${#text}; at++)); do
    byte=${text:at:1}
    if [[ $byte == [A-Za-z0-9._~-] || $keep == *"$byte"* ]]; then
      encoded+=$byte
    else
      printf -v number %d "'$byte"
      # Some versions of bash count the bytes above 127 as negative numbers.
      printf -v byte '%%%02X' $((number & 255))
      encoded+=$byte
    fi
  done
  REPLY=$encoded
}

# uri_encode_once TEXT KEEP: the same for a text that is already encoded in some way. Each escape in it is one byte.
# Decoding the whole text first would lose %00, which a bash variable cannot contain.
uri_encode_once() {
  local rest=$1 keep=${2-} encoded='' plain byte
  while [[ $rest =~ ^([^%]*)%([0-9A-Fa-f][0-9A-Fa-f])(.*)$ || $rest =~ ^([^%]*%)()(.*)$ ]]; do
    plain=${BASH_REMATCH[1]} byte=${BASH_REMATCH[2]} rest=${BASH_REMATCH[3]}
    uri_encode "$plain" "$keep"
    encoded+=$REPLY
    [[ $byte ]] || continue
    if [[ $byte == 00 ]]; then
      encoded+=%00
    else
      printf -v byte %b "\\x$byte"
      uri_encode "$byte" "$keep"
      encoded+=$REPLY
    fi
  done
  uri_encode "$rest" "$keep"
  REPLY=$encoded$REPLY
}

# canonical_uri PATH: encodes every byte of the key exactly once.
canonical_uri() {
  REPLY=$1
  [[ ${rules[pathSegments]} == kept ]] || normalise "$REPLY"
  # All services except S3 encode the encoded path again.
  if [[ ${rules[pathEncoding]} == once ]]; then uri_encode_once "$REPLY" /; else uri_encode "$REPLY" /; fi
}

# normalise PATH: removes empty segments and ".", and removes a segment for each "..". Not for S3: a key may be a//b.
normalise() {
  local path=$1 segment
  local -a segments kept=()
  IFS=/ read -r -a segments <<<"$path"
  for segment in "${segments[@]}"; do
    case $segment in
      '' | .) ;;
      ..) [[ ${#kept[@]} == 0 ]] || unset 'kept[-1]' ;;
      *) kept+=("/$segment") ;;
    esac
  done
  [[ ${#kept[@]} == 0 || $path != */ ]] || kept+=(/)
  printf -v REPLY %s "${kept[@]}"
  REPLY=${REPLY:-/}
}

# canonical_query_string QUERY: encodes names and values, then sorts them. Each name is followed by =, even if it has no
# value.
canonical_query_string() {
  local parameter name value lines='' joined=''
  local -a parameters
  IFS='&' read -r -a parameters <<<"$1"
  for parameter in "${parameters[@]}"; do
    [[ $parameter ]] || continue
    value=''
    [[ $parameter != *=* ]] || value=${parameter#*=}
    uri_encode_once "${parameter%%=*}"
    name=$REPLY
    uri_encode_once "$value"
    # Sorted with a tab between name and value. A tab is less than any other character, so "a=1" comes before "a-=1".
    lines+=$name$'\t'$REPLY$'\n'
  done
  while IFS= read -r parameter; do
    joined+=\&${parameter/$'\t'/=}
  done < <(printf %s "$lines" | sort)
  REPLY=${joined#&}
}

# canonical_value VALUE: removes white space around it, unfolds lines, and reduces each run of spaces to one space.
canonical_value() {
  local value=$1
  trim "$value"
  value=$REPLY
  while [[ $value =~ ^(.*[^$' \t\r'])?[$' \t']*$'\r'?$'\n'[$' \t']+(.*)$ ]]; do value="${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"; done
  while [[ $value == *'  '* ]]; do value=${value//'  '/' '}; done
  REPLY=$value
}

# trim VALUE: removes the white space around it.
trim() {
  REPLY=${1#"${1%%[!$' \t\r\n']*}"}
  REPLY=${REPLY%"${REPLY##*[!$' \t\r\n']}"}
}

# canonical_headers NAME...: writes a line for each lowercase name. If a header is sent several times, commas join its
# values.
canonical_headers() {
  local name values lines='' at
  for name; do
    values=''
    for at in "${!header_names[@]}"; do
      [[ ${header_names[at],,} == "$name" ]] || continue
      canonical_value "${header_values[at]}"
      values+=,$REPLY
    done
    lines+=$name:${values#,}$'\n'
  done
  REPLY=$lines
}

# signed_headers NAME...: joins the names, in the order of the lines.
signed_headers() {
  local IFS=';'
  REPLY="$*"
}

# hashed_payload BASE64: computes the SHA-256 of the body, or of the empty string if there is no body.
hashed_payload() {
  REPLY=$(printf %s "$1" | openssl base64 -d -A | openssl dgst -sha256)
  REPLY=${REPLY##* }
}

# canonical_request METHOD TARGET PAYLOAD-HASH NAME...: joins six parts with newlines. The headers also end with a
# newline, so an empty line follows them.
canonical_request() {
  local method=$1 target=$2 payload_hash=$3 query='' parts
  shift 3
  [[ $target != *\?* ]] || query=${target#*\?}
  parts=$method$'\n'
  canonical_uri "${target%%\?*}"
  parts+=$REPLY$'\n'
  canonical_query_string "$query"
  parts+=$REPLY$'\n'
  canonical_headers "$@"
  parts+=$REPLY$'\n'
  signed_headers "$@"
  parts+=$REPLY$'\n'
  REPLY=$parts$payload_hash
}

# Step 2: the string to sign. It binds the request to a moment and a place.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

# credential_scope TIMESTAMP REGION SERVICE: names what the signature is good for: one day, one region, one service.
credential_scope() {
  REPLY=${1:0:8}/$2/$3/$TERMINATOR
}

# string_to_sign TIMESTAMP SCOPE CANONICAL-REQUEST: joins four lines, without a newline after the last one. It uses
# printf because echo would add one.
string_to_sign() {
  REPLY=$(printf %s "$3" | openssl dgst -sha256)
  REPLY=$ALGORITHM$'\n'$1$'\n'$2$'\n'${REPLY##* }
}

# Step 3: the signing key, which is good only for the scope. The secret itself never signs anything.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html

# hmac_sha256 KEY MESSAGE: computes 32 bytes, written as hexadecimal digits, because a bash variable cannot contain every
# byte. hexkey: tells openssl to convert the digits into bytes. Otherwise the 64 digits would be the key.
hmac_sha256() {
  REPLY=$(printf %s "$2" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1")
  REPLY=${REPLY##* }
}

# hexadecimal TEXT: writes its bytes as hexadecimal digits.
hexadecimal() {
  REPLY=$(printf %s "$1" | od -An -v -tx1)
  REPLY=${REPLY//[$' \n']/}
}

# signing_key SECRET TIMESTAMP REGION SERVICE: computes four HMACs. The result of each is the key of the next. The key
# stays the same for a day, a region, and a service, so the last one is kept: starting openssl is slow.
kept_key='' kept_for=''
signing_key() {
  local for="$1 ${2:0:8} $3 $4"
  REPLY=$kept_key
  [[ $for != "$kept_for" ]] || return 0
  hexadecimal "AWS4$1"
  hmac_sha256 "$REPLY" "${2:0:8}"
  hmac_sha256 "$REPLY" "$3"
  hmac_sha256 "$REPLY" "$4"
  hmac_sha256 "$REPLY" "$TERMINATOR"
  kept_key=$REPLY kept_for=$for
}

# Step 4: the signature is hmac_sha256 SIGNING-KEY STRING-TO-SIGN, 64 lowercase hexadecimal digits.

# A body in signed chunks: the signature of the request is the seed, and each chunk signs the signature before it, so that
# no one can drop, change, or reorder a chunk. Steps 3 and 4 are the same.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

# chunk_string_to_sign TIMESTAMP SCOPE PREVIOUS-SIGNATURE BASE64: a chunk has no headers, so their hash is that of the
# empty string. An empty chunk ends the body.
chunk_string_to_sign() {
  local text=$ALGORITHM-PAYLOAD$'\n'$1$'\n'$2$'\n'$3
  hashed_payload ''
  text+=$'\n'$REPLY
  hashed_payload "$4"
  REPLY=$text$'\n'$REPLY
}

# trailer_string_to_sign TIMESTAMP SCOPE PREVIOUS-SIGNATURE: covers the headers after the last chunk. Each ends with a
# newline here, although CR LF is sent.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
trailer_string_to_sign() {
  local lines='' at
  for ((at = 0; ; at++)); do
    [[ ${json[chunk.trailers.$at.0]+is} ]] || break
    canonical_value "${json[chunk.trailers.$at.1]}"
    lines+=${json[chunk.trailers.$at.0]}:$REPLY$'\n'
  done
  REPLY=$(printf %s "$lines" | openssl dgst -sha256)
  REPLY=$ALGORITHM-TRAILER$'\n'$1$'\n'$2$'\n'$3$'\n'${REPLY##* }
}

# Around the four steps: what a request needs before it can be signed, in its header or in its query.

# The rules of S3, and those of all other services. What the line itself says comes last and wins.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
choose_rules() {
  local rule
  rules=([pathEncoding]=twice [pathSegments]=normalised [contentSha256Header]=not-added [sessionToken]=signed)
  case $1 in
    s3 | s3express | s3-outposts | s3-object-lambda)
      rules=([pathEncoding]=once [pathSegments]=kept [contentSha256Header]=added [sessionToken]=signed)
      ;;
    # https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html
    iotdata | iotdevicegateway) rules[sessionToken]=appended ;;
    # https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-signing-requests.html
    glacier) rules[contentSha256Header]=added ;;
  esac
  for rule in "${!rules[@]}"; do rules[$rule]=${json[rules.$rule]-${rules[$rule]}}; done
}

# header_value NAME: finds the value of the first header with this name. Fails if there is none.
header_value() {
  local at
  for at in "${!header_names[@]}"; do
    [[ ${header_names[at],,} != "$1" ]] || { trim "${header_values[at]}" && return 0; }
  done
  REPLY=''
  return 1
}

# add_missing NAME VALUE: adds the header if it is missing.
add_missing() {
  header_value "$1" || { header_names+=("$1") && header_values+=("$2"); }
}

# choose_names: chooses the lowercase names, sorted and unique. The more headers are signed, the fewer can be changed on
# the way. Headers that proxies may change or remove are not signed, and neither are credentials.
choose_names() {
  local name lines='' chosen
  chosen_names
  chosen=$REPLY
  for name in "${header_names[@],,}"; do
    if [[ $chosen ]]; then
      [[ $chosen != *";$name;"* ]] || lines+=$name$'\n'
      continue
    fi
    case $name in
      connection | expect | keep-alive | te | trailer | transfer-encoding | upgrade) ;;
      authorization | proxy-authorization | proxy-connection) ;;
      *) lines+=$name$'\n' ;;
    esac
  done
  mapfile -t names < <(printf %s "$lines" | sort -u)
}

# chosen_names: reads the names that the line asks for, as ;host;x-amz-date. Empty if it leaves the choice to us.
chosen_names() {
  local chosen=${json[signedHeaders]-} at
  for ((at = 0; ; at++)); do
    [[ ${json[signedHeaders.$at]+is} ]] || break
    chosen+=';'${json[signedHeaders.$at]}
  done
  REPLY=${chosen:+";${chosen,,};"}
}

# is_name_missing: is a header to be signed that is neither in the request nor added by signing in the header?
is_name_missing() {
  local name
  local -a wanted
  chosen_names
  IFS=';' read -r -a wanted <<<"$REPLY"
  for name in "${wanted[@]}"; do
    case ${json[form]}/$name in
      */ | header/x-amz-date | header/x-amz-content-sha256 | header/x-amz-security-token) ;;
      *) header_value "$name" || return 0 ;;
    esac
  done
  return 1
}

# has_line_break: does a value contain a line break that is not a fold? It would be two headers.
has_line_break() {
  local value
  for value in "${header_values[@]}"; do
    value=${value//$'\r\n'/$'\n'}
    value=${value//$'\n'[$' \t']/ }
    [[ $value != *[$'\r\n']* ]] || return 0
  done
  return 1
}

# payload_line: finds the last line of the canonical request: the value of the header, the hash, or UNSIGNED-PAYLOAD.
payload_line() {
  ! header_value x-amz-content-sha256 || return 0
  local payload=hashed
  # The payload for a presigned URL of S3 is not known yet.
  [[ ${json[form]} == header || ${rules[contentSha256Header]} == not-added ]] || payload=unsigned
  if [[ ${json[payload]-$payload} == unsigned ]]; then
    REPLY=UNSIGNED-PAYLOAD
  else
    hashed_payload "${json[request.bodyBase64]-}"
  fi
}

# prepare_header_form PAYLOAD-HASH TIMESTAMP: adds the headers that authentication needs. S3 requires the hash of the
# payload as one of them.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
prepare_header_form() {
  add_missing x-amz-date "$2"
  [[ ${rules[contentSha256Header]} == not-added && $1 != UNSIGNED-PAYLOAD ]] || add_missing x-amz-content-sha256 "$1"
  [[ ! ${json[sessionToken]-} || ${rules[sessionToken]} == appended ]] ||
    add_missing x-amz-security-token "${json[sessionToken]}"
}

# presigned_target TARGET SCOPE TIMESTAMP: adds the parameters that are signed. The signature itself is not signed, and is
# appended later.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
presigned_target() {
  local target=$1 joint='?'
  [[ $target != *\?* ]] || joint='&'
  target+=${joint}X-Amz-Algorithm=$ALGORITHM
  uri_encode "${json[accessKeyId]}/$2"
  target+="&X-Amz-Credential=$REPLY&X-Amz-Date=$3&X-Amz-Expires=${json[expires]-900}"
  if [[ ${json[sessionToken]-} && ${rules[sessionToken]} == signed ]] && ! header_value x-amz-security-token; then
    uri_encode "${json[sessionToken]}"
    target+="&X-Amz-Security-Token=$REPLY"
  fi
  signed_headers "${names[@]}"
  uri_encode "$REPLY"
  REPLY="$target&X-Amz-SignedHeaders=$REPLY"
}

# read_headers: reads the headers of the line into two lists.
read_headers() {
  local at
  header_names=() header_values=()
  for ((at = 0; ; at++)); do
    [[ ${json[request.headers.$at.0]+is} ]] || break
    header_names+=("${json[request.headers.$at.0]}")
    header_values+=("${json[request.headers.$at.1]}")
  done
}

# refusal: says why no server would accept this request. Empty if one would. Signing it would only hide the mistake.
refusal() {
  local expires=${json[expires]-900}
  REPLY=''
  if [[ ! ${json[time]} =~ ^[0-9]{8}T[0-9]{6}Z$ ]]; then
    REPLY="time is not of the form YYYYMMDD'T'HHMMSS'Z'."
  elif [[ ${json[chunk.previousSignature]+is} ]]; then
    REPLY=''
  elif has_line_break; then
    REPLY='A value with a line break in it would be two headers.'
  elif is_name_missing; then
    REPLY='A header that is to be signed is not in the request.'
  elif [[ ${json[request.target]} != /* ]]; then
    REPLY='The target does not begin with a slash.'
  elif header_value authorization || [[ ${json[request.target]} == *X-Amz-Signature=* ]]; then
    REPLY='The request is signed already.'
  elif [[ ${json[form]} == header ]] && header_value x-amz-date && [[ $REPLY != "${json[time]}" ]]; then
    REPLY='time is not the X-Amz-Date of the request.'
  elif [[ ${json[form]} == query ]] && ! header_value host; then
    REPLY='The request has no Host, and a URL needs one.'
  elif [[ ! $expires =~ ^[0-9]{1,6}$ ]] || ((10#$expires < 1 || 10#$expires > 604800)); then
    REPLY='A presigned URL is good for one second at least and seven days at most.'
  else
    REPLY=''
  fi
}

# sign_chunk: prints all values up to the signature of a chunk, or of the headers after the last chunk, as JSON.
sign_chunk() {
  local timestamp=${json[time]} previous=${json[chunk.previousSignature]} text
  credential_scope "$timestamp" "${json[region]}" "${json[service]}"
  if [[ ${json[chunk.trailers.0.0]+is} ]]; then
    trailer_string_to_sign "$timestamp" "$REPLY" "$previous"
  else
    chunk_string_to_sign "$timestamp" "$REPLY" "$previous" "${json[chunk.bodyBase64]-}"
  fi
  text=$REPLY
  print_signed "$text"
}

# sign_request: prints all values up to the signature of the request in a line, as JSON.
sign_request() {
  local target=${json[request.target]} timestamp=${json[time]} service=${json[service]}
  local payload_hash scope canonical text
  local -A rules
  local -a names
  choose_rules "$service"
  payload_line
  payload_hash=$REPLY
  if [[ ${json[form]} == header ]]; then
    prepare_header_form "$payload_hash" "$timestamp"
  elif [[ $payload_hash != UNSIGNED-PAYLOAD && ${rules[contentSha256Header]} == added ]]; then
    add_missing x-amz-content-sha256 "$payload_hash"
  fi
  choose_names
  credential_scope "$timestamp" "${json[region]}" "$service"
  scope=$REPLY
  if [[ ${json[form]} == query ]]; then
    presigned_target "$target" "$scope" "$timestamp"
    target=$REPLY
  fi

  canonical_request "${json[request.method]}" "$target" "$payload_hash" "${names[@]}"
  canonical=$REPLY
  string_to_sign "$timestamp" "$scope" "$canonical"
  text=$REPLY
  json_string "$canonical"
  print_signed "$text" "\"canonicalRequest\":$REPLY,"
}

# print_signed STRING-TO-SIGN MEMBERS: signs the string and prints it as JSON, after these members.
print_signed() {
  local text=$1 members=${2-} key
  signing_key "${json[secret]}" "${json[time]}" "${json[region]}" "${json[service]}"
  key=$REPLY
  json_string "$text"
  members+="\"stringToSign\":$REPLY,\"signingKeyHex\":\"$key\""
  hmac_sha256 "$key" "$text"
  printf '{"id":%s,%s,"signature":"%s"}\n' "${json_id:-null}" "$members" "$REPLY"
}

# print_problem TEXT: prints what is wrong with the line, as JSON.
print_problem() {
  json_string "$1"
  printf '{"id":%s,"problem":{"code":"refused","says":%s}}\n' "${json_id:-null}" "$REPLY"
}

# JSON, read by bash (RFC 8259). Each string, number, and word of a line goes into the array json under its path:
# json[request.headers.0.1] is the value of the first header. null is left out, like a missing member.

# read_value PATH: moves the value at the beginning of $rest into json.
read_value() {
  local path=$1 at=0 name
  skip_space
  case ${rest:0:1} in
    '{')
      next_character
      while skip_space && [[ ${rest:0:1} != '}' ]]; do
        read_string || return
        name=$REPLY
        skip_space && [[ ${rest:0:1} == : ]] && next_character && read_value "${path:+$path.}$name" || return
        skip_space && [[ ${rest:0:1} != , ]] || next_character
      done
      next_character
      ;;
    '[')
      next_character
      while skip_space && [[ ${rest:0:1} != ']' ]]; do
        read_value "$path.$at" || return
        at=$((at + 1))
        skip_space && [[ ${rest:0:1} != , ]] || next_character
      done
      next_character
      ;;
    '"')
      name=$rest
      read_string || return
      json[$path]=$REPLY
      # The id is returned unchanged.
      [[ $path != id ]] || json_id=${name:0:${#name}-${#rest}}
      ;;
    *)
      [[ $rest =~ ^[-+.0-9A-Za-z]+ ]] || return
      name=${BASH_REMATCH[0]}
      rest=${rest:${#name}}
      [[ $name == null ]] || json[$path]=$name
      [[ $path != id ]] || json_id=$name
      ;;
  esac
}

next_character() { rest=${rest:1}; }

skip_space() {
  while [[ ${rest:0:1} == [$' \t\r\n'] ]]; do next_character; done
}

# read_string: decodes the string at the beginning of $rest. It goes from escape to escape, because a body may be long.
read_string() {
  local text='' piece escape
  [[ ${rest:0:1} == '"' ]] || return
  next_character
  while true; do
    piece=${rest%%[\"\\]*}
    [[ ${#piece} != "${#rest}" ]] || return
    text+=$piece
    rest=${rest:${#piece}}
    [[ ${rest:0:1} == '\' ]] || break
    escape=${rest:1:1}
    rest=${rest:2}
    case $escape in
      b) text+=$'\b' ;;
      f) text+=$'\f' ;;
      n) text+=$'\n' ;;
      r) text+=$'\r' ;;
      t) text+=$'\t' ;;
      u) read_unicode && text+=$REPLY || return ;;
      *) text+=$escape ;;
    esac
  done
  next_character
  REPLY=$text
}

# read_unicode: converts \uXXXX, whose digits $rest begins with, to UTF-8. A character above U+FFFF is two of them. Half of
# one is not a character, and a bash variable cannot contain U+0000. Lines with these are refused.
read_unicode() {
  local code low
  [[ $rest =~ ^[0-9A-Fa-f]{4} ]] || return
  code=$((16#${rest:0:4}))
  rest=${rest:4}
  if ((code >= 0xd800 && code < 0xdc00)); then
    [[ $rest =~ ^\\u[Dd][C-Fc-f][0-9A-Fa-f]{2} ]] || return
    low=$((16#${rest:2:4}))
    rest=${rest:6}
    code=$((0x10000 + ((code - 0xd800) << 10) + low - 0xdc00))
  fi
  ((code > 0 && (code < 0xd800 || code > 0xdfff))) || return
  utf_8 "$code"
}

# utf_8 NUMBER: returns the bytes of this character (RFC 3629, section 3).
utf_8() {
  local code=$1 bytes
  if ((code < 0x80)); then
    printf -v bytes '\\x%02x' "$code"
  elif ((code < 0x800)); then
    printf -v bytes '\\x%02x' $((0xc0 | code >> 6)) $((0x80 | code & 63))
  elif ((code < 0x10000)); then
    printf -v bytes '\\x%02x' $((0xe0 | code >> 12)) $((0x80 | code >> 6 & 63)) $((0x80 | code & 63))
  else
    printf -v bytes '\\x%02x' $((0xf0 | code >> 18)) $((0x80 | code >> 12 & 63)) $((0x80 | code >> 6 & 63)) \
      $((0x80 | code & 63))
  fi
  printf -v REPLY %b "$bytes"
}

# json_string TEXT: writes the text as a JSON string.
json_string() {
  local text=$1 at character escape
  text=${text//'\'/'\\'}
  text=${text//'"'/'\"'}
  text=${text//$'\n'/'\n'}
  for ((at = 1; at < 32; at++)); do
    printf -v escape '\\u%04x' "$at"
    printf -v character %b "\\x${escape:4}"
    text=${text//"$character"/"$escape"}
  done
  REPLY='"'$text'"'
}

declare -A json
declare -a header_names header_values
while IFS= read -r rest || [[ $rest ]]; do
  json=() json_id=''
  if ! { read_value '' && skip_space && [[ ! $rest ]]; }; then
    print_problem 'The line is not JSON that bash can hold.'
    continue
  fi
  read_headers
  refusal
  if [[ $REPLY ]]; then
    print_problem "$REPLY"
  elif [[ ${json[chunk.previousSignature]+is} ]]; then
    sign_chunk
  else
    sign_request
  fi
done
