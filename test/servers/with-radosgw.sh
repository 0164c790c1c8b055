#!/bin/sh
# with-radosgw.sh COMMAND...: runs COMMAND beside Ceph's radosgw (Debian package) on 127.0.0.1, with a bucket.
# It keeps objects in SQLite, so that one process is enough. COMMAND finds the server in S3_ENDPOINT, S3_ACCESS_KEY,
# S3_SECRET_KEY, S3_REGION, S3_BUCKET, and in RGW_LOG the file in which it writes how it verifies each request.
# COMMAND's exit status is ours; 77 where the server cannot be had.
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
"$HERE/install.sh" radosgw radosgw
"$HERE/install.sh" curl curl
"$HERE/install.sh" openssl openssl
# Without nginx, its tests are not run.
"$HERE/install.sh" nginx nginx-light || true

PORT=${PORT:-$((20010 + $$ % 600 * 20))}
export S3_ENDPOINT="http://127.0.0.1:$PORT" S3_ACCESS_KEY=DEMOACCESSKEY0000001 S3_REGION=us-east-1 S3_BUCKET=demo
export S3_SECRET_KEY=demo/secret+key/for/the/sandbox/only0001

DIR=$(mktemp -d)
export RGW_LOG="$DIR/rgw.log"
PID=
stop() {
  [ -z "$PID" ] || kill "$PID" 2>/dev/null || true
  [ -z "$PID" ] || wait "$PID" 2>/dev/null || true
  rm -rf "$DIR"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir "$DIR/data"

# At debug level 10 the log has the canonical request, the string to sign, the four keys and the signature.
cat >"$DIR/ceph.conf" <<END
[global]
fsid = 11111111-2222-3333-4444-555555555555
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
admin_socket = ""
[client]
rgw_backend_store = dbstore
rgw_config_store = dbstore
dbstore_db_dir = $DIR/data
dbstore_config_uri = file:$DIR/data/config.db
rgw_data = $DIR/data
rgw_frontends = beast endpoint=127.0.0.1:$PORT
rgw_dns_name = localhost
rgw_enable_usage_log = false
log_file = $RGW_LOG
log_to_stderr = false
pid_file = $DIR/rgw.pid
debug_rgw = 10
END

radosgw-admin -c "$DIR/ceph.conf" --no-mon-config user create --uid demo --display-name Demo \
  --access-key "$S3_ACCESS_KEY" --secret "$S3_SECRET_KEY" >"$DIR/out" 2>&1 || {
  echo 'radosgw-admin makes no user:' >&2
  cat "$DIR/out" >&2
  exit 1
}
radosgw -f -c "$DIR/ceph.conf" --no-mon-config -n client.rgw >"$DIR/out" 2>&1 &
PID=$!

# It must live, lest another server on the same port be taken for this one.
TRIES=0
until curl -s -o "$DIR/answer" -f --aws-sigv4 "aws:amz:$S3_REGION:s3" --user "$S3_ACCESS_KEY:$S3_SECRET_KEY" \
  -X PUT "$S3_ENDPOINT/$S3_BUCKET" && kill -0 $PID 2>/dev/null; do
  TRIES=$((TRIES + 1))
  if [ $TRIES -gt 300 ] || ! kill -0 $PID 2>/dev/null; then
    echo 'radosgw does not start:' >&2
    cat "$DIR/out" "$DIR/answer" >&2 || true
    exit 1
  fi
  sleep 0.1
done

"$@"
