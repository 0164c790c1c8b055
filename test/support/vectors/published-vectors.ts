/** The published vectors of the project, read as the program reads them, and what each of them prints. */
import { type RequestVector, type RunnableVector, readVectors } from '../../../src/vectors/vector.ts';
import { fixtures } from '../fixtures.ts';
import { utf8 } from '../octets-of.ts';

export const VECTOR_GROUPS = readVectors(fixtures);

/** Of every kind. */
export const RUNNABLE_VECTORS = VECTOR_GROUPS.flatMap((group) => group.runnable);

const isOfRequest = (vector: RunnableVector): vector is RequestVector =>
  vector.kind === 'header' || vector.kind === 'query';

/** Those that sign a request, in its header or in its query. */
export const REQUEST_VECTORS = RUNNABLE_VECTORS.filter(isOfRequest);

/** The first vector of this name that signs a request; a test that asks for one that is not there is broken. */
export function vectorNamed(name: string): RequestVector {
  return named(REQUEST_VECTORS, name);
}

/** The vector of this name in this group, of any kind. */
export function vectorIn(group: string, name: string): RunnableVector {
  return named(VECTOR_GROUPS.find(({ id }) => id === group)?.runnable ?? [], name);
}

function named<Vector extends RunnableVector>(vectors: readonly Vector[], name: string): Vector {
  const vector = vectors.find((candidate) => candidate.name === name);
  if (!vector) throw new Error(`There is no vector ${name}.`);
  return vector;
}

/** Every value that its file prints or has computed, by id: one character a byte. */
export function printedValues(vector: RunnableVector): Map<string, string> {
  const events = vector.kind === 'events' ? vector.events : [];
  return new Map([
    ...Object.entries({ ...vector.computed, ...vector.published }).map(([id, text]) => [id, textOf(text)] as const),
    ...events.map(({ signature }, index) => [`event-${index + 1}/signature`, signature] as const),
  ]);
}

const textOf = (text: string | readonly string[]) => utf8(typeof text === 'string' ? text : text.join('\n'));
