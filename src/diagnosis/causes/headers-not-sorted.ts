/** Describes canonical headers that are not sorted by the bytes of their names. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type CanonicalHeader, type Draft, listOf } from '../draft/draft.ts';
import { withList } from '../draft/header-changes.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';

type Order = (headers: readonly CanonicalHeader[], around: Surroundings) => CanonicalHeader[];

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
/** Sorts like a dictionary, ignoring hyphens. */
const asWords: Order = (headers) => {
  const word = ({ name }: CanonicalHeader) => name.replaceAll(/[-_.]/g, '');
  return headers.toSorted((one, other) => (word(one) < word(other) ? -1 : 1));
};
const sorted: Order = (headers) => headers.toSorted((one, other) => (one.name < other.name ? -1 : 1));
const ORDERS = [asSent, hostFirst, dateBeforeHash, hostFirstDateBeforeHash, asWords, backwards];

const inEachOrder =
  (make: (draft: Draft, headers: CanonicalHeader[]) => Draft[]): Mutation['change'] =>
  (draft, around) => [
    ...ORDERS.flatMap((order) => make(draft, order(draft.headers, around))),
    // A server uses the order of the list that was sent, which may be unsorted.
    ...make(draft, sorted(draft.headers, around)),
    ...likeOther(draft, around),
  ];

function likeOther(draft: Draft, { other }: Surroundings): Draft[] {
  const lines = (one: Draft) =>
    one.headers
      .map(({ name, value }) => `${name}:${value}`)
      .sort()
      .join('\n');
  const names = (one: Draft) => one.signedHeaders.split(';').sort().join(';');
  if (!other || lines(other) !== lines(draft) || names(other) !== names(draft)) return [];
  return [{ ...draft, headers: other.headers, signedHeaders: other.signedHeaders }];
}

export const headersNotSorted: Cause = {
  id: 'headers-not-sorted',
  stage: 'canonical-headers',
  says: 'The canonical headers are not sorted by name.',
  fix: 'Sort the headers by lowercase name, byte by byte, and list them in the same order.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    signing(
      'lines-and-list',
      'The canonical headers and the list of signed headers are not sorted by name.',
      inEachOrder((draft, headers) => withList({ ...draft, headers }, listOf(draft, headers))),
    ),
    signing(
      'lines',
      'The lines of the canonical headers are not sorted by name.',
      inEachOrder((draft, headers) => [{ ...draft, headers }]),
    ),
    signing(
      'list',
      'The list of signed headers is not sorted by name.',
      inEachOrder((draft, headers) => withList(draft, listOf(draft, headers))),
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'lines-and-list' },
};

function suspicion(sides: Sides) {
  const { client } = sides;
  if (client.known !== 'quoted' || !client.draft || !mayBeSignersMistake(sides)) return null;
  const names = client.draft.headers.map(({ name }) => name);
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name);
  return isSorted
    ? null
    : ({
        standing: 'possible',
        says: 'The text that the client signed has headers that are not sorted by name.',
      } as const);
}
