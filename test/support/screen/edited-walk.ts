import type { OptionValues } from '../../../src/app/options/option-values.ts';
import type { EditedWalk, ShownWalk, WalkEditor } from '../../../src/app/walks/shown-walk.ts';
import type { WalkInputs } from '../../../src/app/walks/walk-inputs.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { walk } from '../../../src/commands/walk.ts';
import { findValue } from '../../../src/trace/trace.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../commands/test-world.ts';
import { sound } from '../problems.ts';

export interface Typed {
  readonly address?: string;
  readonly options?: OptionValues;
  readonly environment?: Readonly<Record<string, string>>;
  readonly changes?: Partial<CommandWorld>;
}

export const URL = 'https://examplebucket.s3.amazonaws.com/test.txt';

export const OWN_SECRET = 'marked/Secret+Key0123456789abcdefghijklm';

const POLICY = JSON.stringify({
  expiration: '2013-06-01T00:00:00Z',
  conditions: [{ bucket: 'examplebucket' }, ['starts-with', '$key', '']],
});

const FILES = { body: 'from a file', policy: POLICY, '-': 'from standard input' };

export const NOW = '20130524T000000Z';

/** The walk as the screen gets it; AWS's example without an address. */
export async function shown({ address, options = {}, environment = {}, changes = {} }: Typed): Promise<ShownWalk> {
  let walked: ShownWalk | null = null;
  const showWalk = async (each: ShownWalk) => {
    walked = each;
    return 0;
  };
  const keys = address === undefined ? {} : EXAMPLE_KEYS;
  const test = worldOf(
    { environment: { ...keys, ...environment }, screen: screenFor({ walk: showWalk }), ...changes },
    FILES,
  );
  await walk.run(test.world, options, address === undefined ? [] : [address]);
  if (walked === null) throw new Error(test.errors());
  return walked;
}

export async function editorOf(typed: Typed = {}): Promise<WalkEditor> {
  const { editor } = await shown(typed);
  if (editor === null) throw new Error('It cannot be edited.');
  return editor;
}

export async function edited(typed: Typed, edit: Partial<WalkInputs>): Promise<EditedWalk> {
  const editor = await editorOf(typed);
  return sound(await editor.walk({ ...editor.inputs, ...edit }));
}

export const octetsIn = ({ facts }: Pick<EditedWalk, 'facts'>, id: string) => findValue(facts.trace, id)?.bytes.octets;

/** All that is known, but for how the inputs were said, which an edit knows better; as text, since a payload knows how to be read. */
export const everything = (facts: WalkFacts) =>
  JSON.parse(JSON.stringify({ ...facts, inputsForPage: null }), (name, value) => (name === 'input' ? '' : value));

export const EXAMPLE: Typed = {
  address: URL,
  options: { header: ['Range: bytes=0-9'], region: 'us-east-1', date: NOW },
};

export const PUT: Typed = {
  address: 's3://b/key',
  options: { request: 'PUT', dataBinary: ['one'], region: 'eu-west-1' },
};

export const PROFILE = async (name: string | null) => ({
  name: name ?? 'default',
  region: 'ap-south-1',
  endpointUrl: null,
  way: 'keys' as const,
  credentials: async () => ({ accessKeyId: 'AKIDPROFILE', secretAccessKey: OWN_SECRET, sessionToken: 'token-of-it' }),
});

export function withOptions(typed: Typed, options: OptionValues): Typed {
  return { ...typed, options: { ...typed.options, ...options } };
}

export function keys(accessKeyId: string, secretAccessKey: string) {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}
