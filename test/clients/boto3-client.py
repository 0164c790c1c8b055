"""The operations of boto3, one cell for each."""
import io, os, sys, urllib.request
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = os.environ["ENDPOINT"]
small, r20, r40 = (open(name, "rb").read() for name in ("small", "r20M", "r40M"))
B = "boto3-bucket"


def client(secret=os.environ["AWS_SECRET_ACCESS_KEY"], key=os.environ["AWS_ACCESS_KEY_ID"], region="us-east-1", **config):
    return boto3.client("s3", endpoint_url=endpoint, aws_access_key_id=key, aws_secret_access_key=secret,
                        region_name=region, config=Config(retries={"max_attempts": 1}, **config))


s3 = client()
CELLS = []


def cell(operation):
    def register(run):
        CELLS.append((operation, run))
    return register


def get(key):
    return s3.get_object(Bucket=B, Key=key)["Body"].read()


def refused(run):
    try:
        run()
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 403)
        return
    raise AssertionError("accepted")


@cell("create-bucket")
def _(): s3.create_bucket(Bucket=B)
@cell("put-small")
def _(): s3.put_object(Bucket=B, Key="small", Body=small, Metadata={"color": "blue"})
@cell("get")
def _(): assert get("small") == small
@cell("head")
def _(): assert s3.head_object(Bucket=B, Key="small")["Metadata"] == {"color": "blue"}
@cell("put-20M-single")
def _(): s3.put_object(Bucket=B, Key="single", Body=r20); assert get("single") == r20
@cell("put-40M-parts")
def _(): s3.upload_fileobj(io.BytesIO(r40), B, "parts"); assert get("parts") == r40
@cell("multipart-explicit")
def _():
    upload = s3.create_multipart_upload(Bucket=B, Key="explicit")["UploadId"]
    part = s3.upload_part(Bucket=B, Key="explicit", UploadId=upload, PartNumber=1, Body=r20)
    copied = s3.upload_part_copy(Bucket=B, Key="explicit", UploadId=upload, PartNumber=2, CopySource=f"{B}/small", CopySourceRange="bytes=0-9")
    assert len(s3.list_parts(Bucket=B, Key="explicit", UploadId=upload)["Parts"]) == 2
    assert len(s3.list_multipart_uploads(Bucket=B)["Uploads"]) == 1
    parts = [{"PartNumber": 1, "ETag": part["ETag"]}, {"PartNumber": 2, "ETag": copied["CopyPartResult"]["ETag"]}]
    s3.complete_multipart_upload(Bucket=B, Key="explicit", UploadId=upload, MultipartUpload={"Parts": parts})
    assert get("explicit") == r20 + small[:10]
@cell("multipart-abort")
def _():
    upload = s3.create_multipart_upload(Bucket=B, Key="aborted")["UploadId"]
    s3.abort_multipart_upload(Bucket=B, Key="aborted", UploadId=upload)
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=B)
@cell("tagging")
def _(): s3.put_object(Bucket=B, Key="tagged", Body=b"", Tagging="a=1")
@cell("tagging-get")
def _(): assert s3.get_object_tagging(Bucket=B, Key="small")["TagSet"] == []
@cell("versions")
def _(): assert s3.list_object_versions(Bucket=B)["Versions"][0]["VersionId"] == "null"
@cell("versioning-put")
def _(): s3.put_bucket_versioning(Bucket=B, VersioningConfiguration={"Status": "Enabled"})
@cell("acl-get")
def _(): assert s3.get_object_acl(Bucket=B, Key="small")["Grants"][0]["Permission"] == "FULL_CONTROL"
@cell("acl-put-public")
def _(): s3.put_object(Bucket=B, Key="public", Body=b"", ACL="public-read")
@cell("policy-get")
def _(): s3.get_bucket_policy(Bucket=B)
@cell("attributes")
def _(): assert s3.get_object_attributes(Bucket=B, Key="parts", ObjectAttributes=["ObjectSize"])["ObjectSize"] == len(r40)
@cell("presign-get")
def _():
    url = client(signature_version="s3v4").generate_presigned_url("get_object", Params={"Bucket": B, "Key": "small"})
    assert "X-Amz-Signature" in url and urllib.request.urlopen(url).read() == small
@cell("presign-put")
def _():
    url = client(signature_version="s3v4").generate_presigned_url("put_object", Params={"Bucket": B, "Key": "put"})
    urllib.request.urlopen(urllib.request.Request(url, data=small, method="PUT", headers={"Content-Type": ""}))
    assert get("put") == small
@cell("checksum-SHA256")
def _(): s3.put_object(Bucket=B, Key="checked", Body=small, ChecksumAlgorithm="SHA256")
@cell("checksum-wrong")
def _(): refused(lambda: s3.put_object(Bucket=B, Key="checked", Body=small, ChecksumSHA256="A" * 43 + "="))
@cell("awkward-keys")
def _():
    for key in ["a b", "a+b", "ä/😀", "a//b", "/a", "a?b#c", "a%20b", "(!*')~", "&=;", "a\tb", "\\", " a ", ":@$", "\"'", "<>&", "{}|^`[]", "é", "k" * 1024]:
        s3.put_object(Bucket=B, Key=key, Body=key.encode()); assert get(key) == key.encode()
@cell("wrong-secret")
def _(): refused(lambda: client(secret=os.environ["WRONG_SECRET"]).list_objects_v2(Bucket=B))
@cell("wrong-key")
def _(): refused(lambda: client(key="AKIAUNKNOWN").list_objects_v2(Bucket=B))
@cell("list-and-delete-many")
def _():
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=B, PaginationConfig={"PageSize": 7}):
        s3.delete_objects(Bucket=B, Delete={"Objects": [{"Key": each["Key"]} for each in page["Contents"]]})
    assert s3.list_objects_v2(Bucket=B)["KeyCount"] == 0
@cell("delete-bucket")
def _(): s3.delete_bucket(Bucket=B)


for operation, run in CELLS:
    try:
        run()
        said = "ok"
    except ClientError as error:
        said = error.response["Error"]["Code"]
    except Exception as error:
        said = "failed"
        print("boto3", operation, repr(error)[:300], file=sys.stderr)
    print("boto3", operation, said, sep="\t", flush=True)
