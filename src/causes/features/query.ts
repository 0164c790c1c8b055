/**
 * Lists features of the query. The signature's own parameters are omitted, except in features about those parameters.
 */
import type { SeenParameter, SeenRequest } from '../../sides/seen/seen-request.ts';
import { charactersIn, decoded, feature, firstOf, outOfOrder, rule } from './feature.ts';

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

export const ofQuery = {
  spaceInQueryValue: feature(
    'space-in-query-value',
    (quote) =>
      `A query value has a space${quote === ' ' ? '' : `, written as ${quote}`}: it is signed as %20, but many programs write a plus sign.`,
    (seen) => firstOf(ownValues(seen).map((value) => /%20|\+| /.exec(value)?.[0])),
  ),
  slashInQueryValue: feature(
    'slash-in-query-value',
    'A query value has a slash, which is signed as %2F.',
    inValue(/\//),
  ),
  marksInQueryValue: feature(
    'marks-in-query-value',
    (quote) => `A query value has ${quote}, which many functions leave unencoded.`,
    inValue(/[!'()*]/),
  ),
  reservedInQueryValue: feature(
    'reserved-in-query-value',
    (quote) => `A query value has ${quote}, which must be encoded.`,
    inValue(/[:;,@$?&=]/),
  ),
  orderOfQueryNames: feature(
    'order-of-query-names',
    (quote) => `The parameter ${quote} moves if names are not sorted by their bytes.`,
    badlySorted,
  ),
  parameterWithoutValue: feature(
    'parameter-without-value',
    (quote) => `The parameter ${quote} has no value; it is signed with an equal sign.`,
    (seen) => firstOf(own(seen).flatMap(({ name, value }) => (value === null || value === '' ? [name] : []))),
  ),
  queryEncodedTwice: rule(
    'query-encoded-twice',
    (quote) => `The query has ${quote}: an escape that was escaped again.`,
    ({ parameters }) => firstOf(parameters.map(({ value }) => /%25[0-9A-F]{2}/i.exec(value ?? '')?.[0])),
  ),
  parameterAddedToUrl: feature(
    'parameter-added-to-url',
    (quote) => `The URL has ${quote}, which is often added after signing.`,
    addedParameter,
  ),
};
