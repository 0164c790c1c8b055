/**
 * Lists features of the query. The signature's own parameters are omitted, except in features about those parameters.
 */
import type { SeenParameter, SeenRequest } from '../seen/seen-request.ts';
import { charactersIn, decoded, type Feature, feature, firstOf, inText, outOfOrder } from './feature.ts';

const OF_SIGNATURE = /^(?:X-Amz-|X-Goog-|AWSAccessKeyId$|Signature$|Expires$|GoogleAccessId$|OSSAccessKeyId$)/i;

const own = ({ parameters }: SeenRequest): readonly SeenParameter[] =>
  parameters.filter(({ name }) => !OF_SIGNATURE.test(name));

const ownValues = (seen: SeenRequest): readonly string[] => own(seen).map(({ value }) => value ?? '');
const inValue = (set: RegExp) => (seen: SeenRequest) => charactersIn(ownValues(seen).map(decoded), set);

/** Returns a name that is out of byte order, or a mixed-case name among lowercase names. */
function badlySorted(seen: SeenRequest): string | null {
  const lists = seen.queries.map((query) =>
    query
      .split('&')
      .map((pair) => pair.split('=')[0] ?? '')
      .filter((name) => !OF_SIGNATURE.test(name)),
  );
  const isMixed = (names: readonly string[]) =>
    names.length > 1 && names.some((name) => /^[A-Z]/.test(name)) && names.some((name) => /^[a-z]/.test(name));
  const mixed = lists.filter(isMixed).flatMap((names) => names.filter((name) => /^[A-Z]/.test(name)));
  return firstOf([...mixed, ...lists.flatMap(outOfOrder)]);
}

/** Matches parameters that S3 supports in a presigned URL and that the URL's signer adds itself. */
const KNOWN_IN_URL = /^(?:response-|x-id$|partNumber$|uploadId$|versionId$|list-type$|prefix$|delimiter$|max-keys$)/i;
const ADDED_LATER = /^(?:uploadId|partNumber|versionId|utm_\w+|fbclid|gclid|v|t|_|cache|token)$/i;

function addedParameter(seen: SeenRequest): string | null {
  const presigns = seen.form === 'query' || /presign/i.test(seen.text);
  const names = own(seen).map(({ name }) => name);
  const later = firstOf([
    ...names.filter((name) => ADDED_LATER.test(name)),
    /\b(?:uploadId|versionId)\b/.exec(seen.text)?.[0],
  ]);
  if (seen.form === 'header' || seen.serviceKind === 'other') return null;
  return presigns ? (firstOf(names.filter((name) => !KNOWN_IN_URL.test(name))) ?? later) : later;
}

export const QUERY_FEATURES: readonly Feature[] = [
  feature(
    'url-built-without-query',
    'query-signed-but-not-sent',
    inText(/\$\{\w+\.(?:host|hostname)\}\$\{\w+\.path(?:name)?\}(?!\$?\{?[?\w])/),
  ),
  feature('space-in-query-value', 'space-plus-vs-percent20 query-reserved-not-encoded', (seen) =>
    firstOf(ownValues(seen).map((value) => /%20|\+| /.exec(value)?.[0])),
  ),
  feature('slash-in-query-value', 'query-reserved-not-encoded', inValue(/\//)),
  feature('marks-in-query-value', 'unreserved-set-too-wide query-reserved-not-encoded', inValue(/[!'()*]/)),
  feature(
    'reserved-in-query-value',
    'query-reserved-not-encoded url-reencoded-by-http-client query-not-canonicalised',
    inValue(/[:;,@$?&=]/),
  ),
  feature('order-of-query-names', 'query-not-sorted', badlySorted),
  feature('parameter-without-value', 'query-valueless-param', (seen) =>
    firstOf(own(seen).flatMap(({ name, value }) => (value === null || value === '' ? [name] : []))),
  ),
  feature('query-encoded-twice', 'query-double-encoded presigned-url-mangled', ({ parameters }) =>
    firstOf(parameters.map(({ value }) => /%25[0-9A-F]{2}/i.exec(value ?? '')?.[0])),
  ),
  feature('signed-list-encoded-twice', 'presigned-url-mangled', inText(/SignedHeaders=[\w-]*%253B/i)),
  feature('parameter-added-to-url', 'presigned-extra-parameter', addedParameter),
  feature('subresource-in-version-2', 'query-not-canonicalised', (seen) =>
    seen.form === 'version-2' ? inText(/[?&](partNumber|uploadId|response-[\w-]+|acl|versionId)\b/)(seen) : null,
  ),
  feature('parameter-of-header-in-url', 'xamz-header-not-signed', (seen) =>
    firstOf(
      seen.parameters
        .map(({ name }) => name)
        .filter((name) => /^x-amz-(?:acl|meta-|storage-class|tagging|checksum|server-side)/.test(name)),
    ),
  ),
];
