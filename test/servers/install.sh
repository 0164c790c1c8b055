#!/bin/sh
# install.sh PROGRAM PACKAGE...: installs the Debian packages where PROGRAM is not there yet.
# Exits with 77 where they cannot be had, and says why.
set -eu
PROGRAM=$1
shift
command -v "$PROGRAM" >/dev/null && exit 0
cannot() {
  echo "$PROGRAM is not installed, and $1" >&2
  exit 77
}
command -v apt-get >/dev/null || cannot 'there is no apt-get here to install it.'
[ "$(id -u)" = 0 ] || cannot 'only root can install it.'
# Some packages start daemons of their own unless this file forbids it.
POLICY=/usr/sbin/policy-rc.d
if [ ! -e "$POLICY" ]; then
  trap 'rm -f "$POLICY"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$POLICY"
  chmod +x "$POLICY"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >&2 || cannot 'apt-get finds no package lists.'
apt-get install -y -qq --no-install-recommends "$@" >/dev/null || cannot 'apt-get cannot install it.'
command -v "$PROGRAM" >/dev/null || cannot "$* does not bring it."
