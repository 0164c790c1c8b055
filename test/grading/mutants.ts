/**
 * Mistakes as people make them: the signer in Python with one of its passages replaced by another, and what the mistake
 * is called. `from` stands in the signer exactly once.
 */

export interface Mutant {
  /** What the mistake is, for whoever reads a failing test. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** `CAUSE/VARIANT` of `src/diagnosis/causes`. */
  readonly mistake: string;
  /** Its id in `typical-mistakes.ts`, where what comes out of AWS's example was computed elsewhere. */
  readonly typical?: string;
}

/** A line of the canonical request, as `canonical_request` lists them. */
const inCanonicalRequest = (part: string) => `        ${part},\n`;

const METHOD_AND_PATH: readonly Mutant[] = [
  {
    name: 'method in lower case',
    from: inCanonicalRequest('method'),
    to: inCanonicalRequest('method.lower()'),
    mistake: 'method-mismatch/lower-case',
    typical: 'C26',
  },
  {
    name: 'path not encoded',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return decoded.decode(errors="replace")',
    mistake: 'path-not-encoded/raw',
  },
  {
    name: 'path encoded twice',
    from: 'unquote_to_bytes(path) if rules["pathEncoding"] == "once" else path.encode()',
    to: 'path.encode()',
    mistake: 'path-double-encoded-on-s3/signed-twice',
  },
  {
    name: 'path as it is written',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return path',
    mistake: 'path-not-encoded/as-written',
  },
  {
    name: 'spaces of the path raw',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded, keep="/ ")',
    mistake: 'path-not-encoded/raw-spaces',
  },
  {
    name: 'letters of the path raw',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return re.sub("[ -~]", lambda found: uri_encode(found.group(), keep="/"), decoded.decode(errors="replace"))',
    mistake: 'path-not-encoded/raw-letters',
  },
  {
    name: '+ for space in the path',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded, keep="/").replace("%20", "+")',
    mistake: 'space-plus-vs-percent20/signed-in-path',
  },
  {
    name: '+ for space',
    from: 'return quote(data, safe="-._~" + keep)',
    to: 'return quote(data, safe="-._~" + keep).replace("%20", "+")',
    mistake: 'space-plus-vs-percent20/signed',
  },
  {
    name: '+ of the path read as a space',
    from: 'unquote_to_bytes(path) if rules',
    to: 'unquote_to_bytes(path.replace("+", " ")) if rules',
    mistake: 'space-plus-vs-percent20/plus-sent-in-path',
  },
  {
    name: 'escapes in lower case',
    from: 'return quote(data, safe="-._~" + keep)',
    to: 'return re.sub("%..", lambda found: found.group().lower(), quote(data, safe="-._~" + keep))',
    mistake: 'lowercase-percent-hex/in-both',
  },
  {
    name: 'escapes of the path in lower case',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return re.sub("%..", lambda found: found.group().lower(), uri_encode(decoded, keep="/"))',
    mistake: 'lowercase-percent-hex/in-path',
  },
  {
    name: 'slashes of the path encoded',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded)',
    mistake: 'path-reserved-not-encoded/slashes-encoded',
    typical: 'C14',
  },
  {
    name: 'slashes of the path encoded but the first',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return "/" + uri_encode(decoded[1:])',
    mistake: 'path-reserved-not-encoded/inner-slashes-encoded',
  },
  {
    name: 'like encodeURIComponent',
    from: 'return quote(data, safe="-._~" + keep)',
    to: 'return quote(data, safe="-._~!\'()*" + keep)',
    mistake: 'unreserved-set-too-wide/encode-uri-component',
  },
  {
    name: 'like encodeURIComponent in the path',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded, keep="/!\'()*")',
    mistake: 'unreserved-set-too-wide/encode-uri-component-in-path',
  },
  {
    name: 'like encodeURI in the path',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded, keep="/;,?:@&=+$!\'()*#")',
    mistake: 'path-reserved-not-encoded/encode-uri',
  },
  {
    name: 'like EscapedPath of Go in the path',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded, keep="/$&+,:;=@")',
    mistake: 'path-reserved-not-encoded/go-escaped-path',
  },
  {
    name: 'what a segment may hold raw in the path',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded, keep="/!$&\'()*+,;=:@")',
    mistake: 'path-reserved-not-encoded/segment-characters',
  },
  {
    name: 'one reserved character raw in the path',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded, keep="/=")',
    mistake: 'path-reserved-not-encoded/some-of-them',
  },
  {
    name: 'tilde encoded',
    from: 'return quote(data, safe="-._~" + keep)',
    to: 'return quote(data, safe="-._~" + keep).replace("~", "%7E")',
    mistake: 'unreserved-set-too-wide/tilde-encoded',
  },
  {
    name: 'asterisk raw',
    from: 'return quote(data, safe="-._~" + keep)',
    to: 'return quote(data, safe="-._~*" + keep)',
    mistake: 'unreserved-set-too-wide/star-raw',
  },
  {
    name: 'like a form of Java',
    from: 'return quote(data, safe="-._~" + keep)',
    to: 'return quote(data, safe="-._*" + keep).replace("~", "%7E").replace("%20", "+")',
    mistake: 'unreserved-set-too-wide/form-encoding',
  },
  {
    name: 'path normalised',
    from: '    if rules["pathSegments"] == "normalised":\n        path = normalised(path)\n',
    to: '    path = normalised(path)\n',
    mistake: 'path-normalised/normalised-signed',
  },
  {
    name: 'runs of slashes merged',
    from: '    if rules["pathSegments"] == "normalised":\n',
    to: '    path = re.sub("/+", "/", path)\n    if rules["pathSegments"] == "normalised":\n',
    mistake: 'path-normalised/slashes-merged-signed',
  },
  {
    name: 'slash at the end of the path lost',
    from: '    path, _, query = target.partition("?")\n',
    to: '    path, _, query = target.partition("?")\n    path = path[:-1] if path.endswith("/") and path != "/" else path\n',
    mistake: 'trailing-slash/not-signed',
  },
  {
    name: 'slash behind the path',
    from: '    path, _, query = target.partition("?")\n',
    to: '    path, _, query = target.partition("?")\n    path = path if path.endswith("/") else path + "/"\n',
    mistake: 'trailing-slash/signed',
  },
  {
    name: 'path without its first slash',
    from: inCanonicalRequest('canonical_uri(path, rules)'),
    to: inCanonicalRequest('canonical_uri(path, rules)[1:]'),
    mistake: 'path-normalised/first-slash-missing',
  },
  {
    name: 'path taken for the root',
    from: inCanonicalRequest('canonical_uri(path, rules)'),
    to: inCanonicalRequest('"/"'),
    mistake: 'bucket-missing-from-canonical-uri/root',
  },
  {
    name: 'the whole URL for the path',
    from: inCanonicalRequest('canonical_uri(path, rules)'),
    to: inCanonicalRequest('"https://" + value_of(headers, "host") + canonical_uri(path, rules)'),
    mistake: 'query-inside-path/whole-url',
  },
  {
    name: 'query inside the path',
    from: '    path, _, query = target.partition("?")\n',
    to: '    path, query = target, ""\n',
    mistake: 'query-inside-path/encoded',
  },
  {
    name: 'path in Latin-1',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded.decode(errors="replace").encode("latin-1", "replace"), keep="/")',
    mistake: 'path-not-encoded/latin-1',
  },
  {
    name: 'path in UTF-8 twice',
    from: 'return uri_encode(decoded, keep="/")',
    to: 'return uri_encode(decoded.decode("latin-1").encode(), keep="/")',
    mistake: 'path-not-encoded/utf-8-twice',
  },
];

