"""One request of boto3 that a fault of the capture breaks: fault-client.py FAULT."""
import os
import sys

import boto3
from botocore.config import Config

config = Config(
    s3={"addressing_style": "path"},
    retries={"total_max_attempts": 1},
    read_timeout=2 if sys.argv[1] == "delay" else 30,
)
s3 = boto3.client("s3", endpoint_url=os.environ["ENDPOINT"], region_name="us-east-1", config=config)
B = "examplebucket"


def sign_accept_encoding():
    # boto3 sends Accept-Encoding, but signs it only if it is set before.
    add = lambda request, **_: request.headers.add_header("Accept-Encoding", "identity")
    s3.meta.events.register("before-sign.s3.GetObject", add)
    s3.get_object(Bucket=B, Key="test.txt")


REQUESTS = {
    "accept-encoding-changed": sign_accept_encoding,
    "path-encoded-again": lambda: s3.get_object(Bucket=B, Key="a+b"),
    "slashes-merged": lambda: s3.get_object(Bucket=B, Key="a//b"),
    "query-lost": lambda: s3.list_objects_v2(Bucket=B),
    "header-dropped": lambda: s3.get_object(Bucket=B, Key="test.txt", Range="bytes=0-3"),
    "head-as-get": lambda: s3.head_object(Bucket=B, Key="test.txt"),
    "content-type-overwritten": lambda: s3.put_object(Bucket=B, Key="k", Body=b"x", ContentType="text/plain"),
}
REQUESTS.get(sys.argv[1], lambda: s3.get_object(Bucket=B, Key="test.txt")["Body"].read())()
