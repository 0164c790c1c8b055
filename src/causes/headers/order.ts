/** Causes that involve the order of the headers, or repeated headers. */
import type { Octets } from '../../bytes/octets.ts';
import { type CanonicalHeader, type Draft, listOf } from '../../drafts/draft.ts';
import { rewrittenValues, sentValues, withList } from '../../drafts/header-changes.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { eachOf } from '../../drafts/parts.ts';
import { mayBeMismatch, mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { saysMismatch } from '../../sides/answers/says-mismatch.ts';
import { signedNames } from '../../sides/signs.ts';
import { CREATING_SIGNED_REQUESTS } from '../../sigv4/documentation.ts';
import { type Change, cause, possible, seenOtherwise, signing, traveling, wide } from '../define-cause.ts';
import { ofHeaders } from '../features/headers.ts';

type Order = (headers: readonly CanonicalHeader[], around: MutationContext) => CanonicalHeader[];

const asSent: Order = (headers, { head }) => {
  const places = new Map<string, number>(head?.headers.map(({ name }, index) => [name.octets.toLowerCase(), index]));
  const place = ({ name }: CanonicalHeader) => places.get(name) ?? -1;
  return headers.toSorted((one, other) => place(one) - place(other));
};
const hostFirst: Order = (headers) =>
  headers.toSorted((one, other) => Number(other.name === 'host') - Number(one.name === 'host'));
const dateBeforeHash: Order = (headers) => {
  const rank = ({ name }: CanonicalHeader) => ['x-amz-date', 'x-amz-content-sha256'].indexOf(name);
  return headers.toSorted((one, other) => (rank(one) >= 0 && rank(other) >= 0 ? rank(one) - rank(other) : 0));
};
const hostFirstDateBeforeHash: Order = (headers, around) => hostFirst(dateBeforeHash(headers, around), around);
const backwards: Order = (headers) => headers.toReversed();
/** Sorts in dictionary order, ignoring hyphens. */
const asWords: Order = (headers) => {
  const word = ({ name }: CanonicalHeader) => name.replaceAll(/[-_.]/g, '');
  return headers.toSorted((one, other) => (word(one) < word(other) ? -1 : 1));
};
const sorted: Order = (headers) => headers.toSorted((one, other) => (one.name < other.name ? -1 : 1));
const ORDERS = [asSent, hostFirst, dateBeforeHash, hostFirstDateBeforeHash, asWords, backwards];

const inEachOrder =
  (make: (draft: Draft, headers: CanonicalHeader[]) => Draft[]): Change =>
  (draft, around) => [
    ...ORDERS.flatMap((order) => make(draft, order(draft.headers, around))),
    // A server uses the order of the list in the request, and that list may be unsorted.
    ...make(draft, sorted(draft.headers, around)),
    ...likeOther(draft, around),
  ];

/** The number of headers up to which each order is tried: there are 120 orders of five. */
const FEW = 5;

const ordersOf = (headers: readonly CanonicalHeader[]): readonly (readonly CanonicalHeader[])[] =>
  headers.length < 2
    ? [headers]
    : headers.flatMap((first, at) => ordersOf(headers.toSpliced(at, 1)).map((others) => [first, ...others]));

const inAnyOrder: Change = (draft) =>
  draft.headers.length > FEW
    ? []
    : ordersOf(draft.headers).flatMap((headers) => {
        const list = listOf(draft, headers);
        return [{ ...draft, headers }, ...withList({ ...draft, headers }, list), ...withList(draft, list)];
      });

function likeOther(draft: Draft, { other }: MutationContext): Draft[] {
  const lines = (one: Draft) =>
    one.headers
      .map(({ name, value }) => `${name}:${value}`)
      .sort()
      .join('\n');
  const names = (one: Draft) => one.signedHeaders.split(';').sort().join(';');
  if (!other || lines(other) !== lines(draft) || names(other) !== names(draft)) return [];
  return [{ ...draft, headers: other.headers, signedHeaders: other.signedHeaders }];
}

const areSorted = (names: readonly string[]): boolean =>
  names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name);

