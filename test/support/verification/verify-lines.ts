/** Lines of `sigv4 verify --jsonl` for tests, and its answers. */

import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { octetsFromArray } from '../../../src/bytes/octets.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { verify } from '../../../src/commands/verify/verify.ts';
import { linesOf, worldOf } from '../commands/test-world.ts';
import type { Capture } from '../intake/captures.ts';
import { SIGNED_GET } from './verifying.ts';

/** A request as it was sent, as a line has it; `changes` take the place of its members, `undefined` leaves one out. */
export function lineOf(raw: string, changes: object = {}): string {
  const end = raw.indexOf('\r\n\r\n');
  const [first = '', ...lines] = Buffer.from(raw.slice(0, end), 'latin1').toString('utf8').split('\r\n');
  const [method = '', target = ''] = first.split(' ');
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
  const body = raw.slice(end + 4);
  // A line has the body without HTTP's own transfer coding, which in the captures is one chunk.
  const isCoded = /^transfer-encoding: chunked/im.test(raw.slice(0, end));
  const decoded = isCoded ? body.replace(/^[0-9a-f]+\r\n/, '').replace(/\r\n0\r\n\r\n$/, '') : body;
  const bodyBase64 = Buffer.from(decoded, 'latin1').toString('base64');
  return JSON.stringify({ id: 'a', request: { method, target, headers, bodyBase64 }, ...changes });
}

/** AWS's documented GET. */
export const signedLine = (changes: object = {}) => lineOf(SIGNED_GET, changes);

/** A captured request, by its own clock. */
export const capturedLine = ({ name, octets, capturedAt }: Capture) => lineOf(octets, { id: name, at: capturedAt });

export interface LineAnswer {
  readonly id: string | number | null;
  readonly verdict?: string;
  readonly firstDifference?: { readonly id: string } | null;
  readonly until?: string | null;
  readonly problem?: {
    readonly code: string;
    readonly says: string;
    readonly mend: string;
    readonly path?: string;
  } | null;
  readonly accessKeyId?: string | null;
}

export interface Answers {
  readonly code: number;
  readonly lines: readonly LineAnswer[];
  readonly errors: string;
  readonly output: string;
}

/** At the time of AWS's examples, where nothing else is told. */
export async function verdictsOnLines(
  text: string,
  { options = {}, world = {} }: { options?: OptionValues; world?: Partial<CommandWorld> } = {},
): Promise<Answers> {
  const pieces: string[] = [];
  const test = worldOf({
    inputLines: (longest) => linesOf([Buffer.from(text, 'utf8')], longest),
    outputBytes: async (bytes) => void pieces.push(octetsFromArray(bytes)),
    ...world,
  });
  const code = await verify.run(test.world, { jsonl: true, ...options }, ['-']);
  const output = pieces.join('');
  const lines = output.split('\n').filter((line) => line !== '');
  return { code, lines: lines.map((line): LineAnswer => JSON.parse(line)), errors: test.errors(), output };
}
