/** Makes the keys of a class: a table of them for the teacher, and a slip of paper for each student. */

import { writeOutput } from '../../app/outputs/write-file.ts';
import type { World } from '../../app/world/world.ts';
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { csvText } from '../../outputs/csv.ts';
import { regionLine } from '../../views/traffic/client-settings.ts';

interface ClassKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The letters of a secret. Those that look alike on paper, and the slash and the plus of AWS's secrets, are left out. */
const LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const SECRET_LENGTH = 40;

const TITLES = ['name', 'access key ID', 'secret access key', 'bucket'] as const;

/** Returns the keys in the file. If there is no such file, makes this many keys, and writes them to the file. */
export async function classKeys(world: World, count: number, path: string): Promise<readonly ClassKey[] | Problem> {
  const found = await world.readFile(path);
  if (!isProblem(found)) return keysIn(found, count, path);
  const keys = Array.from({ length: count }, (_, at) => ({
    accessKeyId: `STUDENT${String(at + 1).padStart(2, '0')}`,
    secretAccessKey: newSecret(world),
  }));
  const rows = keys.map(({ accessKeyId, secretAccessKey }) => [
    '',
    accessKeyId,
    secretAccessKey,
    ownBucketOf(accessKeyId),
  ]);
  return (await writeOutput(world, path, csvText([TITLES, ...rows]), 'owner')) ?? keys;
}

/** What students type to reach the sandbox. */
interface Place {
  readonly url: string;
  readonly region: string;
}

/** Writes the slips next to the table of the keys. */
export async function writeSlips(
  world: World,
  keys: ReadonlyMap<string, { readonly secretAccessKey: string }>,
  { csv, ...place }: Place & { readonly csv: string },
): Promise<Problem | null> {
  const slips = [...keys].map(([accessKeyId, { secretAccessKey }]) => slip({ accessKeyId, secretAccessKey }, place));
  return writeOutput(world, `${csv.replace(/\.csv$/i, '')}-slips.txt`, slips.join(''), 'owner');
}

/** Each byte chooses a letter. Bytes above the last multiple are skipped, so that no letter is more likely. */
function newSecret({ randomBytes }: Pick<World, 'randomBytes'>): string {
  const most = 256 - (256 % LETTERS.length);
  let secret = '';
  while (secret.length < SECRET_LENGTH) {
    const chosen = [...randomBytes(SECRET_LENGTH)].filter((byte) => byte < most);
    secret += chosen.map((byte) => LETTERS[byte % LETTERS.length]).join('');
  }
  return secret.slice(0, SECRET_LENGTH);
}

/** Reads the keys from a table that this program wrote. A teacher may have filled in the names. */
function keysIn(octets: Octets, count: number, path: string): readonly ClassKey[] | Problem {
  const [titles = '', ...rows] = asText(octets)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const keys = rows.flatMap((row) => {
    // A name can contain a comma, and is then quoted. The other columns contain none.
    const [, accessKeyId = '', secretAccessKey = ''] = /,([^,]+),([^,]+),[^,]+$/.exec(row) ?? [];
    return accessKeyId === '' ? [] : [{ accessKeyId, secretAccessKey }];
  });
  if (!titles.includes(TITLES[1]) || keys.length === 0)
    return problem('csv', `${path} exists, and is not a table of keys.`, 'Name a new file.');
  if (keys.length === count) return keys;
  return problem(
    'csv',
    `${path} has ${keys.length} keys, and not ${count}.`,
    `Give --make-keys ${keys.length}, or name a new file.`,
  );
}

const CUT = `${'- '.repeat(38)}-\n`;

/** A slip of paper to cut out. */
const slip = ({ accessKeyId, secretAccessKey }: ClassKey, { url, region }: Place): string => `${CUT}
  ${accessKeyId}     name: ______________________________

  export AWS_ACCESS_KEY_ID=${accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${secretAccessKey}
  export AWS_ENDPOINT_URL=${url}
  ${regionLine(region).text}
  your bucket: ${ownBucketOf(accessKeyId)}

`;

/** Returns the name of the bucket of a key: its ID in the letters of bucket names. */
export const ownBucketOf = (accessKeyId: string): string =>
  accessKeyId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Returns the bucket of each key, by access key ID. */
export const ownBucketsOf = (accessKeyIds: readonly string[]): ReadonlyMap<string, Octets> =>
  new Map(accessKeyIds.map((id) => [id, octetsFromText(ownBucketOf(id))]));
