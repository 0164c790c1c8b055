#!/usr/bin/env python3
"""Signs requests with AWS Signature Version 4: a JSON line in, a JSON line out, nothing but Python's standard library.

    {"id": 1, "request": {"method": "GET", "target": "/test.txt", "headers": [["Host", "examplebucket.s3.amazonaws.com"]]},
     "time": "20130524T000000Z", "region": "us-east-1", "service": "s3", "form": "header",
     "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}

The functions are in the order in which a signature is made. Each step names the AWS page that defines it.
"""
import base64
import hashlib
import hmac
import json
import re
import sys
from urllib.parse import quote, unquote_to_bytes

ALGORITHM = "AWS4-HMAC-SHA256"
TERMINATOR = "aws4_request"
LONGEST_EXPIRY = 604800  # Seven days, in seconds.

# The rules of S3, and those of all other services.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
S3_RULES = {"pathEncoding": "once", "pathSegments": "kept", "contentSha256Header": "added", "sessionToken": "signed"}
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
OTHER_RULES = {**S3_RULES, "pathEncoding": "twice", "pathSegments": "normalised", "contentSha256Header": "not-added"}
RULES = {
    "s3": S3_RULES,
    "s3express": S3_RULES,
    "s3-outposts": S3_RULES,
    "s3-object-lambda": S3_RULES,
    # https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html
    "iotdata": {**OTHER_RULES, "sessionToken": "appended"},
    "iotdevicegateway": {**OTHER_RULES, "sessionToken": "appended"},
    # https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-signing-requests.html
    "glacier": {**OTHER_RULES, "contentSha256Header": "added"},
}


# Step 1: the canonical request. Client and server write the request in one exact form, so that both hash the same bytes.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html


def uri_encode(data, keep=""):
    """Writes each byte except A-Z a-z 0-9 - . _ ~ as %XY, in uppercase. A space is %20, never +."""
    return quote(data, safe="-._~" + keep)


def canonical_uri(path, rules):
    """Encodes every byte of the key exactly once. The path may contain other escapes, so it is decoded first."""
    if rules["pathSegments"] == "normalised":
        path = normalised(path)
    # All services except S3 encode the encoded path again.
    decoded = unquote_to_bytes(path) if rules["pathEncoding"] == "once" else path.encode()
    return uri_encode(decoded, keep="/")


def normalised(path):
    """Removes empty segments and ".", and removes a segment for each "..". Not for S3: a key may be a//b."""
    kept = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    end = "/" if kept and path.endswith("/") else ""
    return "/" + "/".join(kept) + end


def canonical_query_string(query):
    """Encodes names and values, then sorts them. Each name is followed by =, even if it has no value."""
    parameters = []
    for parameter in query.split("&"):
        if parameter == "":
            continue
        name, _, value = parameter.partition("=")
        parameters.append((uri_encode(unquote_to_bytes(name)), uri_encode(unquote_to_bytes(value))))
    # Sorts pairs, not texts NAME=VALUE: "a=1" comes before "a-=1", although "-" comes before "=".
    parameters.sort()
    return "&".join(f"{name}={value}" for name, value in parameters)


def canonical_value(value):
    """Removes white space around the value, unfolds lines, and reduces each run of spaces to one space."""
    value = value.strip(" \t\r\n")
    value = re.sub(r"[ \t]*\r?\n[ \t]+", " ", value)
    return re.sub(" +", " ", value)


def canonical_headers(headers, names):
    """Writes a line for each lowercase name. If a header is sent several times, commas join its values."""
    lines = []
    for name in names:
        values = [canonical_value(value) for sent, value in headers if sent.lower() == name]
        lines.append(name + ":" + ",".join(values) + "\n")
    return "".join(lines)


def signed_headers(names):
    """Joins the names, in the order of the lines."""
    return ";".join(names)


def hashed_payload(body):
    """Computes the SHA-256 of the body, or of the empty string if there is no body."""
    return hashlib.sha256(body).hexdigest()


def canonical_request(method, target, headers, names, payload_hash, rules):
    """Joins six parts with newlines. The headers also end with a newline, so an empty line follows them."""
    path, _, query = target.partition("?")
    parts = [
        method,
        canonical_uri(path, rules),
        canonical_query_string(query),
        canonical_headers(headers, names),
        signed_headers(names),
        payload_hash,
    ]
    return "\n".join(parts)


# Step 2: the string to sign. It binds the request to a moment and a place.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html


