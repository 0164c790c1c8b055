#!/usr/bin/env bash
# Signs requests with AWS Signature Version 4: a JSON line in, a JSON line out. It needs bash 4.4 or later, openssl 1.1.1
# or later, and od and sort, which every system has. The JSON is read by bash alone, escapes included.
#
#   {"id": 1, "request": {"method": "GET", "target": "/test.txt", "headers": [["Host", "examplebucket.s3.amazonaws.com"]]},
#    "time": "20130524T000000Z", "region": "us-east-1", "service": "s3", "form": "header",
#    "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
#
# The functions stand in the order in which a signature is made. Each step names the page of AWS that decides it. What a
# function makes it leaves in REPLY: $(...) would start a process each time, and eat newlines at the end.
#
# One thing bash and openssl cannot do: openssl takes the key of an HMAC as an argument, which other users of the
# machine can see in the list of processes. Where there are others, sign in another language.
set -uo pipefail
# A character is a byte, and letters are sorted by their bytes.
export LC_ALL=C

ALGORITHM=AWS4-HMAC-SHA256
TERMINATOR=aws4_request

# Step 1: the canonical request. Client and server write the request in one exact form, so that both hash the same bytes.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

# uri_encode TEXT KEEP: each byte but A-Z a-z 0-9 - . _ ~ and those of KEEP as %XY, with capitals; a space is %20.
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

# uri_encode_once TEXT KEEP: the same for a text that is encoded already, however it is: each escape in it is one byte.
# Decoding the whole text first would lose %00, which bash cannot hold.
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

# canonical_uri PATH: every byte of the key encoded exactly once.
canonical_uri() {
  REPLY=$1
  [[ ${rules[pathSegments]} == kept ]] || normalise "$REPLY"
  # All services but S3 encode what is encoded already once more.
  if [[ ${rules[pathEncoding]} == once ]]; then uri_encode_once "$REPLY" /; else uri_encode "$REPLY" /; fi
}

# normalise PATH: without empty segments and ".", each ".." taking the segment before it along. Not for S3: a key may be
# a//b.
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

# canonical_query_string QUERY: names and values encoded first and sorted then; an = behind each name, also where
# nothing follows it.
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
    # Sorted with a tab between them, which is less than any other character: "a-=1" stands behind "a=1".
    lines+=$name$'\t'$REPLY$'\n'
  done
  while IFS= read -r parameter; do
    joined+=\&${parameter/$'\t'/=}
  done < <(printf %s "$lines" | sort)
  REPLY=${joined#&}
}

