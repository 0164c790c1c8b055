/** The captured requests in test/captures: their bytes, and the lines above them, which are for tests alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Octets, octetsFromArray } from '../../../src/bytes/octets.ts';
import { readTimestamp } from '../../../src/sigv4/timestamp.ts';
import { sha256Of } from '../sigv4/independent-signer.ts';

export interface Capture {
  /** The file, below test/captures. */
  readonly name: string;
  readonly octets: Octets;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly capturedAt: string;
  /** The same in milliseconds since 1970. */
  readonly moment: number;
}

const FOLDER = resolve('test/captures');
const SEPARATOR = '---- raw request bytes follow, to the end of the file ----\n';

/** Those of one folder: `.`, `own` or `not-sigv4`. */
export function capturesIn(folder: string): Capture[] {
  const files = readdirSync(join(FOLDER, folder)).filter((file) => file.endsWith('.txt'));
  return files.sort().map((file) => readCapture(join(folder, file)));
}

/** A presigned URL as a client printed it, and the capture of the request that fetched it, where there is one. */
export function urlsOfClients(): { readonly name: string; readonly url: Octets }[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.url'));
  return files.sort().map((name) => ({ name, url: octetsFromArray(readFileSync(join(FOLDER, name))) }));
}

export function readCapture(name: string): Capture {
  const whole = octetsFromArray(readFileSync(join(FOLDER, name)));
  const at = whole.indexOf(SEPARATOR);
  const octets = whole.slice(at + SEPARATOR.length) as Octets;
  const fields = new Map(
    whole
      .slice(0, at)
      .split('\n')
      .map((line) => line.split(/: (.*)/s, 2) as [string, string]),
  );
  const field = (key: string) => {
    const value = fields.get(key);
    if (value === undefined) throw new Error(`${name} has no line "${key}".`);
    return value;
  };
  // A tool that changes line ends in a checkout would change what was signed.
  if (sha256Of(octets) !== field('raw-sha256'))
    throw new Error(`The bytes of ${name} are not those that were captured.`);
  const capturedAt = field('captured-at');
  return {
    name,
    octets,
    accessKeyId: field('access-key'),
    secretAccessKey: field('secret-key'),
    capturedAt,
    moment: readTimestamp(capturedAt) ?? Number.NaN,
  };
}
