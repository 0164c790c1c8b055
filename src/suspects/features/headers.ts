/** Lists features of the headers and of the list of signed headers. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, feature, firstOf, headerOf, inText, outOfOrder, signedIn, signedLike } from './feature.ts';

const HOP_BY_HOP =
  /^(?:connection|keep-alive|proxy-.*|te|transfer-encoding|upgrade|x-amzn-trace-id|traceparent|tracestate|newrelic|sentry-trace|baggage)$/;

/** Returns the names in their written order, if that order is not byte order. */
function unsortedNames(seen: SeenRequest): string | null {
  return firstOf([...outOfOrder(seen.signedNames ?? []), ...outOfOrder(canonicalNames(seen.text))]);
}

/** Returns the names in the header lines of a quoted canonical request, which may be cut off. */
function canonicalNames(text: string): readonly string[] {
  const block =
    /CanonicalRequest:?\s*\n([\s\S]{0,2000}?)(?=StringToSign|\n[A-Z]\w*(?:Id|Bytes|Provided|Name):|\n(?:Key|Resource|Region|Message|Code):|$)/.exec(
      text,
    )?.[1] ?? '';
  return block
    .split('\n')
    .map((line) => /^([A-Za-z][\w-]+):(?! )/.exec(line)?.[1] ?? '')
    .filter((name) => name !== '')
    .slice(0, 20);
}

/** Returns a value that appears twice, separated by a comma, as if two equal headers had been joined. */
function doubledValue({ headers }: SeenRequest): string | null {
  const isDoubled = (value: string) => {
    const [one, other, ...more] = value.split(/, ?/);
    return one !== '' && one === other && more.length === 0;
  };
  return firstOf(headers.filter(({ value }) => isDoubled(value.trim())).map(({ name }) => name));
}

/** Matches headers whose usual values contain commas and spaces. */
const USUAL_LISTS =
  /^(?:host|accept|accept-encoding|accept-language|user-agent|date|authorization|x-amz-user-agent|via|vary|cookie|content-security-policy|x-forwarded-for|server|report-to|nel|expect-ct|strict-transport-security|last-modified)$/i;

