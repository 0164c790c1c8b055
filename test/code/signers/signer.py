import hashlib
import hmac
import os
from datetime import datetime, timezone
from urllib.parse import quote

import requests

access_key = os.environ["AWS_ACCESS_KEY_ID"]
secret_key = os.environ["AWS_SECRET_ACCESS_KEY"]
session_token = os.environ["AWS_SESSION_TOKEN"]
region = "us-east-1"
service = "s3"


def sign(key, msg):
    return hmac.new(key, msg.encode("utf-8"), hashlib.sha256).digest()


def get_signature_key(secret, date_stamp, region_name, service_name):
    k_date = sign(("AWS4" + secret).encode("utf-8"), date_stamp)
    k_region = sign(k_date, region_name)
    k_service = sign(k_region, service_name)
    return sign(k_service, "aws4_request")


def put_object(host, key, params, body):
    now = datetime.now(timezone.utc)
    amz_date = now.strftime("%Y%m%dT%H%M%SZ")
    date_stamp = now.strftime("%Y%m%d")

    payload_hash = hashlib.sha256(body).hexdigest()
    headers = {
        "host": host,
        "x-amz-content-sha256": payload_hash,
        "x-amz-date": amz_date,
        "x-amz-security-token": session_token,
    }
    canonical_uri = "/" + quote(key)
    canonical_query = "&".join(
        quote(k, safe="") + "=" + quote(v, safe="") for k, v in sorted(params.items())
    )
    canonical_headers = ""
    for name in sorted(headers):
        canonical_headers += name.lower() + ":" + headers[name].strip() + "\n"
    signed_headers = ";".join(sorted(headers))
    canonical_request = (
        "PUT" + "\n" + canonical_uri + "\n" + canonical_query + "\n"
        + canonical_headers + "\n" + signed_headers + "\n" + payload_hash
    )

    scope = date_stamp + "/" + region + "/" + service + "/aws4_request"
    string_to_sign = (
        "AWS4-HMAC-SHA256\n" + amz_date + "\n" + scope + "\n"
        + hashlib.sha256(canonical_request.encode("utf-8")).hexdigest()
    )
    signing_key = get_signature_key(secret_key, date_stamp, region, service)
    signature = hmac.new(signing_key, string_to_sign.encode("utf-8"), hashlib.sha256).hexdigest()
    headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={access_key}/{scope}, SignedHeaders={signed_headers}, Signature={signature}"
    )
    return requests.put(f"https://{host}{canonical_uri}?{canonical_query}", headers=headers, data=body)
