# serve COMMAND…: starts a server, and waits until its address is in the file url. to, at: send to it, with s3:// or a whole URL.
# searched: waits for the cause of a refusal. stop: ends the server, and shows what it printed.
serve() {
  sigv4 "$@" --port 0 --ready-file url >log 2>log.errors &
  server=$!
  until [ -s url ] || ! kill -0 $server 2>/dev/null; do sleep 0.05; done
  port=$(sed 's/.*:\([0-9]*\).*/\1/' url)
}
at() { sigv4 "$@" --connect-to "s3.localhost:9000:127.0.0.1:$port"; }
to() { at "$@" --endpoint-url http://s3.localhost:9000 --path-style; }
searched() { until grep -Eq 'ause of request|causeOf' log log.errors; do sleep 0.05; done; }
stop() {
  kill -INT $server
  wait $server
  echo "--- the server, exit code $?"
  cat log log.errors
}
