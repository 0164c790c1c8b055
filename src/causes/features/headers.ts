/** Lists features of the headers and of the list of signed headers. */
import type { SeenRequest } from '../../sides/seen/seen-request.ts';
import { feature, firstOf, headerOf, outOfOrder, rule, signedIn, signedLike } from './feature.ts';

const HOP_BY_HOP =
  /^(?:connection|keep-alive|proxy-.*|te|transfer-encoding|upgrade|x-amzn-trace-id|traceparent|tracestate|newrelic|sentry-trace|baggage)$/;

/** Returns the names in their written order, if that order is not byte order. */
function unsortedNames(seen: SeenRequest): string | null {
  const runs = [canonicalNames(seen.text), ...namesTogether(seen.text)];
  return firstOf([...outOfOrder(seen.signedNames ?? []), ...runs.flatMap(outOfOrder)]);
}

/**
 * Returns the names of header lines that are next to each other in the form of a canonical request: in lowercase, without a space
 * after the colon. Lines of a request itself, which may be in any order, follow its request line.
 */
const namesTogether = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/(?<!HTTP\/\d\.\d\n)(?:(?<=^|\n)(?:host|x-amz-[\w-]+):(?! )[^\n]*(?:\n|$)){2,20}/g)].map(([run]) =>
    run.split('\n').flatMap((line) => line.split(':', 1)[0] || []),
  );

/** Returns the names in the header lines of a quoted canonical request, which may be cut off. */
function canonicalNames(text: string): readonly string[] {
  const block =
    /CanonicalRequest:?\s*\n([\s\S]{0,2000}?)(?=CanonicalRequest|StringToSign|\n[A-Z]\w*(?:Id|Bytes|Provided|Name):|\n(?:Key|Resource|Region|Message|Code):|$)/.exec(
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

/** Returns the name of the first header whose value, without a quotation mark of the code around it, matches. */
const valueLike =
  (pattern: RegExp) =>
  ({ headers }: SeenRequest): string | null =>
    firstOf(
      headers
        .filter(({ name, value }) => !USUAL_LISTS.test(name) && pattern.test(value.replace(/['"];?$/, '')))
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

export const ofHeaders = {
  hopByHopHeaderSigned: rule(
    'hop-by-hop-header-signed',
    (quote) => `${quote} is signed, and each connection has its own.`,
    signedLike(HOP_BY_HOP),
  ),
  rangeOrConditionSigned: feature(
    'range-or-condition-signed',
    (quote) => `${quote} is signed, and caches remove it.`,
    signedLike(/^(?:range|if-.*)$/),
  ),
  signedValueEmpty: feature(
    'signed-value-empty',
    (quote) => `${quote} is signed, and its value is empty.`,
    (seen) => {
      const empty = seen.headers.filter(({ value }) => value.trim() === '').map(({ name }) => name.toLowerCase());
      return firstOf(empty.filter((name) => seen.signedNames === null || signedIn(seen).includes(name)));
    },
  ),
  signedHeaderAbsent: rule(
    'signed-header-absent',
    (quote) => `${quote} is signed, but the given request has no such header.`,
    (seen) =>
      seen.form === 'header' && seen.headers.length > 3
        ? firstOf(signedIn(seen).filter((name) => headerOf(seen, name) === null && name !== 'host'))
        : null,
  ),
  headersOutOfOrder: rule(
    'headers-out-of-order',
    (quote) => `${quote} is not where sorting by name puts it.`,
    unsortedNames,
  ),
  capitalInCanonicalName: rule(
    'capital-in-canonical-name',
    (quote) => `The canonical request has the header name ${quote} with a capital letter.`,
    (seen) => firstOf(canonicalNames(seen.text).filter((name) => /[A-Z]/.test(name))),
  ),
  doubledValue: feature('doubled-value', (quote) => `${quote} has the same value twice.`, doubledValue),
  whiteSpaceInValue: rule(
    'white-space-in-value',
    (quote) => `${quote} has white space that is not signed as it is written.`,
    valueLike(/\S {2,}\S|^ {2,}\S|\S +$/),
  ),
  commaInValue: feature(
    'comma-in-value',
    (quote) => `${quote} has a comma without a space, to which programs add one.`,
    valueLike(/^(?!([^,]*),\1$).*\w,\w/),
  ),
  amzHeaderNotSigned: rule(
    'amz-header-not-signed',
    (quote) => `${quote} is in the request but not among the signed headers.`,
    unsignedAmz,
  ),
};
