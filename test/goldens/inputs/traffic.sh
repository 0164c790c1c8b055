# traffic.sh COMMAND…: starts a server on the screen; while it runs, a client sends it four requests, one after the other.
to() { sigv4 "$@" --endpoint-url http://s3.localhost:9000 --path-style --connect-to "s3.localhost:9000:127.0.0.1:$port"; }
(
  until [ -s url ]; do sleep 0.05; done
  port=$(sed 's/.*:\([0-9]*\).*/\1/' url)
  to send -X PUT -d hello s3://photos/a.txt
  to send s3://photos/a.txt
  AWS_SECRET_ACCESS_KEY=NotTheSecretOfTheExampleButAsLongAsItXXX to send s3://photos/a.txt
  to send s3://photos/none.txt
) >/dev/null 2>&1 </dev/null &
exec sigv4 "$@" --port 0 --ready-file url