const CANONICAL_PARAMETERS =
  'parameters.append((uri_encode(unquote_to_bytes(name)), uri_encode(unquote_to_bytes(value))))';
const JOINED_PARAMETERS = 'return "&".join(f"{name}={value}" for name, value in parameters)';

const QUERY: readonly Mutant[] = [
  {
    name: 'query not sorted',
    from: '    parameters.sort()\n',
    to: '',
    mistake: 'query-not-sorted/as-sent',
  },
  {
    name: 'query sorted without regard to capitals',
    from: 'parameters.sort()',
    to: 'parameters.sort(key=lambda pair: (pair[0].lower(), pair))',
    mistake: 'query-not-sorted/case-blind',
  },
  {
    name: 'query sorted as texts NAME=VALUE',
    from: 'parameters.sort()',
    to: 'parameters.sort(key="=".join)',
    mistake: 'query-not-sorted/by-whole-pair',
  },
  {
    name: 'query sorted by name alone',
    from: 'parameters.sort()',
    to: 'parameters.sort(key=lambda pair: pair[0])',
    mistake: 'query-not-sorted/by-name-only',
  },
  {
    name: 'query sorted before it is encoded',
    from: 'parameters.sort()',
    to: 'parameters.sort(key=lambda pair: [unquote_to_bytes(part) for part in pair])',
    mistake: 'query-not-sorted/by-unencoded-name',
  },
  {
    name: 'query sorted from the last to the first',
    from: 'parameters.sort()',
    to: 'parameters.sort(reverse=True)',
    mistake: 'query-not-sorted/descending',
  },
  {
    name: 'no equals sign behind a name without value',
    from: JOINED_PARAMETERS,
    to: 'return "&".join(f"{name}={value}" if value else name for name, value in parameters)',
    mistake: 'query-valueless-param/without-equals',
  },
  {
    name: 'names without value left out',
    from: JOINED_PARAMETERS,
    to: 'return "&".join(f"{name}={value}" for name, value in parameters if value)',
    mistake: 'query-valueless-param/left-out',
  },
  {
    name: 'None for the value that is not there',
    from: JOINED_PARAMETERS,
    to: 'return "&".join(f"{name}={value or None}" for name, value in parameters)',
    mistake: 'query-valueless-param/as-text',
  },
  {
    name: '+ for space in the query',
    from: JOINED_PARAMETERS,
    to: `${JOINED_PARAMETERS}.replace("%20", "+")`,
    mistake: 'space-plus-vs-percent20/signed-in-query',
  },
  {
    name: 'query not encoded',
    from: CANONICAL_PARAMETERS,
    to: 'parameters.append(tuple(unquote_to_bytes(part).decode(errors="replace") for part in (name, value)))',
    mistake: 'query-reserved-not-encoded/raw',
  },
  {
    name: 'query as it is written',
    from: JOINED_PARAMETERS,
    to: 'return query',
    mistake: 'query-not-canonicalised/as-written',
  },
  {
    name: 'query encoded twice',
    from: CANONICAL_PARAMETERS,
    to: 'parameters.append((uri_encode(name), uri_encode(value)))',
    mistake: 'query-double-encoded/signed-twice',
  },
  {
    name: 'query left out',
    from: JOINED_PARAMETERS,
    to: 'return ""',
    mistake: 'query-not-canonicalised/left-out',
  },
  {
    name: 'slashes of the query raw',
    from: CANONICAL_PARAMETERS,
    to: 'parameters.append((quote(unquote_to_bytes(name)), quote(unquote_to_bytes(value))))',
    mistake: 'query-reserved-not-encoded/slash',
  },
  {
    name: 'what a query may hold raw in the query',
    from: CANONICAL_PARAMETERS,
    to: 'parameters.append(tuple(uri_encode(unquote_to_bytes(part), keep="!$\'()*,;:@/?") for part in (name, value)))',
    mistake: 'query-reserved-not-encoded/query-characters',
  },
  {
    name: 'like encodeURI in the query',
    from: CANONICAL_PARAMETERS,
    to: 'parameters.append(tuple(uri_encode(unquote_to_bytes(part), keep="!$&\'()*+,;:@/?#=") for part in (name, value)))',
    mistake: 'query-reserved-not-encoded/encode-uri',
  },
  {
    name: 'one reserved character raw in the query',
    from: CANONICAL_PARAMETERS,
    to: 'parameters.append(tuple(uri_encode(unquote_to_bytes(part), keep=":") for part in (name, value)))',
    mistake: 'query-reserved-not-encoded/some-of-them',
  },
  {
    name: 'like encodeURIComponent in the query',
    from: CANONICAL_PARAMETERS,
    to: 'parameters.append(tuple(uri_encode(unquote_to_bytes(part), keep="!\'()*") for part in (name, value)))',
    mistake: 'unreserved-set-too-wide/encode-uri-component-in-query',
  },
  {
    name: 'escapes of the query in lower case',
    from: JOINED_PARAMETERS,
    to: `return re.sub("%..", lambda found: found.group().lower(), "&".join(f"{name}={value}" for name, value in parameters))`,
    mistake: 'lowercase-percent-hex/in-query',
  },
  {
    name: 'one parameter of each name',
    from: 'in parameters)',
    to: 'in dict(parameters).items())',
    mistake: 'query-not-canonicalised/one-of-each-name',
  },
  {
    name: 'question mark before the query',
    from: inCanonicalRequest('canonical_query_string(query)'),
    to: inCanonicalRequest('("?" if query else "") + canonical_query_string(query)'),
    mistake: 'query-not-canonicalised/question-mark',
  },
];

