"""Signs a request for S3 with hashlib and hmac alone, and makes the one mistake that is named on the command line.

Prints JSON: the request as it goes over the wire, one character a byte, and what was signed, as botocore logs it.
"""
import hashlib
import hmac
import json
import sys
import urllib.parse

ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
TIMESTAMP, DATE, REGION, SERVICE = "20130524T000000Z", "20130524", "us-east-1", "s3"
HOST = "examplebucket.s3.amazonaws.com"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def sign(mistake):
    def has(name):
        return mistake == name

    method = "PUT" if mistake.startswith("put-") else "GET"
    body = b"hello" if method == "PUT" else b""
    key = "photos/summer days (1)/a+b=c~\u00e9.jpg"
    path = "/" + urllib.parse.quote(key, safe="/~")
    parameters = [("versionId", "3/L4 kqt"), ("prefix", ""), ("Marker", "b"), ("delimiter", "/")]
    query = "&".join(f"{name}={urllib.parse.quote(value, safe='~')}" for name, value in sorted(parameters))
    headers = {"host": HOST, "x-amz-content-sha256": sha256(body), "x-amz-date": TIMESTAMP}
    headers["x-amz-meta-note"] = "one  two"
    if method == "PUT":
        headers["content-type"] = "text/plain; charset=utf-8"
        headers["content-length"] = str(len(body))
    else:
        headers["range"] = "bytes=0-9"

    sent = dict(headers)
    signed_path, signed_query, signed_method = path, query, method
    if has("path-tilde-quoted"):
        signed_path = "/" + urllib.parse.quote(key, safe="/").replace("~", "%7E")
    if has("path-quoted-twice"):
        signed_path = urllib.parse.quote(path, safe="/~")
    if has("path-not-quoted"):
        signed_path = "/" + key
    if has("path-quote-plus"):
        signed_path = "/" + urllib.parse.quote_plus(key, safe="/~")
    if has("path-slashes-quoted"):
        signed_path = "/" + urllib.parse.quote(key, safe="~")
    if has("path-like-encodeURI"):
        signed_path = "/" + urllib.parse.quote(key, safe="/~()!*'+=")
    if has("query-urlencode"):
        signed_query = urllib.parse.urlencode(sorted(parameters))
    if has("query-not-sorted"):
        signed_query = "&".join(f"{name}={urllib.parse.quote(value, safe='~')}" for name, value in parameters)
    if has("query-valueless"):
        signed_query = query.replace("prefix=&", "prefix&")
    if has("query-slash-kept"):
        signed_query = "&".join(f"{name}={urllib.parse.quote(value)}" for name, value in sorted(parameters))
    if has("query-left-out"):
        signed_query = ""
    if has("method-in-lower-case"):
        signed_method = method.lower()
    if has("put-signed-as-post"):
        signed_method = "POST"

    names = sorted(headers)
    signed = dict(headers)
    if has("host-with-port"):
        signed["host"] = HOST + ":443"
    if has("put-charset-left-out"):
        signed["content-type"] = "text/plain"
    if has("header-not-collapsed"):
        pass
    else:
        signed["x-amz-meta-note"] = "one two"
    lines = [f"{name}:{signed[name]}\n" for name in names]
    if has("headers-as-sent"):
        lines = [f"{name.title()}:{signed[name]}\n" for name in names]
    if has("space-behind-colon"):
        lines = [f"{name}: {signed[name]}\n" for name in names]
    if has("metadata-not-signed"):
        names = [name for name in names if name != "x-amz-meta-note"]
        lines = [f"{name}:{signed[name]}\n" for name in names]
    signed_headers = ";".join(names)
    payload_hash = headers["x-amz-content-sha256"]
    if has("put-hash-of-nothing"):
        payload_hash = sent["x-amz-content-sha256"] = sha256(b"")
        lines = [line if not line.startswith("x-amz-content-sha256") else f"x-amz-content-sha256:{payload_hash}\n" for line in lines]
    parts = [signed_method, signed_path, signed_query, "".join(lines), signed_headers, payload_hash]
    canonical = "\n".join(parts)
    if has("no-empty-line"):
        canonical = "\n".join([*parts[:3], "".join(lines).rstrip("\n"), *parts[4:]])
    if has("crlf"):
        canonical = canonical.replace("\n", "\r\n")
    if has("newline-behind"):
        canonical += "\n"
    canonical = canonical.encode()

    region = "eu-west-1" if has("other-region") else REGION
    scope_date = "20130523" if has("day-before") else DATE
    scope = f"{scope_date}/{region}/{SERVICE}/aws4_request"
    digest = hashlib.sha256(canonical)
    last = digest.hexdigest()
    if has("hash-in-capitals"):
        last = last.upper()
    to_sign = "\n".join(["AWS4-HMAC-SHA256", TIMESTAMP, scope, last])
    if has("string-to-sign-ends-with-newline"):
        to_sign += "\n"

    secret = SECRET
    if has("newline-behind-secret"):
        secret += "\n"
    if has("secret-quoted"):
        secret = urllib.parse.quote(SECRET, safe="")
    if has("secret-cut-off"):
        secret = SECRET[:-1]
    signing_key = ("" if has("no-prefix") else "AWS4").encode() + secret.encode()
    for part in [scope_date, region, SERVICE, "aws4_request"]:
        signing_key = mac(signing_key, part.encode())
        if has("hex-keys"):
            signing_key = signing_key.hex().encode()
    signature = mac(signing_key, to_sign.encode()).hex()
    if has("arguments-swapped"):
        signature = mac(to_sign.encode(), signing_key).hex()
    if has("plain-hash"):
        signature = sha256(signing_key + to_sign.encode())

    authorization = f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{scope}, SignedHeaders={signed_headers}, Signature={signature}"
    fields = "".join(f"{name}: {value}\r\n" for name, value in {**sent, "authorization": authorization}.items())
    head = f"{method} {path}?{query} HTTP/1.1\r\n{fields}\r\n"
    log = f"CanonicalRequest:\n{canonical.decode()}\nStringToSign:\n{to_sign}\nSignature:\n{signature}\n"
    return {"request": head + body.decode(), "log": log}


for name in sys.argv[1:]:
    print(json.dumps(sign(name)))
