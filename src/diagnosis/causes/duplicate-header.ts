/**
 * Describes a repeated header. It is signed as one line with all values, separated by commas, in the order in which
 * they were sent.
 */
import type { Octets } from '../../bytes/octets.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import type { CanonicalHeader, Draft } from '../draft/draft.ts';
import { rewrittenValues, sentValues } from '../draft/header-changes.ts';
import { type Mutation, seenOtherwise, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { signedNames } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * Treats commas in a value as separators between values. A header that was sent only once is skipped, even if its value
 * has commas.
 */
const rejoin =
  (write: (values: readonly string[]) => string): Mutation['change'] =>
  (draft, around) =>
    rewrittenValues(draft, (value, name) =>
      value.includes(',') && !isSentOnce(around, name) ? write(value.split(',')) : null,
    );

const isSentOnce = (around: Surroundings, name: string): boolean => sentValues(around, name).length === 1;

const withSpaces = rejoin((values) => values.map((value) => value.trim()).join(', '));
const withoutSpaces = rejoin((values) => values.map((value) => value.trim()).join(','));
const firstOnly = rejoin(([first = '']) => first.trim());
const lastOnly = rejoin((values) => (values.at(-1) ?? '').trim());
const backwards = rejoin((values) => values.toReversed().join(','));
const inOrder = rejoin((values) => values.toSorted().join(','));

const splitValues =
  (around: Surroundings) =>
  ({ name, value }: CanonicalHeader): CanonicalHeader[] =>
    value.includes(',') && !isSentOnce(around, name)
      ? value.split(',').map((one) => ({ name, value: one.trim() as Octets }))
      : [{ name, value }];

/** Writes a separate line for each value. The list names the header once, or once for each line. */
const separateLines = (draft: Draft, around: Surroundings): Draft[] => {
  const headers = draft.headers.flatMap(splitValues(around));
  const isSame = headers.length === draft.headers.length;
  const list = headers.map(({ name }) => name).join(';') as Octets;
  return isSame
    ? []
    : [
        { ...draft, headers },
        { ...draft, headers, signedHeaders: list },
        { ...draft, signedHeaders: list },
      ];
};

export const duplicateHeader: Cause = {
  id: 'duplicate-header',
  stage: 'canonical-headers',
  says: 'A header was sent several times, and its values were joined in the wrong way.',
  fix: 'Send each header once. Or sign its values on one line in the order they are sent, joined by commas without spaces.',
  see: SIGNED_REQUEST,
  threads: ['https://github.com/arnemolland/sigv4/issues/17', 'https://github.com/aws/aws-sdk-java-v2/pull/2501'],
  mutations: [
    signing('separate-lines', 'The client sends a header several times and signed it as several lines.', separateLines),
    signing(
      'joined-with-spaces',
      'The client joined the values of a header with a comma and a space, but the server uses only a comma.',
      withSpaces,
    ),
    signing('first-only', 'The client signed only the first value of a header that it sends several times.', firstOnly),
    signing('last-only', 'The client signed only the last value of a header that it sends several times.', lastOnly),
    signing(
      'another-order',
      'The client signed the values of a header in a different order than it sent them.',
      (draft, around) => [...backwards(draft, around), ...inOrder(draft, around)],
    ),
    seenOtherwise(
      'joined-without-spaces',
      'The client joined the values of a header with commas, but the server has a comma and a space: something in transit joined them.',
      withoutSpaces,
    ),
    travelling(
      'arrived-joined',
      'A header was sent several times, and something in transit joined them with a comma and a space.',
      withSpaces,
    ),
    travelling('arrived-once', 'A header was sent several times, but only one of them arrived.', (draft, around) => [
      ...firstOnly(draft, around),
      ...lastOnly(draft, around),
    ]),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'separate-lines' },
};

function suspicion(sides: Sides) {
  const { request } = sides;
  if (!request || !mayBeMismatch(sides)) return null;
  const names = request.head.headers.map(({ name }) => name.octets.toLowerCase());
  const signed = new Set(signedNames(sides));
  const seen = new Set<string>();
  const twice = names.find((name) => {
    const isSecond = seen.has(name);
    seen.add(name);
    return isSecond && signed.has(name);
  });
  return twice === undefined
    ? null
    : ({ standing: 'possible', says: `The signed header ${twice} is sent several times.` } as const);
}