const HEADER_LINE = 'lines.append(name + ":" + ",".join(values) + "\\n")';
const VALUES_OF_NAME = 'values = [canonical_value(value) for sent, value in headers if sent.lower() == name]';
const ONE_SPACE = 'return re.sub(" +", " ", value)';
/** The names as they were sent, by those in lower case. */
const AS_SENT = '{sent.lower(): sent for sent, _ in reversed(headers)}';
const HEADERS_PART = inCanonicalRequest('canonical_headers(headers, names)');
const LIST_PART = inCanonicalRequest('signed_headers(names)');
const NAMES = 'return sorted(signed)';

const HEADERS: readonly Mutant[] = [
  {
    name: 'names as they were sent',
    from: `${HEADERS_PART}${LIST_PART}`,
    to:
      inCanonicalRequest(
        `"".join(${AS_SENT}[name] + canonical_headers(headers, [name])[len(name):] for name in names)`,
      ) + inCanonicalRequest(`signed_headers(${AS_SENT}[name] for name in names)`),
    mistake: 'header-name-not-lowercased/lines-and-list',
    typical: 'C2',
  },
  {
    name: 'names of the lines as they were sent',
    from: HEADER_LINE,
    to: `lines.append(${AS_SENT}[name] + ":" + ",".join(values) + "\\n")`,
    mistake: 'header-name-not-lowercased/lines',
  },
  {
    name: 'names of the lines with capitals',
    from: HEADER_LINE,
    to: 'lines.append("-".join(map(str.capitalize, name.split("-"))) + ":" + ",".join(values) + "\\n")',
    mistake: 'header-name-not-lowercased/lines',
  },
  {
    name: 'names in the list with capitals',
    from: LIST_PART,
    to: inCanonicalRequest('signed_headers("-".join(map(str.capitalize, name.split("-"))) for name in names)'),
    mistake: 'header-name-not-lowercased/list',
  },
  {
    name: 'lines not sorted',
    from: HEADERS_PART,
    to: inCanonicalRequest(
      'canonical_headers(headers, dict.fromkeys(name.lower() for name, _ in headers if name.lower() in names))',
    ),
    mistake: 'headers-not-sorted/lines',
  },
  {
    name: 'list not sorted',
    from: LIST_PART,
    to: inCanonicalRequest(
      'signed_headers(dict.fromkeys(name.lower() for name, _ in headers if name.lower() in names))',
    ),
    mistake: 'headers-not-sorted/list',
  },
  {
    name: 'headers not sorted',
    from: NAMES,
    to: 'return [name for name in dict.fromkeys(name.lower() for name, _ in headers) if name in signed]',
    mistake: 'headers-not-sorted/lines-and-list',
  },
  {
    name: 'spaces in a value kept',
    from: ONE_SPACE,
    to: 'return value',
    mistake: 'header-value-whitespace/spaces-kept',
  },
  {
    name: 'spaces between quotation marks kept',
    from: ONE_SPACE,
    to: 'return re.sub(r\'("[^"]*")| +\', lambda found: found.group(1) or " ", value)',
    mistake: 'header-value-whitespace/quoted-spaces-kept',
  },
  {
    name: 'spaces in a value removed',
    from: ONE_SPACE,
    to: 'return value.replace(" ", "")',
    mistake: 'header-value-whitespace/spaces-removed',
  },
  {
    name: 'space behind the colon',
    from: HEADER_LINE,
    to: 'lines.append(name + ": " + ",".join(values) + "\\n")',
    mistake: 'header-value-whitespace/space-after-colon',
    typical: 'C4d',
  },
  {
    name: 'a line for each value of a name',
    from: HEADER_LINE,
    to: 'lines.extend(name + ":" + value + "\\n" for value in values)',
    mistake: 'duplicate-header/separate-lines',
  },
  {
    name: 'the first value of a name alone',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + values[0] + "\\n")',
    mistake: 'duplicate-header/first-only',
  },
  {
    name: 'the last value of a name alone',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + values[-1] + "\\n")',
    mistake: 'duplicate-header/last-only',
  },
  {
    name: 'comma and space between the values of a name',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + ", ".join(values) + "\\n")',
    mistake: 'duplicate-header/joined-with-spaces',
  },
  {
    name: 'values of a name sorted',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + ",".join(sorted(values)) + "\\n")',
    mistake: 'duplicate-header/another-order',
  },
  {
    name: 'port behind the host',
    from: VALUES_OF_NAME,
    to: `${VALUES_OF_NAME}\n        values = [value + ":443" for value in values] if name == "host" else values`,
    mistake: 'host-default-port-signed/port-443',
    typical: 'C21',
  },
  {
    name: 'Content-Type without its charset',
    from: VALUES_OF_NAME,
    to: `${VALUES_OF_NAME}\n        values = [value.split(";")[0] for value in values] if name == "content-type" else values`,
    mistake: 'content-type-added-or-changed/signed-without-charset',
  },
  {
    name: 'CR at the end of each line',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + ",".join(values) + "\\r\\n")',
    mistake: 'crlf-or-extra-newline/cr-in-headers',
  },
  {
    name: 'letters beyond ASCII left out of a value',
    from: ONE_SPACE,
    to: `${ONE_SPACE}.encode("ascii", "ignore").decode()`,
    mistake: 'non-ascii-header-value/signed-left-out',
  },
  {
    name: 'question marks for the letters beyond ASCII of a value',
    from: ONE_SPACE,
    to: `${ONE_SPACE}.encode("ascii", "replace").decode()`,
    mistake: 'non-ascii-header-value/signed-question-marks',
  },
];