export const headersNotSorted = cause('headers-not-sorted', 'canonical-headers', {
  says: 'The canonical headers are not sorted by name.',
  symptom: 'Both sides have the same header lines in another order.',
  fix: 'Sort the headers by lowercase name, byte by byte, and list them in the same order.',
  features: [ofHeaders.headersOutOfOrder],
  test: 'Print the signed headers: each name must come after the one before it.',
  yes: { 'now-and-then': 0.7 },
  mutations: {
    'lines-and-list': signing(
      'The canonical headers and the list of signed headers are not sorted by name.',
      inEachOrder((draft, headers) => withList({ ...draft, headers }, listOf(draft, headers))),
    ),
    lines: signing(
      'The lines of the canonical headers are not sorted by name.',
      inEachOrder((draft, headers) => [{ ...draft, headers }]),
    ),
    list: signing(
      'The list of signed headers is not sorted by name.',
      inEachOrder((draft, headers) => withList(draft, listOf(draft, headers))),
    ),
    'any-order': wide('The canonical headers, or the list of signed headers, are in another order.', inAnyOrder),
  },
  suspects(sides) {
    const { client } = sides;
    if (client.known !== 'quoted' || !client.draft || !mayBeSignersMistake(sides)) return null;
    return areSorted(client.draft.headers.map(({ name }) => name))
      ? null
      : possible('The text that the client signed has headers that are not sorted by name.');
  },
  /**
   * Suspects an unsorted list of signed headers. A server that sorts the list computes a different text, even if the
   * signature is right for the list as sent.
   */
  visible({ claim, answer }) {
    if (claim?.signed.kind !== 'request' || !saysMismatch(answer)) return null;
    return areSorted(claim.signed.signedHeaderNames.map(({ octets }) => octets))
      ? null
      : possible('SignedHeaders of the request is not in the order of the names.');
  },
});

/**
 * Treats commas in a value as separators between values. A header that was sent only once is skipped, even if its value
 * has commas.
 */
const rejoin =
  (write: (values: readonly string[]) => string): Change =>
  (draft, around) =>
    rewrittenValues(draft, (value, name) =>
      value.includes(',') && !isSentOnce(around, name) ? write(value.split(',')) : null,
    );

const isSentOnce = (around: MutationContext, name: string): boolean => sentValues(around, name).length === 1;

const withSpaces = rejoin((values) => values.map((value) => value.trim()).join(', '));
const withoutSpaces = rejoin((values) => values.map((value) => value.trim()).join(','));
const firstOnly = rejoin(([first = '']) => first.trim());
const lastOnly = rejoin((values) => (values.at(-1) ?? '').trim());
const valuesBackwards = rejoin((values) => values.toReversed().join(','));
const valuesInOrder = rejoin((values) => values.toSorted().join(','));

const splitValues =
  (around: MutationContext) =>
  ({ name, value }: CanonicalHeader): CanonicalHeader[] =>
    value.includes(',') && !isSentOnce(around, name)
      ? value.split(',').map((one) => ({ name, value: one.trim() as Octets }))
      : [{ name, value }];

/** Writes a separate line for each value. The list of signed headers names the header once, or once for each line. */
const separateLines = (draft: Draft, around: MutationContext): Draft[] => {
  const headers = draft.headers.flatMap(splitValues(around));
  const isSame = headers.length === draft.headers.length;
  const list = headers.map(({ name }) => name).join(';') as Octets;
  return isSame
    ? []
    : [{ headers }, { headers, signedHeaders: list }, { signedHeaders: list }].map((made) => ({ ...draft, ...made }));
};

export const duplicateHeader = cause('duplicate-header', 'canonical-headers', {
  says: 'A header was sent several times, and its values were joined incorrectly.',
  symptom:
    'A header is sent several times, and one side has its values on several lines, in another order, or with a space after the comma.',
  fix: 'Send each header once. Or sign its values on one line in the order they are sent, joined by commas without spaces.',
  see: CREATING_SIGNED_REQUESTS,
  threads: 'arnemolland/sigv4/issues/17 aws/aws-sdk-java-v2/pull/2501',
  features: [ofHeaders.doubledValue, ofHeaders.commaInValue],
  yes: { 'plain-header': 0.5 },
  breaks: {
    'names-unique': (name) => `The client signed the header ${name} twice, but a header is listed once.`,
  },
  mutations: {
    'separate-lines': signing('The client sends a header several times and signed it as several lines.', separateLines),
    'joined-with-spaces': signing(
      'The client joined the values of a header with a comma and a space, but the server uses only a comma.',
      withSpaces,
    ),
    'first-only': signing('The client signed only the first value of a header that it sends several times.', firstOnly),
    'last-only': signing('The client signed only the last value of a header that it sends several times.', lastOnly),
    'another-order': signing(
      'The client signed the values of a header in a different order than it sent them.',
      eachOf(valuesBackwards, valuesInOrder),
    ),
    'joined-without-spaces': seenOtherwise(
      'The client joined the values of a header with commas, but the server has a comma and a space: something in transit joined them.',
      withoutSpaces,
    ),
    'arrived-joined': traveling(
      'A header was sent several times, and something in transit joined them with a comma and a space.',
      withSpaces,
    ),
    'arrived-once': traveling(
      'A header was sent several times, but only one of them arrived.',
      eachOf(firstOnly, lastOnly),
    ),
  },
  suspects(sides) {
    const { request } = sides;
    if (!request || !mayBeMismatch(sides)) return null;
    const names = request.head.headers.map(({ name }) => name.octets.toLowerCase());
    const signed = new Set(signedNames(sides));
    const twice = names.find((name, index) => signed.has(name) && names.indexOf(name) < index);
    return twice === undefined ? null : possible(`The signed header ${twice} is sent several times.`);
  },
});