def credential_scope(timestamp, region, service):
    """Names what the signature is good for: one day, one region, one service."""
    return f"{timestamp[:8]}/{region}/{service}/{TERMINATOR}"


def string_to_sign(timestamp, scope, canonical):
    """Joins four lines, without a newline after the last one."""
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return "\n".join([ALGORITHM, timestamp, scope, digest])


# Step 3: the signing key, which is good only for the scope. The secret itself never signs anything.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html


def hmac_sha256(key, message):
    """Returns 32 raw bytes. They are used as the next key directly, not as text."""
    return hmac.new(key, message.encode(), hashlib.sha256).digest()


def signing_key(secret, timestamp, region, service):
    """Computes four HMACs. The result of each is the key of the next."""
    date_key = hmac_sha256(("AWS4" + secret).encode(), timestamp[:8])
    region_key = hmac_sha256(date_key, region)
    service_key = hmac_sha256(region_key, service)
    return hmac_sha256(service_key, TERMINATOR)


# Step 4: the signature.


def signature(key, text):
    """Returns 64 lowercase hexadecimal digits."""
    return hmac_sha256(key, text).hex()


# A body in signed chunks: the signature of the request is the seed, and each chunk signs the signature before it, so
# that no one can drop, change, or reorder a chunk. Steps 3 and 4 are the same.
# https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html


def chunk_string_to_sign(timestamp, scope, previous, data):
    """A chunk has no headers, so their hash is that of the empty string. An empty chunk ends the body."""
    return "\n".join([ALGORITHM + "-PAYLOAD", timestamp, scope, previous, hashed_payload(b""), hashed_payload(data)])


def trailer_string_to_sign(timestamp, scope, previous, trailers):
    """The headers after the last chunk. Each ends with a newline here, although CR LF is sent.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
    """
    lines = "".join(name + ":" + canonical_value(value) + "\n" for name, value in trailers)
    return "\n".join([ALGORITHM + "-TRAILER", timestamp, scope, previous, hashed_payload(lines.encode())])


# Around the four steps: what a request needs before it can be signed, in its header or in its query.