const SIGNED_HEADERS: readonly Mutant[] = [
  {
    name: 'commas in the list',
    from: 'return ";".join(names)',
    to: 'return ",".join(names)',
    mistake: 'header-name-not-lowercased/commas',
    typical: 'C6',
  },
  {
    name: 'semicolon and space in the list',
    from: 'return ";".join(names)',
    to: 'return "; ".join(names)',
    mistake: 'header-name-not-lowercased/other-separators',
  },
  {
    name: 'semicolon behind the list',
    from: 'return ";".join(names)',
    to: 'return "".join(name + ";" for name in names)',
    mistake: 'header-name-not-lowercased/other-separators',
  },
  {
    name: 'host not signed',
    from: NAMES,
    to: 'return sorted(signed - {"host"})',
    mistake: 'xamz-header-not-signed/host',
    typical: 'C20',
  },
  {
    name: 'x-amz-date not signed',
    from: NAMES,
    to: 'return sorted(signed - {"x-amz-date"})',
    mistake: 'xamz-header-not-signed/date',
    typical: 'C20b',
  },
  {
    name: 'x-amz-content-sha256 not signed',
    from: NAMES,
    to: 'return sorted(signed - {"x-amz-content-sha256"})',
    mistake: 'xamz-header-not-signed/content-sha256',
    typical: 'C19',
  },
  {
    name: 'metadata not signed',
    from: NAMES,
    to: 'return sorted(name for name in signed if not name.startswith("x-amz-meta-"))',
    mistake: 'xamz-header-not-signed/metadata',
  },
  {
    name: 'the session token not signed',
    from: NAMES,
    to: 'return sorted(signed - {"x-amz-security-token"})',
    mistake: 'session-token-not-signed/header',
  },
  {
    name: 'nothing but host and x-amz-* signed',
    from: NAMES,
    to: 'return sorted(name for name in signed if name == "host" or name.startswith("x-amz-"))',
    mistake: 'listed-header-not-signed/only-needed-signed',
    typical: 'C30',
  },
  {
    name: 'Range not signed',
    from: NAMES,
    to: 'return sorted(signed - {"range"})',
    mistake: 'listed-header-not-signed/one-left-out',
    typical: 'C31',
  },
  {
    name: 'Host in the list without its line',
    from: HEADERS_PART,
    to: inCanonicalRequest('canonical_headers(headers, [name for name in names if name != "host"])'),
    mistake: 'listed-header-not-signed/line-left-out',
  },
];

