#!/bin/sh
# make-cert.sh DIR: a certificate authority (ca.crt) and a certificate of it for localhost and 127.0.0.1 (tls.crt, tls.key).
# EC P-256, 30 days.
set -eu
DIR=${1:?usage: make-cert.sh DIR}
mkdir -p "$DIR"
cd "$DIR"
KEY='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
# shellcheck disable=SC2086
openssl req -x509 $KEY -keyout ca.key -out ca.crt -days 30 -subj '/CN=sigv4 test CA' \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
# shellcheck disable=SC2086
openssl req $KEY -keyout tls.key -out tls.csr -subj '/CN=localhost' 2>/dev/null
cat >extensions <<'END'
subjectAltName=DNS:localhost,IP:127.0.0.1
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
END
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out tls.crt -days 30 -extfile extensions 2>/dev/null
rm -f tls.csr extensions