# canonical_value VALUE: without white space around it; folded lines are one line, each run of spaces is one space.
canonical_value() {
  local value=$1
  trim "$value"
  value=$REPLY
  while [[ $value =~ ^(.*[^$' \t\r'])?[$' \t']*$'\r'?$'\n'[$' \t']+(.*)$ ]]; do value="${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"; done
  while [[ $value == *'  '* ]]; do value=${value//'  '/' '}; done
  REPLY=$value
}

# trim VALUE: without the white space around it.
trim() {
  REPLY=${1#"${1%%[!$' \t\r\n']*}"}
  REPLY=${REPLY%"${REPLY##*[!$' \t\r\n']}"}
}

# canonical_headers NAME...: a line for each name, in lower case; a header that is sent several times has its values
# joined by commas.
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

# signed_headers NAME...: the names in the order of the lines.
signed_headers() {
  local IFS=';'
  REPLY="$*"
}

# hashed_payload BASE64: the SHA-256 of the body, that of nothing where there is none.
hashed_payload() {
  REPLY=$(printf %s "$1" | openssl base64 -d -A | openssl dgst -sha256)
  REPLY=${REPLY##* }
}

# canonical_request METHOD TARGET PAYLOAD-HASH NAME...: six parts, a newline between them. The headers end with one of
# their own: hence the empty line behind them.
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

# Step 2: the string to sign. It binds the request to a moment and to a place.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

# credential_scope TIMESTAMP REGION SERVICE: what the signature is good for, one day, one region, one service.
credential_scope() {
  REPLY=${1:0:8}/$2/$3/$TERMINATOR
}

# string_to_sign TIMESTAMP SCOPE CANONICAL-REQUEST: four lines, and no newline behind the last one. printf and not echo,
# which would put one behind what is hashed.
string_to_sign() {
  REPLY=$(printf %s "$3" | openssl dgst -sha256)
  REPLY=$ALGORITHM$'\n'$1$'\n'$2$'\n'${REPLY##* }
}

# Step 3: the signing key, which is good for no more than the scope: the secret itself never signs anything.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html

# hmac_sha256 KEY MESSAGE: 32 bytes, written as hexadecimal digits. bash cannot hold the bytes themselves: hexkey: tells
# openssl that the digits stand for them. Without it the 64 digits would be the key.
hmac_sha256() {
  REPLY=$(printf %s "$2" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1")
  REPLY=${REPLY##* }
}

# hexadecimal TEXT: its bytes, as hexadecimal digits.
hexadecimal() {
  REPLY=$(printf %s "$1" | od -An -v -tx1)
  REPLY=${REPLY//[$' \n']/}
}

# signing_key SECRET TIMESTAMP REGION SERVICE: four HMACs, each under what the one before it made. The key stays the same
# for a day, a region and a service, and openssl takes its time: the last one is kept.
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

# Step 4: the signature, 64 lower-case hexadecimal digits: hmac_sha256 SIGNING-KEY STRING-TO-SIGN.

# A body in signed chunks: the signature of the request is the seed, and each chunk signs the signature before it, so that
# nobody can drop, change or reorder one. Steps 3 and 4 are the same.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

# chunk_string_to_sign TIMESTAMP SCOPE PREVIOUS-SIGNATURE BASE64: a chunk has no headers: their hash is that of nothing.
# The chunk without bytes ends the body.
chunk_string_to_sign() {
  local text=$ALGORITHM-PAYLOAD$'\n'$1$'\n'$2$'\n'$3
  hashed_payload ''
  text+=$'\n'$REPLY
  hashed_payload "$4"
  REPLY=$text$'\n'$REPLY
}

# trailer_string_to_sign TIMESTAMP SCOPE PREVIOUS-SIGNATURE: the headers behind the last chunk, each with a newline behind
# it, though CR LF is sent.
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

# What S3 wants of a signature, and what all other services want; then what the line itself says.
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

# header_value NAME: the value of the first header of this name; fails where there is none.
header_value() {
  local at
  for at in "${!header_names[@]}"; do
    [[ ${header_names[at],,} != "$1" ]] || { trim "${header_values[at]}" && return 0; }
  done
  REPLY=''
  return 1
}

# add_missing NAME VALUE: with this header, if it is not there yet.
add_missing() {
  header_value "$1" || { header_names+=("$1") && header_values+=("$2"); }
}

# choose_names: in lower case and sorted, each once: the more is signed, the less can be changed on the way. What whoever
# forwards the request may change or remove is not signed, and no credentials are.
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

# chosen_names: those that the line asks for, as ;host;x-amz-date; nothing where it leaves the choice to us.
chosen_names() {
  local chosen=${json[signedHeaders]-} at
  for ((at = 0; ; at++)); do
    [[ ${json[signedHeaders.$at]+is} ]] || break
    chosen+=';'${json[signedHeaders.$at]}
  done
  REPLY=${chosen:+";${chosen,,};"}
}

# is_name_missing: whether a header that is to be signed is neither in the request nor put there by signing in the header.
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

# has_line_break: whether a value has one that is no fold: it would be two headers.
has_line_break() {
  local value
  for value in "${header_values[@]}"; do
    value=${value//$'\r\n'/$'\n'}
    value=${value//$'\n'[$' \t']/ }
    [[ $value != *[$'\r\n']* ]] || return 0
  done
  return 1
}

# payload_line: what stands for the payload: what the request says of it, or its hash, or that it is not signed.
payload_line() {
  ! header_value x-amz-content-sha256 || return 0
  local payload=hashed
  # Whoever uses a presigned URL of S3 brings a payload that nobody knows yet.
  [[ ${json[form]} == header || ${rules[contentSha256Header]} == not-added ]] || payload=unsigned
  if [[ ${json[payload]-$payload} == unsigned ]]; then
    REPLY=UNSIGNED-PAYLOAD
  else
    hashed_payload "${json[request.bodyBase64]-}"
  fi
}

# prepare_header_form PAYLOAD-HASH TIMESTAMP: the headers that authentication needs. S3 requires the hash of the payload
# as one of them.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
prepare_header_form() {
  add_missing x-amz-date "$2"
  [[ ${rules[contentSha256Header]} == not-added && $1 != UNSIGNED-PAYLOAD ]] || add_missing x-amz-content-sha256 "$1"
  [[ ! ${json[sessionToken]-} || ${rules[sessionToken]} == appended ]] ||
    add_missing x-amz-security-token "${json[sessionToken]}"
}

# presigned_target TARGET SCOPE TIMESTAMP: with the parameters that are signed; the signature itself is appended
# afterwards, not signed.
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

# read_headers: those of the line, as two lists.
read_headers() {
  local at
  header_names=() header_values=()
  for ((at = 0; ; at++)); do
    [[ ${json[request.headers.$at.0]+is} ]] || break
    header_names+=("${json[request.headers.$at.0]}")
    header_values+=("${json[request.headers.$at.1]}")
  done
}

# refusal: why no server would take what the line asks for; nothing where one would. Signing it would only hide the
# mistake.
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

# sign_chunk: all values on the way to the signature of a chunk, or of the headers behind the last one, printed as JSON.
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

# sign_request: all values on the way to the signature of the request that a line has, printed as JSON.
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

# print_signed STRING-TO-SIGN MEMBERS: it signed, as JSON, with these members before it.
print_signed() {
  local text=$1 members=${2-} key
  signing_key "${json[secret]}" "${json[time]}" "${json[region]}" "${json[service]}"
  key=$REPLY
  json_string "$text"
  members+="\"stringToSign\":$REPLY,\"signingKeyHex\":\"$key\""
  hmac_sha256 "$key" "$text"
  printf '{"id":%s,%s,"signature":"%s"}\n' "${json_id:-null}" "$members" "$REPLY"
}

# print_problem TEXT: what is wrong with the line, as JSON.
print_problem() {
  json_string "$1"
  printf '{"id":%s,"problem":{"code":"refused","says":%s}}\n' "${json_id:-null}" "$REPLY"
}

# JSON, read by bash (RFC 8259). Each string, number and word of a line goes into the array json under its path:
# json[request.headers.0.1] is the value of the first header. null is left out, as what is not there.

# read_value PATH: the value at the beginning of $rest goes into json, and leaves $rest.
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
      # The id goes back as it came.
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

# read_string: what the string at the beginning of $rest stands for. Piece by piece, as far as the next escape or the end
# of the string: a body may be long.
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

# read_unicode: the UTF-8 of \uXXXX, whose digits $rest begins with; a character beyond U+FFFF is two of them. Half of
# one is no character, and U+0000 bash cannot hold: with these the line is refused.
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

# utf_8 NUMBER: the bytes of this character (RFC 3629, section 3).
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

# json_string TEXT: it as a string of JSON.
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