const PAYLOAD_PART = inCanonicalRequest('payload_hash');

const HASHED_BODY = 'return hashed_payload(base64.b64decode(line["request"].get("bodyBase64") or ""))';

const PAYLOAD: readonly Mutant[] = [
  {
    name: 'line of the payload empty',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('""'),
    mistake: 'payload-literal-misspelt/empty-line',
    typical: 'C16',
  },
  {
    name: 'hash of the payload in capitals',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('payload_hash.upper()'),
    mistake: 'payload-literal-misspelt/capitals',
    typical: 'C18',
  },
  {
    name: 'hash of the payload in base64',
    from: PAYLOAD_PART,
    to: inCanonicalRequest(
      'base64.b64encode(bytes.fromhex(payload_hash)).decode() if len(payload_hash) == 64 else payload_hash',
    ),
    mistake: 'payload-literal-misspelt/base64',
    typical: 'C18b',
  },
  {
    name: 'UNSIGNED-PAYLOAD though the header has a hash',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('"UNSIGNED-PAYLOAD" if len(payload_hash) == 64 else payload_hash'),
    mistake: 'payload-literal-misspelt/unsigned-though-hashed',
    typical: 'C23',
  },
  {
    name: 'UNSIGNED-PAYLOAD in small letters',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('payload_hash.lower() if payload_hash == "UNSIGNED-PAYLOAD" else payload_hash'),
    mistake: 'payload-literal-misspelt/misspelt-words',
  },
  {
    name: 'hash of nothing for every payload',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('hashed_payload(b"") if len(payload_hash) == 64 else payload_hash'),
    mistake: 'payload-hash-of-empty-body/last-line',
  },
  {
    name: 'hash of the payload hashed again',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('hashed_payload(payload_hash.encode()) if len(payload_hash) == 64 else payload_hash'),
    mistake: 'payload-literal-misspelt/double',
  },
  {
    name: 'hash of the payload as bytes in Latin-1',
    from: PAYLOAD_PART,
    to: inCanonicalRequest(
      'bytes.fromhex(payload_hash).decode("latin-1") if len(payload_hash) == 64 else payload_hash',
    ),
    mistake: 'payload-literal-misspelt/raw',
  },
  {
    name: 'hash of the base64 of the payload',
    from: HASHED_BODY,
    to: 'return hashed_payload((line["request"].get("bodyBase64") or "").encode())',
    mistake: 'payload-charset-or-binary/signed-base64',
  },
  {
    name: 'hash of the payload with a newline behind it',
    from: HASHED_BODY,
    to: 'return hashed_payload(base64.b64decode(line["request"].get("bodyBase64") or "") + b"\\n")',
    mistake: 'payload-changed-after-signing/signed-before-end-of-body',
  },
];

const JOINED_PARTS = 'return "\\n".join(parts)';

