/** The program is killed at each change that it makes to a file, one after another, and what is there then is looked at. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRecording } from '../../src/http/relay/recording.ts';
import { sign } from '../../src/library/sign.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { octetsOf } from '../support/octets-of.ts';
import { type Attack, type Ended, firstOf, type Service, type Tools } from './tools.ts';

/** A program with fewer changes than this was not killed where it writes. */
const FEWEST = 4;
/** More changes than these have none of the commands here. */
const MOST = 400;

const killedAt = (change: number) => ({
  ...EXAMPLE_KEYS,
  NODE_OPTIONS: `--import=${resolve('test/attack/crash-at.mjs')}`,
  CRASH_AT: String(change),
  // A process that has it is not started again, which would take the other variables from it (src/cli/processes/clean-process.ts).
  SIGV4_STARTED_BY: String(process.pid),
});

/**
 * Kills the program at its first change of a file, at its second, and so on, until it ends by itself. `prepare` makes what
 * is there before each run; `look` says what is wrong after it.
 */
async function killedAtEach(
  attempt: (change: number) => Promise<'killed' | 'ended'>,
  look: (change: number) => string | null | Promise<string | null>,
): Promise<string | null> {
  for (let change = 1; change <= MOST; change++) {
    const end = await attempt(change);
    const wrong = await look(change);
    if (wrong !== null) return `killed at change ${change} of a file, ${wrong}`;
    if (end === 'ended') return change > FEWEST ? null : `it made ${change - 1} changes to files, and no more`;
  }
  return `it makes more than ${MOST} changes to files`;
}

const endOf = ({ code }: Ended): 'killed' | 'ended' => (code === null ? 'killed' : 'ended');

/** A file that a command writes in the place of an old one: it is always the old one, or the whole new one. */
function ofFile({ id, says, commandLine, old, name }: Pick<Attack, 'id' | 'says'> & OfFile): Attack {
  return {
    id,
    says,
    isLong: true,
    async run({ folder, file, run }) {
      const path = join(folder, name);
      const wanted = await run(commandLine, { environment: EXAMPLE_KEYS });
      if (wanted.code !== 0) return `the command fails: ${wanted.text}`;
      const made = readFileSync(path, 'utf8');
      return killedAtEach(
        async (change) => {
          file(name, old);
          return endOf(await run(commandLine, { environment: killedAt(change) }));
        },
        () => {
          const found = existsSync(path) ? readFileSync(path, 'utf8') : null;
          return found === old || found === made ? null : `${name} is ${found === null ? 'gone' : 'half'}`;
        },
      );
    },
  };
}

interface OfFile {
  readonly commandLine: readonly string[];
  readonly old: string;
  /** The file that the command line names. */
  readonly name: string;
}

