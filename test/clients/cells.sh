# Sourced by the clients: a cell is a client, an operation, and what came of it.

# cell OPERATION COMMAND…: "ok" if the command succeeds, or else the code of S3's error, if one is printed.
cell() {
  local operation=$1 said
  shift
  if said=$("$@" 2>&1); then
    printf '%s\t%s\tok\n' "$client" "$operation"
  else
    printf '%s %s: %s\n' "$client" "$operation" "$said" >&2
    said=$(grep -oE 'SignatureDoesNotMatch|InvalidAccessKeyId|AuthorizationHeaderMalformed|NotImplemented|AccessControlListNotSupported|NoSuch[A-Za-z]+|AccessDenied' <<<"$said" | head -1)
    printf '%s\t%s\t%s\n' "$client" "$operation" "${said:-failed}"
  fi
}
# refused COMMAND…: succeeds if the command fails.
refused() { ! "$@" >/dev/null 2>&1; }
with() { env "$@"; }