const CANONICAL_REQUEST: readonly Mutant[] = [
  {
    name: 'no empty line behind the headers',
    from: HEADERS_PART,
    to: inCanonicalRequest('canonical_headers(headers, names)[:-1]'),
    mistake: 'crlf-or-extra-newline/no-empty-line',
    typical: 'C1',
  },
  {
    name: 'no line for an empty query',
    from: JOINED_PARTS,
    to: 'return "\\n".join(part for index, part in enumerate(parts) if part or index != 2)',
    mistake: 'crlf-or-extra-newline/no-query-line',
    typical: 'C1b',
  },
  {
    name: 'no empty lines',
    from: JOINED_PARTS,
    to: 'return re.sub("\\n+", "\\n", "\\n".join(parts))',
    mistake: 'crlf-or-extra-newline/no-empty-lines',
    typical: 'C1c',
  },
  {
    name: 'CR LF between the lines',
    from: JOINED_PARTS,
    to: 'return "\\n".join(parts).replace("\\n", "\\r\\n")',
    mistake: 'crlf-or-extra-newline/crlf',
    typical: 'C5',
  },
  {
    name: 'newline behind the canonical request',
    from: JOINED_PARTS,
    to: 'return "\\n".join(parts) + "\\n"',
    mistake: 'crlf-or-extra-newline/newline-at-end',
    typical: 'C25',
  },
  {
    name: 'two empty lines behind the headers',
    from: HEADERS_PART,
    to: inCanonicalRequest('canonical_headers(headers, names) + "\\n"'),
    mistake: 'crlf-or-extra-newline/empty-line-too-many',
  },
  {
    name: 'spaces for newlines',
    from: JOINED_PARTS,
    to: 'return " ".join("\\n".join(parts).split("\\n"))',
    mistake: 'crlf-or-extra-newline/no-newlines',
  },
  {
    name: 'no line for the method',
    from: inCanonicalRequest('method'),
    to: '',
    mistake: 'canonical-request-misbuilt/no-method',
  },
  {
    name: 'no line for the list of signed headers',
    from: LIST_PART,
    to: '',
    mistake: 'canonical-request-misbuilt/no-signed-headers',
  },
  {
    name: 'no line for the payload',
    from: PAYLOAD_PART,
    to: '',
    mistake: 'canonical-request-misbuilt/no-payload',
  },
  {
    name: 'no line for the path',
    from: inCanonicalRequest('canonical_uri(path, rules)'),
    to: '',
    mistake: 'canonical-request-misbuilt/no-path',
  },
  {
    name: 'no line for the query',
    from: inCanonicalRequest('canonical_query_string(query)'),
    to: '',
    mistake: 'crlf-or-extra-newline/no-query-line',
  },
  {
    name: 'hash of the payload before the list of signed headers',
    from: `${LIST_PART}${PAYLOAD_PART}`,
    to: `${PAYLOAD_PART}${LIST_PART}`,
    mistake: 'canonical-request-misbuilt/payload-before-signed-headers',
  },
  {
    name: 'list of signed headers before the canonical headers',
    from: `${HEADERS_PART}${LIST_PART}`,
    to: `${LIST_PART}${HEADERS_PART}`,
    mistake: 'canonical-request-misbuilt/signed-headers-before-headers',
  },
  {
    name: 'no canonical headers',
    from: HEADERS_PART,
    to: '',
    mistake: 'canonical-request-misbuilt/no-headers',
  },
];

const STRING_LINES = 'return "\\n".join([ALGORITHM, timestamp, scope, digest])';
const DIGEST = 'digest = hashlib.sha256(canonical.encode()).hexdigest()';

const STRING_TO_SIGN: readonly Mutant[] = [
  {
    name: 'newline behind the string to sign',
    from: STRING_LINES,
    to: `${STRING_LINES} + "\\n"`,
    mistake: 'crlf-or-extra-newline/string-newline-at-end',
    typical: 'S5',
  },
  {
    name: 'CR LF in the string to sign',
    from: STRING_LINES,
    to: STRING_LINES.replace('"\\n"', '"\\r\\n"'),
    mistake: 'crlf-or-extra-newline/string-crlf',
  },
  {
    name: 'another name of the algorithm',
    from: STRING_LINES,
    to: STRING_LINES.replace('ALGORITHM', '"HMAC-SHA256"'),
    mistake: 'string-to-sign-misbuilt/other-algorithm',
  },
  {
    name: 'no line for the algorithm',
    from: STRING_LINES,
    to: STRING_LINES.replace('ALGORITHM, ', ''),
    mistake: 'string-to-sign-misbuilt/no-algorithm',
  },
  {
    name: 'no line for the timestamp',
    from: STRING_LINES,
    to: STRING_LINES.replace('timestamp, ', ''),
    mistake: 'string-to-sign-misbuilt/no-timestamp',
  },
  {
    name: 'no line for the scope',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope, ', ''),
    mistake: 'string-to-sign-misbuilt/no-scope',
  },
  {
    name: 'the date alone in the second line',
    from: STRING_LINES,
    to: STRING_LINES.replace('timestamp', 'timestamp[:8]'),
    mistake: 'string-to-sign-misbuilt/date-alone',
    typical: 'S8',
  },
  {
    name: 'the timestamp without its Z',
    from: STRING_LINES,
    to: STRING_LINES.replace('timestamp', 'timestamp[:-1]'),
    mistake: 'string-to-sign-misbuilt/other-timestamp',
  },
  {
    name: 'the timestamp in the scope',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope', 'timestamp + scope[8:]'),
    mistake: 'string-to-sign-misbuilt/timestamp-in-scope',
  },
  {
    name: 'the scope without aws4_request',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope', 'scope.rpartition("/")[0]'),
    mistake: 'string-to-sign-misbuilt/no-terminator',
  },
  {
    name: 'the access key ID in the scope',
    from: 'text = string_to_sign(timestamp, scope, canonical)',
    to: 'text = string_to_sign(timestamp, line["accessKeyId"] + "/" + scope, canonical)',
    mistake: 'string-to-sign-misbuilt/key-id-in-scope',
    typical: 'S9',
  },
  {
    name: 'service before region in the scope',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope', '"/".join([scope.split("/")[at] for at in (0, 2, 1, 3)])'),
    mistake: 'string-to-sign-misbuilt/scope-in-another-order',
  },
  {
    name: 'hash of the canonical request in capitals',
    from: DIGEST,
    to: `${DIGEST}.upper()`,
    mistake: 'double-or-raw-hash/capitals',
    typical: 'S10',
  },
  {
    name: 'hash of the canonical request hashed again',
    from: DIGEST,
    to: `${DIGEST}\n    digest = hashlib.sha256(digest.encode()).hexdigest()`,
    mistake: 'double-or-raw-hash/double',
  },
  {
    name: 'hash of the canonical request in base64',
    from: DIGEST,
    to: 'digest = base64.b64encode(hashlib.sha256(canonical.encode()).digest()).decode()',
    mistake: 'double-or-raw-hash/base64',
  },
  {
    name: 'hash of the canonical request as bytes in Latin-1',
    from: DIGEST,
    to: 'digest = hashlib.sha256(canonical.encode()).digest().decode("latin-1")',
    mistake: 'double-or-raw-hash/bytes-as-latin-1',
  },
  {
    name: 'the canonical request in the string to sign',
    from: STRING_LINES,
    to: STRING_LINES.replace('digest', 'canonical'),
    mistake: 'string-to-sign-misbuilt/canonical-request-within',
    typical: 'S4',
  },
  {
    name: 'the canonical request signed itself',
    from: STRING_LINES,
    to: 'return canonical',
    mistake: 'string-to-sign-misbuilt/canonical-request-signed',
    typical: 'S3',
  },
  {
    name: 'the hash signed alone',
    from: STRING_LINES,
    to: 'return digest',
    mistake: 'string-to-sign-misbuilt/hash-alone',
  },
];

