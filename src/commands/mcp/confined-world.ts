/**
 * The world of a command that a tool runs: it has the texts of one call and nothing else. An argument can name a file, a
 * profile, or a host, and none of these is read, looked up, or reached.
 */
import type { CauseSearching } from '../../app/traffic/cause-searches.ts';
import type { Profile, World } from '../../app/world/world.ts';
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { octetsFromArray, octetsFromText } from '../../bytes/octets.ts';
import { problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import { bodyOf } from '../../http/body/request-body.ts';
import type { NameOfOption } from '../../views/input-words.ts';

export interface Confined {
  readonly world: Omit<World, 'screen'> & CauseSearching & { readonly screen: null };
  readonly output: () => string;
  readonly errors: () => string;
}

/** The parts of the real world that no argument has an effect on. */
type Harmless = Pick<
  World,
  'version' | 'now' | 'wait' | 'randomBytes' | 'fixtures' | 'vectorRecord' | 'lessons' | 'lessonsFolder' | 'pageScript'
> &
  Pick<World, 'interruption' | 'interrupted'>;

/** Has the example key, which the answers name as AWS's. No argument of a tool names another profile. */
const EXAMPLE_PROFILE: Profile = {
  name: 'example',
  region: null,
  endpointUrl: null,
  way: 'keys',
  source: { kind: 'documentation' },
  credentials: async () => ({ ...S3_EXAMPLE_KEY, sessionToken: null }),
};

/** Creates a world for one call. Its only credentials are the example key that AWS publishes. */
export function confinedWorld(
  outside: Harmless,
  files: ReadonlyMap<string, string>,
  nameOfOption: NameOfOption,
): Confined {
  const written: Record<'output' | 'errors', string[]> = { output: [], errors: [] };
  const write = (to: keyof typeof written) => (text: string) => void written[to].push(text);
  const world: Confined['world'] = {
    version: outside.version,
    now: outside.now,
    wait: outside.wait,
    randomBytes: outside.randomBytes,
    fixtures: outside.fixtures,
    vectorRecord: outside.vectorRecord,
    lessons: outside.lessons,
    lessonsFolder: outside.lessonsFolder,
    pageScript: outside.pageScript,
    interruption: outside.interruption,
    interrupted: outside.interrupted,
    environment: {},
    loadProfile: async () => EXAMPLE_PROFILE,
    output: write('output'),
    outputBytes: async (bytes) => write('output')(octetsFromArray(bytes)),
    isInputTerminal: false,
    isOutputTerminal: false,
    outputWidth: Number.POSITIVE_INFINITY,
    outputHeight: Number.POSITIVE_INFINITY,
    errors: write('errors'),
    rows: write('errors'),
    errorsWidth: () => null,
    nameOfOption,
    masked: (text) => text,
    secrets: () => [],
    conceal: () => {},
    askSecret: null,
    askLine: null,
    screen: null,
    readFile: async (path) => {
      const text = files.get(path);
      return text === undefined ? noFile(path) : octetsFromText(text);
    },
    openBody: async (path) => {
      const text = files.get(path);
      return text === undefined ? noFile(path) : bodyOf(octetsFromText(text));
    },
    createFile: async (path) => noFile(path),
    absolutePath: denied,
    inputLines: denied,
    makeScratch: denied,
    answerLimit: 0,
    filesIn: denied,
    namelessFiles: denied,
    temporaryFile: noFile,
    makeCertificates: denied,
    makeAuthority: denied,
    openRecordingFolder: noFile,
    send: denied,
    listen: denied,
    addresses: () => [],
    relay: denied,
    runProgram: denied,
    causeSearcher: denied,
    readProgress: async () => NO_PROGRESS,
    updateProgress: async () => NO_PROGRESS,
  };
  return { world, output: () => written.output.join(''), errors: () => written.errors.join('') };
}

const noFile = (path: string) =>
  problem('file', `A tool reads and writes no file, such as ${quotedOperand(path)}.`, 'Give the text itself.');

const NO_PROGRESS = noFile('progress');

/** Nothing that a command of a tool does needs this. */
function denied(): never {
  throw new Error('A tool reaches neither files, programs, nor the network.');
}
