/**
 * Reads the record of the published vectors, which the build makes by running all of them (`record-vectors.ts`). With
 * it, a walk compares its values with those that are published without running any other vector.
 */

import { words } from '../bytes/joined.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { findValue, type Trace } from '../trace/trace.ts';
import type { Expectations } from './expectations.ts';
import type { FixtureFiles } from './fixture-files.ts';
import { kindOfVector, PUBLISHER_FILE } from './kinds.ts';
import type { VectorCount } from './run.ts';
import type { Publisher } from './vector.ts';

export interface VectorRecord {
  /** How many published vectors there are, and how many of them pass. */
  readonly published: VectorCount;
  /** The SHA-256 of each file that was read, by its path. It shows that the format of the file was checked. */
  readonly files: Readonly<Record<string, string>>;
  /** The path of a vector by its inputs (`inputsOf`). */
  readonly byInputs: Readonly<Record<string, string>>;
}

interface PublishedVector {
  readonly vector: Expectations;
  readonly publisher: Publisher;
}

/**
 * Returns the vector with the same inputs as a trace, which should therefore have the same values, and its publisher;
 * `null` if there is none. Throws an error if a file is not the one that the build has read.
 */
export function publishedFor(trace: Trace, record: VectorRecord, fixtures: FixtureFiles): PublishedVector | null {
  const path = record.byInputs[inputsOf(trace)];
  if (path === undefined) return null;
  const vector = readRecorded(path, record, fixtures);
  return {
    vector: { ...vector, kind: kindOfVector(vector) },
    publisher: readRecorded(publisherOf(path), record, fixtures),
  };
}

/** Reads a file whose format the build has checked. */
function readRecorded(path: string, { files }: VectorRecord, fixtures: FixtureFiles) {
  const text = fixtures.read(path);
  if (hashOf(text) !== files[path]) {
    throw new Error(`The vector file ${path} is not the one that this program was built with. Install it again.`);
  }
  return JSON.parse(text);
}

/** Returns the path of the file that names the publisher of a vector. */
export const publisherOf = (path: string): string => path.replace(/[^/]*$/, PUBLISHER_FILE);

/** Returns the SHA-256 of a file, in hexadecimal. */
export const hashOf = (text: string): string => sha256Hex(octetsFromText(text));

/** The values that determine all other values. Which of them exist depends on the scheme. */
const DECIDING = words(`
  timestamp region region-set service access-key-id secret-access-key session-token http-method canonical-uri
  canonical-query-string canonical-headers signed-headers hashed-payload policy previous-signature encoded-length
`);

/** Returns the first 64 bits of the hash of everything that determines the values of a trace, which tell vectors apart. */
export const inputsOf = (trace: Trace): string =>
  hashOf(
    JSON.stringify([
      trace.algorithm,
      trace.scheme,
      DECIDING.map((id) => findValue(trace, id)?.bytes.octets ?? null),
      linksOf(trace),
    ]),
  ).slice(0, 16);

/**
 * Returns the strings to sign of the chunks, without the previous signatures, because SigV4A signatures are different
 * each time.
 */
const linksOf = ({ values }: Trace) =>
  values
    .filter(({ id }) => id.endsWith('/string-to-sign'))
    .map(({ id, bytes }) => [id, bytes.octets.split('\n').toSpliced(3, 1)]);
