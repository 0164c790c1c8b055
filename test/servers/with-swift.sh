#!/bin/sh
# with-swift.sh COMMAND...: runs COMMAND beside OpenStack Swift's S3 API (Debian packages) on 127.0.0.1, with a bucket.
# COMMAND finds the server in S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION, S3_BUCKET. Its exit status is ours;
# 77 where the server cannot be had. Swift needs a temporary folder with extended attributes.
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
"$HERE/install.sh" swift-proxy-server swift-proxy swift-account swift-container swift-object libisal2
"$HERE/install.sh" swift-object-server swift-account swift-container swift-object libisal2
"$HERE/install.sh" curl curl
"$HERE/install.sh" openssl openssl
# Without nginx, its tests are not run.
"$HERE/install.sh" nginx nginx-light || true

# One port in twenty for each run, so that runs at the same time do not meet.
PORT=${PORT:-$((20000 + $$ % 600 * 20))}
export S3_ENDPOINT="http://127.0.0.1:$PORT" S3_ACCESS_KEY=DEMOACCESSKEY0000001 S3_REGION=us-east-1 S3_BUCKET=demo
export S3_SECRET_KEY=demo/secret+key/for/the/sandbox/only0001
unset RGW_LOG

DIR=$(mktemp -d)
PIDS=
# shellcheck disable=SC2086
stop() {
  [ -z "$PIDS" ] || kill $PIDS 2>/dev/null || true
  [ -z "$PIDS" ] || wait $PIDS 2>/dev/null || true
  rm -rf "$DIR"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -p "$DIR/etc" "$DIR/devices/d1" "$DIR/log"
ME=$(id -un)

cat >"$DIR/etc/swift.conf" <<END
[swift-hash]
swift_hash_path_suffix = demo
swift_hash_path_prefix = demo
[storage-policy:0]
name = Policy-0
default = yes
END

# One device, one replica.
AT=$PORT
for NAME in account container object; do
  AT=$((AT + 1))
  (
    cd "$DIR/etc"
    swift-ring-builder $NAME.builder create 1 1 1
    swift-ring-builder $NAME.builder add "r1z1-127.0.0.1:$AT/d1" 1
    swift-ring-builder $NAME.builder rebalance
  ) >"$DIR/log/ring-$NAME" 2>&1 || true
  cat >"$DIR/etc/$NAME.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $AT
user = $ME
swift_dir = $DIR/etc
devices = $DIR/devices
mount_check = false
workers = 0
log_address = $DIR/log/none
[pipeline:main]
pipeline = $NAME-server
[app:$NAME-server]
use = egg:swift#$NAME
END
done

# Swift's own user table wants access keys of the form account:user; this adds one without a colon.
# That the signature is checked stays Swift's own doing.
cat >"$DIR/etc/one_key_auth.py" <<'END'
from swift.common.middleware.tempauth import TempAuth


class OneKeyAuth(TempAuth):
    def __init__(self, app, conf):
        super().__init__(app, conf)
        self.users[conf['access_key']] = dict(key=conf['secret_key'], url='/AUTH_demo', groups=['.admin'])


def filter_factory(global_conf, **local):
    return lambda app: OneKeyAuth(app, dict(global_conf, **local))
END

cat >"$DIR/etc/proxy.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $PORT
user = $ME
swift_dir = $DIR/etc
workers = 0
log_address = $DIR/log/none
[pipeline:main]
pipeline = catch_errors cache listing_formats bulk s3api auth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:s3api]
use = egg:swift#s3api
location = $S3_REGION
dns_compliant_bucket_names = true
s3_acl = false
storage_domain = s3.localhost,s3.test,localhost
[filter:auth]
paste.filter_factory = one_key_auth:filter_factory
access_key = $S3_ACCESS_KEY
secret_key = $S3_SECRET_KEY
END

for NAME in account container object proxy; do
  PYTHONWARNINGS=ignore PYTHONPATH="$DIR/etc" PYTHONDONTWRITEBYTECODE=1 \
    swift-$NAME-server "$DIR/etc/$NAME.conf" >"$DIR/log/$NAME.out" 2>&1 &
  PIDS="$PIDS $!"
done

# Each of the four must live, lest another server on the same port be taken for this one.
living() { for PID in $PIDS; do kill -0 "$PID" 2>/dev/null || return 1; done; }
TRIES=0
until curl -s -o "$DIR/answer" -f --aws-sigv4 "aws:amz:$S3_REGION:s3" --user "$S3_ACCESS_KEY:$S3_SECRET_KEY" \
  -X PUT "$S3_ENDPOINT/$S3_BUCKET" && living; do
  TRIES=$((TRIES + 1))
  if [ $TRIES -gt 300 ] || ! living; then
    echo 'Swift does not start:' >&2
    cat "$DIR"/log/*.out "$DIR/answer" >&2 || true
    exit 1
  fi
  sleep 0.1
done

"$@"