# Proxies may change or remove these headers, or they are credentials themselves.
NEVER_SIGNED = {
    *("connection", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"),
    *("authorization", "proxy-authorization", "proxy-connection"),
}
# Signing in the header adds these if they are missing.
ADDED = {"x-amz-date", "x-amz-content-sha256", "x-amz-security-token"}


def value_of(headers, name):
    """Returns the value of the first header with this name, or None."""
    return next((value.strip(" \t") for sent, value in headers if sent.lower() == name), None)


def names_to_sign(headers, chosen):
    """Returns the lowercase names, sorted and unique. The more headers are signed, the fewer can be changed on the way."""
    names = {name.lower() for name, _ in headers}
    signed = names - NEVER_SIGNED if chosen is None else names & chosen_names(chosen)
    return sorted(signed)


def chosen_names(chosen):
    """Reads a list, or a text such as "host;x-amz-date"."""
    return {name.lower() for name in (chosen.split(";") if isinstance(chosen, str) else chosen)}


def with_missing(headers, name, value):
    """Adds the header if it is missing."""
    return headers if value_of(headers, name) is not None else [*headers, [name, value]]


def prepare_header_form(line, headers, payload_hash, rules, timestamp):
    """Adds the headers that authentication needs. S3 requires the hash of the payload as one of them.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
    """
    headers = with_missing(headers, "x-amz-date", timestamp)
    if rules["contentSha256Header"] == "added" or payload_hash == "UNSIGNED-PAYLOAD":
        headers = with_missing(headers, "x-amz-content-sha256", payload_hash)
    if line.get("sessionToken") and rules["sessionToken"] == "signed":
        headers = with_missing(headers, "x-amz-security-token", line["sessionToken"])
    return headers


def expiry(line):
    """Returns the lifetime of a presigned URL in seconds. The default is 15 minutes."""
    return 900 if line.get("expires") is None else line["expires"]


def presigned_target(line, target, headers, names, timestamp, scope, rules):
    """Adds the parameters that are signed. The signature itself is not signed, and is appended later.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    """
    parameters = {
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": line["accessKeyId"] + "/" + scope,
        "X-Amz-Date": timestamp,
        "X-Amz-Expires": str(expiry(line)),
    }
    token_is_sent = value_of(headers, "x-amz-security-token") is not None
    if line.get("sessionToken") and rules["sessionToken"] == "signed" and not token_is_sent:
        parameters["X-Amz-Security-Token"] = line["sessionToken"]
    parameters["X-Amz-SignedHeaders"] = signed_headers(names)
    added = "&".join(name + "=" + uri_encode(value) for name, value in parameters.items())
    return target + ("&" if "?" in target else "?") + added


def payload_line(line, headers, rules):
    """Returns the last line of the canonical request: the value of the header, the hash, or UNSIGNED-PAYLOAD."""
    given = value_of(headers, "x-amz-content-sha256")
    if given is not None:
        return given
    # The payload for a presigned URL of S3 is not known yet.
    is_open = line["form"] == "query" and rules["contentSha256Header"] == "added"
    if (line.get("payload") or ("unsigned" if is_open else "hashed")) == "unsigned":
        return "UNSIGNED-PAYLOAD"
    return hashed_payload(base64.b64decode(line["request"].get("bodyBase64") or ""))


def refusal(line):
    """Says why no server would accept this request, or returns None. Signing it would only hide the mistake."""
    if not re.fullmatch(r"\d{8}T\d{6}Z", line["time"]):
        return "time is not of the form YYYYMMDD'T'HHMMSS'Z'."
    if "chunk" in line:
        return None
    target, headers = line["request"]["target"], line["request"]["headers"]
    if any(re.search(r"[\r\0]|\n(?![ \t])", value.replace("\r\n", "\n")) for _, value in headers):
        return "A value with a line break in it would be two headers."
    names = {name.lower() for name, _ in headers} | (ADDED if line["form"] == "header" else set())
    if not chosen_names(line.get("signedHeaders") or []) <= names:
        return "A header that is to be signed is not in the request."
    if not target.startswith("/"):
        return "The target does not begin with a slash."
    if value_of(headers, "authorization") is not None or "X-Amz-Signature=" in target:
        return "The request is signed already."
    if line["form"] == "header" and value_of(headers, "x-amz-date") not in (None, line["time"]):
        return "time is not the X-Amz-Date of the request."
    if line["form"] == "query" and not value_of(headers, "host"):
        return "The request has no Host, and a URL needs one."
    if not 1 <= expiry(line) <= LONGEST_EXPIRY:
        return "A presigned URL is good for one second at least and seven days at most."
    return None


def sign_chunk(line):
    """Computes all values up to the signature of a chunk, or of the headers after the last chunk."""
    chunk, timestamp = line["chunk"], line["time"]
    scope = credential_scope(timestamp, line["region"], line["service"])
    if "trailers" in chunk:
        text = trailer_string_to_sign(timestamp, scope, chunk["previousSignature"], chunk["trailers"])
    else:
        data = base64.b64decode(chunk.get("bodyBase64") or "")
        text = chunk_string_to_sign(timestamp, scope, chunk["previousSignature"], data)
    key = signing_key(line["secret"], timestamp, line["region"], line["service"])
    return {"stringToSign": text, "signingKeyHex": key.hex(), "signature": signature(key, text)}


def sign_request(line):
    """Computes all values up to the signature of the request in a line."""
    request, timestamp, region, service = line["request"], line["time"], line["region"], line["service"]
    target, headers = request["target"], request["headers"]
    rules = {**RULES.get(service, OTHER_RULES), **(line.get("rules") or {})}
    payload_hash = payload_line(line, headers, rules)
    if line["form"] == "header":
        headers = prepare_header_form(line, headers, payload_hash, rules, timestamp)
    elif payload_hash != "UNSIGNED-PAYLOAD" and rules["contentSha256Header"] == "added":
        headers = with_missing(headers, "x-amz-content-sha256", payload_hash)
    names = names_to_sign(headers, line.get("signedHeaders"))
    scope = credential_scope(timestamp, region, service)
    if line["form"] == "query":
        target = presigned_target(line, target, headers, names, timestamp, scope, rules)

    canonical = canonical_request(request["method"], target, headers, names, payload_hash, rules)
    text = string_to_sign(timestamp, scope, canonical)
    key = signing_key(line["secret"], timestamp, region, service)
    return {
        "canonicalRequest": canonical,
        "stringToSign": text,
        "signingKeyHex": key.hex(),
        "signature": signature(key, text),
    }


def answer(line):
    """Answers a line with the values, or with what is wrong with it."""
    says = refusal(line)
    if says is not None:
        return {"problem": {"code": "refused", "says": says}}
    return sign_chunk(line) if "chunk" in line else sign_request(line)


for json_line in sys.stdin.buffer:
    order = json.loads(json_line)
    print(json.dumps({"id": order.get("id"), **answer(order)}), flush=True)
