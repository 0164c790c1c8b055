/**
 * Draws cases that no one has seen: the requests of the published vectors, at another time, in another Region, and for
 * another object, under names that say nothing. The answers are computed, so that none is published anywhere.
 */
import { REGIONS } from '../../aws/regions.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import type { RequestVector, RunnableVector, VectorGroup } from '../../vectors/vector.ts';
import { type Cases, casesOf } from './cases.ts';
import type { GradedCase } from './graded-case.ts';

/** Draws the cases of these groups. The same seed always draws the same cases. */
export function freshCases(groups: readonly VectorGroup[], seed: string): Cases {
  const drawn = groups.map((group) => ({
    ...group,
    runnable: group.runnable.flatMap((vector) => drawnFrom(vector, numbersFrom(`${seed}/${group.id}/${vector.name}`))),
  }));
  const { cases, leftOut } = casesOf(drawn);
  const hidden = cases.map((one) => hide(one, seed));
  return { cases: hidden.sort((one, other) => (one.id < other.id ? -1 : 1)), leftOut };
}

/** The number of digits of a name. They are enough for a few hundred cases to differ. */
const NAME_LENGTH = 12;

function hide(one: GradedCase, seed: string): GradedCase {
  const id = hashOf(`${seed}/${one.id}`).slice(0, NAME_LENGTH);
  return { ...one, id, line: { ...one.line, id } };
}

const hashOf = (text: string): string => sha256Hex(octetsFromText(text));

/** The numbers that decide about a case: eight of them, from 0 to 65,535. */
const numbersFrom = (text: string): readonly number[] =>
  (hashOf(text).match(/.{4}/g) ?? []).slice(0, 8).map((digits) => Number.parseInt(digits, 16));

/** Chains, policies, and events are not questions that a signer without groups is asked. */
function drawnFrom(vector: RunnableVector, numbers: readonly number[]): RequestVector[] {
  if (vector.kind !== 'header' && vector.kind !== 'query') return [];
  if (vector.kind === 'header' && vector.chunkSizes !== undefined) return [];
  const [day = 0, second = 0, place = 0, name = 0] = numbers;
  const timestamp = writeTimestamp(new Date(FIRST_DAY + (day % DAYS) * DAY + second * SECOND));
  const region = REGIONS[place % REGIONS.length] ?? vector.region;
  const { request } = vector;
  return [
    {
      ...vector,
      timestamp,
      region,
      request: {
        ...request,
        target: request.target.replace(/(?=\?|$)/, `object-${name}`),
        headers: request.headers.map(([header, value]) => [header, value === vector.timestamp ? timestamp : value]),
      },
    },
  ];
}

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const FIRST_DAY = Date.UTC(2016, 0, 1);
/** Ten years. */
const DAYS = 3_650;