const MAC = 'return hmac.new(key, message.encode(), hashlib.sha256).digest()';
const FIRST_KEY = '("AWS4" + secret).encode()';
const LAST_KEY = 'return hmac_sha256(service_key, TERMINATOR)';
const DATE_KEY = `date_key = hmac_sha256(${FIRST_KEY}, timestamp[:8])`;
const MIDDLE_KEYS =
  '    region_key = hmac_sha256(date_key, region)\n    service_key = hmac_sha256(region_key, service)\n';
const REGION_TO_LAST = `${MIDDLE_KEYS}    ${LAST_KEY}`;

const KEY: readonly Mutant[] = [
  {
    name: 'hexadecimal text as key',
    from: REGION_TO_LAST,
    to: `${REGION_TO_LAST.replaceAll('_key,', '_key.hex().encode(),')}.hex().encode()`,
    mistake: 'signing-key-not-binary/hex-text',
    typical: 'K1',
  },
  {
    name: 'hexadecimal text as key in the chain alone',
    from: REGION_TO_LAST,
    to: REGION_TO_LAST.replaceAll('_key,', '_key.hex().encode(),'),
    mistake: 'signing-key-not-binary/hex-text',
  },
  {
    name: 'hexadecimal text of the DateKey as key',
    from: 'region_key = hmac_sha256(date_key, region)',
    to: 'region_key = hmac_sha256(date_key.hex().encode(), region)',
    mistake: 'signing-key-not-binary/date-key-as-hex-text',
  },
  {
    name: 'base64 as key',
    from: REGION_TO_LAST,
    to: REGION_TO_LAST.replace(/(\w+_key),/g, 'base64.b64encode($1),').replace(
      /return (.*)$/,
      'return base64.b64encode($1)',
    ),
    mistake: 'signing-key-not-binary/base64-text',
    typical: 'K1b',
  },
  {
    name: 'hexadecimal text of the signing key as key',
    from: LAST_KEY,
    to: `${LAST_KEY}.hex().encode()`,
    mistake: 'signing-key-not-binary/hex-key',
  },
  {
    name: 'no AWS4 before the secret',
    from: FIRST_KEY,
    to: 'secret.encode()',
    mistake: 'signing-key-not-binary/no-prefix',
    typical: 'K2',
  },
  {
    name: 'aws4 before the secret',
    from: FIRST_KEY,
    to: '("aws4" + secret).encode()',
    mistake: 'signing-key-not-binary/prefix-in-lower-case',
  },
  {
    name: 'no key chain',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    return ${FIRST_KEY}`,
    mistake: 'signing-key-not-binary/no-chain',
    typical: 'K3',
  },
  {
    name: 'the secret signs itself',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: '    return secret.encode()',
    mistake: 'signing-key-not-binary/bare-secret',
  },
  {
    name: 'one HMAC for the whole scope',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    return hmac_sha256(${FIRST_KEY}, timestamp[:8] + region + service + TERMINATOR)`,
    mistake: 'signing-key-not-binary/one-hmac',
    typical: 'K4',
  },
  {
    name: 'one HMAC for the scope with its slashes',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    return hmac_sha256(${FIRST_KEY}, credential_scope(timestamp, region, service))`,
    mistake: 'signing-key-not-binary/one-hmac-slashes',
  },
  {
    name: 'region before date',
    from: `    ${DATE_KEY}\n${MIDDLE_KEYS}`,
    to: `    date_key = hmac_sha256(hmac_sha256(${FIRST_KEY}, region), timestamp[:8])\n    service_key = hmac_sha256(date_key, service)\n`,
    mistake: 'signing-key-not-binary/region-before-date',
    typical: 'K5',
  },
  {
    name: 'service before region',
    from: MIDDLE_KEYS,
    to: '    service_key = hmac_sha256(hmac_sha256(date_key, service), region)\n',
    mistake: 'signing-key-not-binary/service-before-region',
  },
  {
    name: 'the whole timestamp in the key',
    from: DATE_KEY,
    to: DATE_KEY.replace('[:8]', ''),
    mistake: 'signing-key-not-binary/whole-timestamp',
    typical: 'K6',
  },
  {
    name: 'key and message swapped in the chain',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    key = ${FIRST_KEY}\n    for part in (timestamp[:8], region, service, TERMINATOR):\n        key = hmac.new(part.encode(), key, hashlib.sha256).digest()\n    return key`,
    mistake: 'signing-key-not-binary/swapped',
    typical: 'K7',
  },
  {
    name: 'no aws4_request in the chain',
    from: LAST_KEY,
    to: 'return service_key',
    mistake: 'signing-key-not-binary/no-terminator',
    typical: 'K8',
  },
  {
    name: 'no region in the chain',
    from: 'region_key = hmac_sha256(date_key, region)',
    to: 'region_key = date_key',
    mistake: 'signing-key-not-binary/no-region',
  },
  {
    name: 'no service in the chain',
    from: 'service_key = hmac_sha256(region_key, service)',
    to: 'service_key = region_key',
    mistake: 'signing-key-not-binary/no-service',
  },
  {
    name: 'SHA-1 in the key chain',
    from: MAC,
    to: MAC.replace('sha256', 'sha1'),
    mistake: 'signing-key-not-binary/sha-1',
  },
  {
    name: 'the day before in the key',
    from: DATE_KEY,
    to: `from datetime import datetime, timedelta\n    before = datetime.strptime(timestamp[:8], "%Y%m%d") - timedelta(days=1)\n    date_key = hmac_sha256(${FIRST_KEY}, before.strftime("%Y%m%d"))`,
    mistake: 'scope-date-differs/key-of-another-day',
    typical: 'K12',
  },
  {
    name: 'a newline behind the secret',
    from: FIRST_KEY,
    to: '("AWS4" + secret + "\\n").encode()',
    mistake: 'secret-whitespace-newline/newline-behind',
    typical: 'K9',
  },
  {
    name: 'the secret percent-encoded',
    from: FIRST_KEY,
    to: '("AWS4" + uri_encode(secret)).encode()',
    mistake: 'secret-special-chars-mangled/percent-encoded',
    typical: 'K10',
  },
  {
    name: 'the last character of the secret lost',
    from: FIRST_KEY,
    to: '("AWS4" + secret[:-1]).encode()',
    mistake: 'secret-truncated/last-character-lost',
  },
  {
    name: 'the secret in small letters',
    from: FIRST_KEY,
    to: '("AWS4" + secret.lower()).encode()',
    mistake: 'secret-special-chars-mangled/case',
  },
  {
    name: 'another region in the key',
    from: 'region_key = hmac_sha256(date_key, region)',
    to: 'region_key = hmac_sha256(date_key, "eu-west-1")',
    mistake: 'wrong-region/key-for-another-region',
  },
  {
    name: 'another service in the key',
    from: 'service_key = hmac_sha256(region_key, service)',
    to: 'service_key = hmac_sha256(region_key, "execute-api")',
    mistake: 'wrong-service/key-for-another-service',
  },
];

