/** Lists features of the headers and of the list of signed headers. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, firstOf, headerOf, inText, signedIn, signedLike } from './feature.ts';

const HOP_BY_HOP =
  /^(?:connection|keep-alive|proxy-.*|te|transfer-encoding|upgrade|x-amzn-trace-id|traceparent|tracestate|newrelic|sentry-trace|baggage)$/;

/** Returns the names in their written order, if that order is not byte order. */
function unsortedNames(seen: SeenRequest): string | null {
  const lines = canonicalNames(seen.text);
  const outOfOrder = (names: readonly string[]) =>
    names.find((name, index) => index > 0 && name < (names[index - 1] ?? ''));
  return firstOf([outOfOrder(seen.signedNames ?? []), outOfOrder(lines)]);
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
  {
    id: 'content-length-signed',
    causes: ['content-length-signed'],
    seenIn: (seen) => signedLike(seen, /^content-length$/),
  },
  {
    id: 'hop-by-hop-header-signed',
    causes: ['hop-by-hop-or-trace-header-signed'],
    seenIn: (seen) => signedLike(seen, HOP_BY_HOP),
  },
  {
    id: 'accept-encoding-signed',
    causes: ['accept-encoding-rewritten'],
    seenIn: (seen) => signedLike(seen, /^accept-encoding$/),
  },
  { id: 'expect-signed', causes: ['expect-signed'], seenIn: (seen) => signedLike(seen, /^expect$/) },
  {
    id: 'forwarding-header-signed',
    causes: ['forwarding-headers-signed'],
    seenIn: (seen) => signedLike(seen, /^(?:x-forwarded-.*|forwarded|via|cf-.*|x-real-ip|cdn-loop)$/),
  },
  {
    id: 'odd-header-name',
    causes: ['odd-header-name-dropped'],
    seenIn: (seen) =>
      firstOf([
        signedLike(seen, /[_.]/),
        ...seen.headers.map(({ name }) => name).filter((name) => /^[a-z]+_id$|^x-[\w-]*[_.]/.test(name)),
      ]),
  },
  {
    id: 'range-or-condition-signed',
    causes: ['signed-header-dropped-in-transit', 'presigned-signed-header-not-sent'],
    seenIn: (seen) => signedLike(seen, /^(?:range|if-.*)$/),
  },
  {
    id: 'signed-value-empty',
    causes: [
      'signed-header-dropped-in-transit',
      'signed-header-never-sent',
      'content-length-signed',
      'hop-by-hop-or-trace-header-signed',
      'odd-header-name-dropped',
    ],
    seenIn: (seen) => {
      const empty = seen.headers.filter(({ value }) => value.trim() === '').map(({ name }) => name.toLowerCase());
      return firstOf(empty.filter((name) => seen.signedNames === null || signedIn(seen).includes(name)));
    },
  },
  {
    id: 'signed-header-absent',
    causes: ['signed-header-never-sent', 'signed-header-dropped-in-transit'],
    seenIn: (seen) =>
      seen.form === 'header' && seen.headers.length > 3
        ? firstOf(signedIn(seen).filter((name) => headerOf(seen, name) === null && name !== 'host'))
        : null,
  },
  { id: 'headers-out-of-order', causes: ['headers-not-sorted'], seenIn: unsortedNames },
  {
    id: 'capital-in-canonical-name',
    causes: ['header-name-not-lowercased'],
    seenIn: (seen) => firstOf(canonicalNames(seen.text).filter((name) => /[A-Z]/.test(name))),
  },
  { id: 'doubled-value', causes: ['duplicate-header'], seenIn: doubledValue },
  { id: 'white-space-in-value', causes: ['header-value-whitespace'], seenIn: oddWhiteSpace },
  {
    id: 'non-ascii-in-value',
    causes: ['non-ascii-header-value'],
    seenIn: (seen) =>
      firstOf([
        ...seen.headers.filter(({ value }) => /[\x80-\xff]/.test(value)).map(({ name }) => name),
        /x-amz-meta-[\w-]+(?=:[^\n]*[\x80-\xff])/.exec(seen.text)?.[0],
      ]),
  },
  { id: 'amz-header-not-signed', causes: ['xamz-header-not-signed'], seenIn: unsignedAmz },
  {
    id: 'said-not-signed',
    causes: ['xamz-header-not-signed'],
    seenIn: inText(/headers present in the request which were not signed|HeadersNotSigned/),
  },
  {
    id: 'token-not-signed',
    causes: ['session-token-not-signed'],
    seenIn: inText(/HeadersNotSigned[\s:>]*x-amz-security-token/i),
  },
  {
    id: 'host-not-signed',
    causes: ['host-not-signed'],
    seenIn: (seen) =>
      firstOf([
        /'?Host'?[^.\n]{0,30} must be a 'SignedHeader/.exec(seen.text)?.[0],
        seen.signedNames && !signedIn(seen).includes('host') ? 'host' : null,
      ]),
  },
  {
    id: 'url-signs-more-than-host',
    causes: ['presigned-signed-header-not-sent'],
    seenIn: (seen) => (seen.form === 'query' ? signedLike(seen, /^(?!host$)/) : null),
  },
  {
    id: 'said-listed-but-absent',
    causes: ['presigned-signed-header-not-sent', 'signed-header-never-sent'],
    seenIn: inText(/listed in signed headers, but is not present/),
  },
  {
    id: 'content-type-signed',
    causes: ['content-type-added-or-changed'],
    seenIn: (seen) => signedLike(seen, /^content-type$/),
  },
  {
    id: 'content-type-in-version-2',
    causes: ['content-type-added-or-changed'],
    seenIn: (seen) =>
      seen.form === 'version-2'
        ? firstOf([/\b(?:application|image|text|video|audio)\/[\w.+-]+/.exec(seen.text)?.[0]])
        : null,
  },
  {
    id: 'upload-by-url-from-code',
    causes: ['content-type-added-or-changed', 'presigned-signed-header-not-sent'],
    seenIn: (seen) =>
      /presign|getSignedUrl/i.test(seen.text)
        ? firstOf([/\$\.ajax|XMLHttpRequest|FormData|axios|fetch\(/.exec(seen.text)?.[0]])
        : null,
  },
  {
    id: 'default-content-type',
    causes: ['content-type-added-or-changed'],
    seenIn: inText(/default_?content_?type/i),
  },
  {
    id: 'copied-object',
    causes: ['response-headers-replayed-in-request'],
    seenIn: inText(/\bCopy failed\b|\bs3cmd modify\b|x-amz-copy-source/i),
  },
];
