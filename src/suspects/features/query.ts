/**
 * Lists features of the query. The signature's own parameters are omitted, except in features about those parameters.
 */
import type { SeenParameter, SeenRequest } from '../seen/seen-request.ts';
import { charactersIn, decoded, type Feature, firstOf } from './feature.ts';

const OF_SIGNATURE = /^(?:X-Amz-|X-Goog-|AWSAccessKeyId$|Signature$|Expires$|GoogleAccessId$|OSSAccessKeyId$)/i;

const own = ({ parameters }: SeenRequest): readonly SeenParameter[] =>
  parameters.filter(({ name }) => !OF_SIGNATURE.test(name));

const ownValues = (seen: SeenRequest): readonly string[] => own(seen).map(({ value }) => value ?? '');
const inValue = (seen: SeenRequest, set: RegExp) => charactersIn(ownValues(seen).map(decoded), set);

/** Returns a name that is out of byte order, or a mixed-case name among lowercase names. */
function badlySorted(seen: SeenRequest): string | null {
  const lists = seen.queries.map((query) =>
    query
      .split('&')
      .map((pair) => pair.split('=')[0] ?? '')
      .filter((name) => !OF_SIGNATURE.test(name)),
  );
  const outOfOrder = lists.flatMap((names) =>
    names.filter((name, index) => index > 0 && name < (names[index - 1] ?? '')),
  );
  const isMixed = (names: readonly string[]) =>
    names.length > 1 && names.some((name) => /^[A-Z]/.test(name)) && names.some((name) => /^[a-z]/.test(name));
  const mixed = lists.filter(isMixed).flatMap((names) => names.filter((name) => /^[A-Z]/.test(name)));
  return firstOf([...mixed, ...outOfOrder]);
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
  {
    id: 'url-built-without-query',
    causes: ['query-signed-but-not-sent'],
    seenIn: ({ text }) =>
      firstOf([/\$\{\w+\.(?:host|hostname)\}\$\{\w+\.path(?:name)?\}(?!\$?\{?[?\w])/.exec(text)?.[0]]),
  },
  {
    id: 'space-in-query-value',
    causes: ['space-plus-vs-percent20', 'query-reserved-not-encoded'],
    seenIn: (seen) => firstOf(ownValues(seen).map((value) => /%20|\+| /.exec(value)?.[0])),
  },
  {
    id: 'slash-in-query-value',
    causes: ['query-reserved-not-encoded'],
    seenIn: (seen) => inValue(seen, /\//),
  },
  {
    id: 'marks-in-query-value',
    causes: ['unreserved-set-too-wide', 'query-reserved-not-encoded'],
    seenIn: (seen) => inValue(seen, /[!'()*]/),
  },
  {
    id: 'reserved-in-query-value',
    causes: ['query-reserved-not-encoded', 'url-reencoded-by-http-client', 'query-not-canonicalised'],
    seenIn: (seen) => inValue(seen, /[:;,@$?&=]/),
  },
  { id: 'order-of-query-names', causes: ['query-not-sorted'], seenIn: badlySorted },
  {
    id: 'parameter-without-value',
    causes: ['query-valueless-param'],
    seenIn: (seen) => firstOf(own(seen).flatMap(({ name, value }) => (value === null || value === '' ? [name] : []))),
  },
  {
    id: 'query-encoded-twice',
    causes: ['query-double-encoded', 'presigned-url-mangled'],
    seenIn: ({ parameters }) => firstOf(parameters.map(({ value }) => /%25[0-9A-F]{2}/i.exec(value ?? '')?.[0])),
  },
  {
    id: 'signed-list-encoded-twice',
    causes: ['presigned-url-mangled'],
    seenIn: ({ text }) => firstOf([/SignedHeaders=[\w-]*%253B/i.exec(text)?.[0]]),
  },
  { id: 'parameter-added-to-url', causes: ['presigned-extra-parameter'], seenIn: addedParameter },
  {
    id: 'subresource-in-version-2',
    causes: ['query-not-canonicalised'],
    seenIn: (seen) =>
      seen.form === 'version-2'
        ? firstOf([/[?&](partNumber|uploadId|response-[\w-]+|acl|versionId)\b/.exec(seen.text)?.[0]])
        : null,
  },
  {
    id: 'parameter-of-header-in-url',
    causes: ['xamz-header-not-signed'],
    seenIn: (seen) =>
      firstOf(
        seen.parameters
          .map(({ name }) => name)
          .filter((name) => /^x-amz-(?:acl|meta-|storage-class|tagging|checksum|server-side)/.test(name)),
      ),
  },
];