const SIGNATURE_LINE = 'return hmac_sha256(key, text).hex()';

const SIGNATURE: readonly Mutant[] = [
  {
    name: 'signature in base64',
    from: SIGNATURE_LINE,
    to: 'return base64.b64encode(hmac_sha256(key, text)).decode()',
    mistake: 'signature-not-hexadecimal/base64',
    typical: 'S1',
  },
  {
    name: 'signature in capitals',
    from: SIGNATURE_LINE,
    to: `${SIGNATURE_LINE}.upper()`,
    mistake: 'signature-not-hexadecimal/capitals',
    typical: 'S2',
  },
  {
    name: 'base64 of the digits of the signature',
    from: SIGNATURE_LINE,
    to: 'return base64.b64encode(hmac_sha256(key, text).hex().encode()).decode()',
    mistake: 'signature-not-hexadecimal/base64-of-hex',
  },
  {
    name: 'a hash of key and string without HMAC',
    from: SIGNATURE_LINE,
    to: 'return hashlib.sha256(key + text.encode()).hexdigest()',
    mistake: 'signing-key-not-binary/hash-without-hmac',
    typical: 'S6',
  },
  {
    name: 'key and string swapped',
    from: SIGNATURE_LINE,
    to: 'return hmac.new(text.encode(), key, hashlib.sha256).hexdigest()',
    mistake: 'signing-key-not-binary/last-swapped',
    typical: 'S7',
  },
  {
    name: 'the string to sign hashed before it is signed',
    from: SIGNATURE_LINE,
    to: 'return hmac_sha256(key, hashlib.sha256(text.encode()).hexdigest()).hex()',
    mistake: 'signing-key-not-binary/string-hashed-first',
  },
];

export const MUTANTS: readonly Mutant[] = [
  ...METHOD_AND_PATH,
  ...QUERY,
  ...HEADERS,
  ...SIGNED_HEADERS,
  ...PAYLOAD,
  ...CANONICAL_REQUEST,
  ...STRING_TO_SIGN,
  ...KEY,
  ...SIGNATURE,
];