export const ON_FILES: readonly Attack[] = [
  ofFile({
    id: 'killed-while-it-exports',
    says: 'the program is killed at each change of a file while it replaces a page',
    commandLine: ['diagnose', resolve('fixtures/failures/refused-answer.txt'), '--html', 'page.html'],
    old: 'an old page',
    name: 'page.html',
  }),
  ofFile({
    id: 'killed-while-it-keeps-progress',
    says: 'the program is killed at each change of a file while it writes what was learned',
    commandLine: ['learn', 'hint', '1', '--state', 'progress'],
    old: 'a-lesson-of-another-version step passed\n',
    name: 'progress',
  }),
  {
    id: 'killed-while-it-replaces-a-book',
    says: 'the program is killed at each step of the exchange of an old book for a new one, of which a whole one has to be left',
    isLong: true,
    async run({ folder, run }) {
      const book = join(folder, 'book');
      if ((await run(['book', 'book'])).code !== 0) return 'the book cannot be written';
      const files = readdirSync(book).length;
      const isWhole = (path: string) => existsSync(path) && readdirSync(path).length === files;
      return firstOf([1, 2, 3, 4], async (change) => {
        const { code } = await run(['book', 'book'], { environment: { ...killedAt(change), CRASH_FROM: 'rename' } });
        const left = readdirSync(folder).filter((name) => /^book\..*\.partial/.test(name));
        const aside = left.find((name) => name.endsWith('.old') && isWhole(join(folder, name)));
        const isLeft = isWhole(book) || (!existsSync(book) && aside !== undefined);
        if (!existsSync(book) && aside !== undefined) renameSync(join(folder, aside), book);
        for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
        return code === null && isLeft ? null : `no whole book is left at its change ${change}`;
      });
    },
  },
  {
    id: 'killed-while-it-stores-an-object',
    says: 'the sandbox is killed at each change of a file in --data, and started again',
    isLong: true,
    async run(tools) {
      const data = join(tools.folder, 'data');
      const sandbox = ['sandbox', '--data', data];
      const bodies = { old: 'old '.repeat(1000), new: 'new '.repeat(2000) };
      // What was answered with 200 has to be there after the end of the sandbox.
      let isAnswered = false;
      return killedAtEach(
        async (change) => {
          rmSync(data, { recursive: true, force: true });
          await during(tools, sandbox, {}, ({ port }) => exchange(port, 'PUT', bodies.old));
          isAnswered = false;
          return during(tools, sandbox, killedAt(change), async ({ port }) => {
            isAnswered = (await exchange(port, 'PUT', bodies.new)) === '';
          });
        },
        async () => {
          let found: string | null = null;
          await during(tools, sandbox, {}, async ({ port }) => {
            found = await exchange(port, 'GET');
          });
          const isWhole = found === bodies.new || (found === bodies.old && !isAnswered);
          return isWhole ? null : `${isAnswered ? 'after its answer, ' : ''}the object is ${found}`;
        },
      );
    },
  },
  {
    id: 'killed-while-it-records',
    says: 'the capture is killed at each change of a file while it records an exchange',
    async run(tools) {
      const folder = join(tools.folder, 'recordings');
      const capture = ['capture', '--sandbox', '--record', folder];
      return killedAtEach(
        async (change) => {
          rmSync(folder, { recursive: true, force: true });
          return during(tools, capture, killedAt(change), ({ port }) => exchange(port, 'GET'));
        },
        () => {
          const names = existsSync(folder) ? readdirSync(folder) : [];
          const half = names
            .filter((name) => name.endsWith('.exchange'))
            .find((name) => isProblem(readRecording(octetsOf(readFileSync(join(folder, name), 'latin1')))));
          return half === undefined ? null : `${half} is half a recording`;
        },
      );
    },
  },
];

/** Starts a service, does something with it, and ends it. Resolves with whether it had been killed before that. */
async function during(
  { service }: Tools,
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>>,
  use: (service: Service) => unknown,
): Promise<'killed' | 'ended'> {
  let started: Service;
  try {
    started = await service(commandLine, { environment: { ...EXAMPLE_KEYS, ...environment } });
  } catch {
    return 'killed';
  }
  await use(started);
  return (await started.stop()) === 'SIGKILL' ? 'killed' : 'ended';
}

/** Sends a signed request for an object. Resolves with the body of the answer; `null` if none came. */
async function exchange(port: number, method: 'GET' | 'PUT', body?: string): Promise<string | null> {
  const url = `http://127.0.0.1:${port}/examplebucket/crash.txt`;
  const [accessKeyId = '', secretAccessKey = ''] = Object.values(EXAMPLE_KEYS);
  const content = body === undefined ? {} : { body };
  const signed = sign({ method, url, credentials: { accessKeyId, secretAccessKey }, region: 'us-east-1', ...content });
  if ('code' in signed) throw new Error(signed.says);
  try {
    const answer = await fetch(url, { method, headers: signed.headers, ...content });
    return answer.ok ? await answer.text() : `${answer.status} ${await answer.text()}`;
  } catch {
    return null;
  }
}
