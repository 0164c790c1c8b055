"""Signs requests with Signature Version 4, as AWS's page "Create a signed AWS API request" describes it."""
import base64
import hashlib
import hmac
import json
import sys
from urllib.parse import quote, unquote_to_bytes


def uri_encode(value):
    return quote(value, safe="-_.~")


def digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def canonical_uri(path):
    return "/".join(uri_encode(unquote_to_bytes(part)) for part in path.split("/")) or "/"


def parameters(query):
    pairs = [part.partition("=") for part in query.split("&") if part]
    return [(uri_encode(unquote_to_bytes(name)), uri_encode(unquote_to_bytes(value))) for name, _, value in pairs]


def signing_parameters(line, scope, signed):
    return [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", uri_encode(line["accessKeyId"] + "/" + scope)),
        ("X-Amz-Date", line["time"]),
        ("X-Amz-Expires", str(line["expires"])),
        ("X-Amz-SignedHeaders", uri_encode(signed)),
    ]


def canonical_headers(headers, names):
    lines = []
    for name in names:
        values = [" ".join(value.split()) for key, value in headers if key.lower() == name]
        lines.append(name + ":" + ",".join(values) + "\n")
    return "".join(lines)


def payload_hash(line):
    for name, value in line["request"]["headers"]:
        if name.lower() == "x-amz-content-sha256":
            return value
    if line["payload"] == "unsigned":
        return "UNSIGNED-PAYLOAD"
    body = base64.b64decode(line["request"].get("bodyBase64", ""))
    return hashlib.sha256(body).hexdigest()


def sign(line):
    request = line["request"]
    time = line["time"]
    scope = "/".join([time[:8], line["region"], line["service"], "aws4_request"])
    names = sorted(name.lower() for name in line["signedHeaders"])
    signed = ";".join(names)
    path, _, query = request["target"].partition("?")
    pairs = parameters(query)
    if line["form"] == "query":
        pairs += signing_parameters(line, scope, signed)
    canonical_request = "\n".join([
        request["method"],
        canonical_uri(path),
        "&".join(name + "=" + value for name, value in sorted(pairs)),
        canonical_headers(request["headers"], names),
        signed,
        payload_hash(line),
    ])
    hashed = hashlib.sha256(canonical_request.encode()).hexdigest()
    string_to_sign = "\n".join(["AWS4-HMAC-SHA256", time, scope, hashed])
    key = ("AWS4" + line["secret"]).encode()
    for part in scope.split("/"):
        key = digest(key, part)
    return {
        "id": line["id"],
        "canonicalRequest": canonical_request,
        "stringToSign": string_to_sign,
        "signingKeyHex": key.hex(),
        "signature": digest(key, string_to_sign).hex(),
    }


for text in sys.stdin:
    question = json.loads(text)
    print(json.dumps(sign(question)), flush=True)