/** Returns the name of a header that contains white space or commas that a signer or a proxy might change. */
const oddWhiteSpace = ({ headers }: SeenRequest): string | null =>
  firstOf(
    headers
      .filter(
        ({ name, value }) =>
          !USUAL_LISTS.test(name) && /\w,\w|\S {2,}\S|^ {2,}\S|\S +$/.test(value.replace(/['"];?$/, '')),
      )
      .map(({ name }) => name),
  );

const unsignedAmz = (seen: SeenRequest): string | null => {
  const signed = signedIn(seen);
  if (signed.length === 0) return null;
  const names = seen.headers.map(({ name }) => name.toLowerCase());
  return firstOf(
    names.filter(
      (name) =>
        name.startsWith('x-amz-') &&
        !/x-amz-(?:request-id|id-2|cf-|bucket|version|date$)/.test(name) &&
        !signed.includes(name),
    ),
  );
};

export const HEADER_FEATURES: readonly Feature[] = [
  feature('content-length-signed', 'content-length-signed', signedLike(/^content-length$/)),
  feature('hop-by-hop-header-signed', 'hop-by-hop-or-trace-header-signed', signedLike(HOP_BY_HOP)),
  feature('accept-encoding-signed', 'accept-encoding-rewritten', signedLike(/^accept-encoding$/)),
  feature('expect-signed', 'expect-signed', signedLike(/^expect$/)),
  feature(
    'forwarding-header-signed',
    'forwarding-headers-signed',
    signedLike(/^(?:x-forwarded-.*|forwarded|via|cf-.*|x-real-ip|cdn-loop)$/),
  ),
  feature('odd-header-name', 'odd-header-name-dropped', (seen) =>
    firstOf([
      signedLike(/[_.]/)(seen),
      ...seen.headers.map(({ name }) => name).filter((name) => /^[a-z]+_id$|^x-[\w-]*[_.]/.test(name)),
    ]),
  ),
  feature(
    'range-or-condition-signed',
    'signed-header-dropped-in-transit presigned-signed-header-not-sent',
    signedLike(/^(?:range|if-.*)$/),
  ),
  feature(
    'signed-value-empty',
    `signed-header-dropped-in-transit signed-header-never-sent content-length-signed hop-by-hop-or-trace-header-signed
     odd-header-name-dropped`,
    (seen) => {
      const empty = seen.headers.filter(({ value }) => value.trim() === '').map(({ name }) => name.toLowerCase());
      return firstOf(empty.filter((name) => seen.signedNames === null || signedIn(seen).includes(name)));
    },
  ),
  feature('signed-header-absent', 'signed-header-never-sent signed-header-dropped-in-transit', (seen) =>
    seen.form === 'header' && seen.headers.length > 3
      ? firstOf(signedIn(seen).filter((name) => headerOf(seen, name) === null && name !== 'host'))
      : null,
  ),
  feature('headers-out-of-order', 'headers-not-sorted', unsortedNames),
  feature('capital-in-canonical-name', 'header-name-not-lowercased', (seen) =>
    firstOf(canonicalNames(seen.text).filter((name) => /[A-Z]/.test(name))),
  ),
  feature('doubled-value', 'duplicate-header', doubledValue),
  feature('white-space-in-value', 'header-value-whitespace', oddWhiteSpace),
  feature('non-ascii-in-value', 'non-ascii-header-value', (seen) =>
    firstOf([
      ...seen.headers.filter(({ value }) => /[\x80-\xff]/.test(value)).map(({ name }) => name),
      /x-amz-meta-[\w-]+(?=:[^\n]*[\x80-\xff])/.exec(seen.text)?.[0],
    ]),
  ),
  feature('amz-header-not-signed', 'xamz-header-not-signed', unsignedAmz),
  feature(
    'said-not-signed',
    'xamz-header-not-signed',
    inText(/headers present in the request which were not signed|HeadersNotSigned/),
  ),
  feature('token-not-signed', 'session-token-not-signed', inText(/HeadersNotSigned[\s:>]*x-amz-security-token/i)),
  feature('host-not-signed', 'host-not-signed', (seen) =>
    firstOf([
      /'?Host'?[^.\n]{0,30} must be a 'SignedHeader/.exec(seen.text)?.[0],
      seen.signedNames && !signedIn(seen).includes('host') ? 'host' : null,
    ]),
  ),
  feature('url-signs-more-than-host', 'presigned-signed-header-not-sent', (seen) =>
    seen.form === 'query' ? signedLike(/^(?!host$)/)(seen) : null,
  ),
  feature(
    'said-listed-but-absent',
    'presigned-signed-header-not-sent signed-header-never-sent',
    inText(/listed in signed headers, but is not present/),
  ),
  feature('content-type-signed', 'content-type-added-or-changed', signedLike(/^content-type$/)),
  feature('content-type-in-version-2', 'content-type-added-or-changed', (seen) =>
    seen.form === 'version-2' ? inText(/\b(?:application|image|text|video|audio)\/[\w.+-]+/)(seen) : null,
  ),
  feature('upload-by-url-from-code', 'content-type-added-or-changed presigned-signed-header-not-sent', (seen) =>
    /presign|getSignedUrl/i.test(seen.text) ? inText(/\$\.ajax|XMLHttpRequest|FormData|axios|fetch\(/)(seen) : null,
  ),
  feature('default-content-type', 'content-type-added-or-changed', inText(/default_?content_?type/i)),
  feature(
    'copied-object',
    'response-headers-replayed-in-request',
    inText(/\bCopy failed\b|\bs3cmd modify\b|x-amz-copy-source/i),
  ),
];
