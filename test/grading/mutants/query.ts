/** Mistakes of the signer in Python: the query. */
import { inCanonicalRequest, type Mutant } from './mutant.ts';

const CANONICAL_PARAMETERS =
  'parameters.append((uri_encode(unquote_to_bytes(name)), uri_encode(unquote_to_bytes(value))))';

const JOINED_PARAMETERS = 'return "&".join(f"{name}={value}" for name, value in parameters)';

export const QUERY: readonly Mutant[] = [
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
