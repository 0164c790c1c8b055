/** Homes and servers for a search after secrets: a home that has them, servers that know or quote them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { exampleStore } from '../../../src/sandbox/storage/objects.ts';
import { listen } from '../../../src/wire/listen.ts';
import { quoting } from '../sandbox/quoting-server.ts';
import { MARKED, MARKED_REGION } from '../trace/secret-search.ts';
import { type Home, makeHome } from './own-home.ts';

const INI = `aws_access_key_id = ${MARKED.keyId}\naws_secret_access_key = ${MARKED.secret}\naws_session_token = ${MARKED.token}\n`;
const ANSWER = { Version: 1, AccessKeyId: MARKED.keyId, SecretAccessKey: MARKED.secret, SessionToken: MARKED.token };
/** Answers, and notes what everybody on the machine could see of it and of the program. */
const PROCESS = `const { readFileSync, appendFileSync } = require('node:fs');
for (const id of ['self', process.ppid]) appendFileSync(__dirname + '/argv', readFileSync(\`/proc/\${id}/cmdline\`) + '\\n');
process.stdout.write(readFileSync(__dirname + '/answer.json', 'utf8'));`;
const PRESENT = ['.aws/credentials', '.aws/config', 'answer.json', 'process.cjs', 'file'];

export interface MarkedHome extends Home {
  /** Everything that was written into it, the folder for temporary files included. */
  readonly filesWritten: () => string;
}

/** With the marked keys in the profile `marked`, and from a process in the profile `asks`. */
export function markedHome(): MarkedHome {
  const home = makeHome();
  const { folder } = home;
  home.write('.aws/credentials', `[marked]\n${INI}`);
  home.write('.aws/config', `[profile asks]\ncredential_process = "${process.execPath}" "${folder}/process.cjs"\n`);
  home.write('answer.json', JSON.stringify(ANSWER));
  home.write('process.cjs', PROCESS);
  home.write('file', 'data');
  const filesWritten = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !PRESENT.some((known) => path === join(folder, known)))
      .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
      .join('\n');
  return { ...home, filesWritten };
}

export interface MarkedServers {
  /** The line with the address of a server in the place of its name. */
  readonly filled: (line: readonly string[]) => string[];
  readonly close: () => Promise<void>;
}

/** ACCEPTS the marked key, QUOTES the request and with it the session token, and NOBODY, where nothing listens. */
export async function markedServers(): Promise<MarkedServers> {
  const sandbox = createSandbox({
    region: MARKED_REGION,
    keys: new Map([[MARKED.keyId, { secretAccessKey: MARKED.secret, sessionToken: MARKED.token }]]),
    store: exampleStore(),
    clock: () => new Date('2013-05-24T00:00:00Z'),
  });
  const accepts = await listen(0, () => sandbox.converse());
  const quotes = await listen(0, quoting);
  const nobody = await listen(0, () => () => null);
  await nobody.close();
  const ports = new Map([
    ['ACCEPTS', accepts.port],
    ['QUOTES', quotes.port],
    ['NOBODY', nobody.port],
  ]);
  return {
    filled: (line) => line.map((word) => (ports.has(word) ? `http://127.0.0.1:${ports.get(word)}` : word)),
    close: async () => {
      await accepts.close();
      await quotes.close();
    },
  };
}
