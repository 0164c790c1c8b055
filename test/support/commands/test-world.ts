/** A World for one test: nothing outside it, but for the loopback address. */

import type { ShownCourse, WalkCommands } from '../../../src/app/course/shown-course.ts';
import { flagOfName } from '../../../src/app/options/option-values.ts';
import type { ShownTraffic } from '../../../src/app/traffic/shown-traffic.ts';
import type { ShownPastePage, ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import type { Screen, ScreenWait } from '../../../src/app/world/screens.ts';
import { arrayFromOctets, type Octets, octetsFromArray, octetsFromText } from '../../../src/bytes/octets.ts';
import { type Problem, problem } from '../../../src/bytes/problem.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { makeAuthority, makeCertificates } from '../../../src/crypto/certificates.ts';
import { openRecordingFolder } from '../../../src/disk/recording-folder.ts';
import { namelessFiles, temporaryFile } from '../../../src/disk/temporary-files.ts';
import { bodyOf } from '../../../src/http/body/request-body.ts';
import { type InputLine, lineSplitter } from '../../../src/intake/lines/split-lines.ts';
import type { ShownSession } from '../../../src/screen/opening.ts';
import { maskMessage } from '../../../src/sigv4/secrets/mask-message.ts';
import { listen } from '../../../src/wire/listen.ts';
import { listenRelay } from '../../../src/wire/relay/listen-relay.ts';
import { send } from '../../../src/wire/send.ts';
import { fixtures, tutorial } from '../fixtures.ts';
import { pageScript } from '../outputs/page-script.ts';
import { vectorRecordOf } from '../vectors/vector-record.ts';
import { memoryScratch } from '../wire/memory-scratch.ts';
import { searcherHere } from './searcher-here.ts';

export interface TestWorld {
  readonly world: CommandWorld;
  /** Results, one character a byte where bytes were written. */
  readonly output: () => string;
  readonly errors: () => string;
  /** Both, in the order in which they came. */
  readonly printed: () => string;
  /** What was written into files, by name, one character a byte. */
  readonly created: ReadonlyMap<string, string>;
  /** What was done in the course, by the file that was named; the usual one has no name. */
  readonly progress: Map<string, string>;
}

/** `files` can be read: by name, as text. `changes` take the place of what the world has otherwise. */
export function worldOf(changes: Partial<CommandWorld> = {}, files: Readonly<Record<string, string>> = {}): TestWorld {
  const written: { readonly to: 'output' | 'errors'; readonly text: string }[] = [];
  const created = new Map<string, string>();
  const progress = new Map<string, string>();
  const textOf = (wanted: 'output' | 'errors' | null) =>
    written
      .filter(({ to }) => wanted === null || to === wanted)
      .map(({ text }) => text)
      .join('');
  const contents = (path: string): Octets | Problem => {
    const text = files[path];
    return text === undefined ? problem('file', `"${path}" cannot be read.`, 'Check its name.') : octetsFromText(text);
  };
  const world: CommandWorld = {
    version: '0.0.0',
    pageScript,
    // Always the same.
    randomBytes: (length) => Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256),
    environment: {},
    output: (text) => void written.push({ to: 'output', text }),
    outputBytes: async (bytes) => void written.push({ to: 'output', text: octetsFromArray(bytes) }),
    isInputTerminal: false,
    isOutputTerminal: false,
    outputWidth: Number.POSITIVE_INFINITY,
    outputHeight: Number.POSITIVE_INFINITY,
    errors: (text) => void written.push({ to: 'errors', text: maskMessage(text) }),
    rows: (text) => void written.push({ to: 'errors', text }),
    masked: (text) => text,
    secrets: () => [],
    conceal: () => {},
    nameOfOption: flagOfName,
    errorsWidth: () => null,
    now: () => new Date('2013-05-24T00:00:00Z'),
    // As long as it takes: what waits for something waits until it has happened.
    wait: () => new Promise(() => {}),
    readFile: async (path) => contents(path),
    absolutePath: (path) => `/${path}`,
    inputLines: (longest) => linesOf([arrayFromOctets(octetsFromText(files['-'] ?? ''))], longest),
    causeSearcher: searcherHere,
    askSecret: null,
    askLine: null,
    openBody: async (path) => {
      const found = contents(path);
      return typeof found === 'string' ? bodyOf(found) : found;
    },
    createFile: async (path) => {
      let content = '';
      return {
        write: async (bytes) => {
          content += octetsFromArray(bytes);
          return null;
        },
        finish: async () => {
          created.set(path, content);
          return null;
        },
        abandon: async () => {
          if (content === '') return null;
          created.set(`${path}.partial`, content);
          return { path: `${path}.partial`, length: content.length };
        },
      };
    },
    loadProfile: async () => problem('no-profile', 'There is no profile.', 'Make one.'),
    makeScratch: memoryScratch,
    answerLimit: 2 ** 30,
    fixtures,
    vectorRecord: () => vectorRecordOf(world.fixtures),
    filesIn: () => fixtures,
    send,
    listen,
    addresses: () => ['192.0.2.7'],
    relay: listenRelay,
    namelessFiles: () => namelessFiles(),
    openRecordingFolder,
    temporaryFile,
    makeCertificates,
    makeAuthority,
    runProgram: async () => problem('program', 'There is no program.', 'Give one.'),
    interruption: () => new AbortController().signal,
    interrupted: () => Promise.resolve(),
    lessons: tutorial,
    lessonsFolder: 'tutorial',
    readProgress: async (file) => progress.get(file ?? '') ?? '',
    updateProgress: async (file, change) => {
      progress.set(file ?? '', change(progress.get(file ?? '') ?? ''));
      return null;
    },
    screen: null,
    ...changes,
  };
  return {
    world,
    output: () => textOf('output'),
    errors: () => textOf('errors'),
    printed: () => textOf(null),
    created,
    progress,
  };
}

/** Standard input that comes in these pieces. */
export async function* linesOf(
  pieces: Iterable<Uint8Array>,
  longest: number,
): AsyncGenerator<readonly InputLine[] | Problem> {
  const splitter = lineSplitter(longest);
  for (const piece of pieces) yield splitter.take(piece);
  yield splitter.end();
}

/** An environment with AWS's own example key. */
export const EXAMPLE_KEYS: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A screen that hands on what it is to show; by default the user waits as long as it takes. */
export function screenFor(
  show: {
    readonly walk?: (walk: ShownWalk, commands: WalkCommands | undefined) => Promise<number>;
    readonly course?: (course: ShownCourse) => Promise<number>;
    readonly paste?: (page: ShownPastePage) => Promise<number>;
    readonly traffic?: (traffic: ShownTraffic) => Promise<number>;
  },
  wait: Screen<ShownSession>['wait'] = () => PATIENT,
): Screen<ShownSession> {
  const shownCode = (session: ShownSession) => {
    switch (session.kind) {
      case 'walk':
        return show.walk?.(session.walk, 'commands' in session ? session.commands : undefined);
      case 'course':
        return show.course?.(session.course);
      case 'paste':
        return show.paste?.(session.page);
      case 'traffic':
        return show.traffic?.(session.traffic);
    }
  };
  return {
    wait,
    isInForeground: () => true,
    show: async (session) => {
      const code = shownCode(session);
      if (code === undefined) throw new Error(`No ${session.kind} is to be shown here.`);
      return code;
    },
  };
}

const PATIENT: ScreenWait = {
  watch: { signal: new AbortController().signal, onProgress: () => {} },
  leftWith: () => null,
  close: async () => {},
};
