/** Joins everything outside the program into the World that the commands get. */
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { flagOfName } from '../app/options/option-values.ts';
import type { CauseSearching } from '../app/traffic/cause-searches.ts';
import type { World } from '../app/world/world.ts';
import { makeAuthority, makeCertificates } from '../crypto/certificates.ts';
import { openRecordingFolder } from '../disk/recording-folder.ts';
import { namelessFiles, temporaryFile } from '../disk/temporary-files.ts';
import type { ShownSession } from '../screen/opening.ts';
import { maskMessage } from '../sigv4/secrets/mask-message.ts';
import { causeSearcher } from './cause-searcher.ts';
import { createFile } from './files/output-file.ts';
import { readPageScript } from './files/page-scripts.ts';
import { realProgress } from './files/progress-file.ts';
import { filesIn, inputLines, openBody, readFile } from './files/real-files.ts';
import { scratchFile } from './files/scratch-file.ts';
import { standardOutput } from './files/standard-output.ts';
import { runProgram } from './processes/real-program.ts';
import { interrupted, interruption } from './processes/signals.ts';
import { realScreen } from './terminal/real-screen.ts';
import { askLine, askSecret, canAsk, isInputTerminal } from './terminal/terminal-input.ts';

/** Folders next to the folder of the built program. */
const FIXTURES = new URL('../fixtures/', import.meta.url);
const VECTOR_RECORD = new URL('vectors.json', import.meta.url);
const TUTORIAL = new URL('../tutorial/', import.meta.url);

/** The assumed width of a terminal that does not report its width, in cells. */
const UNKNOWN_WIDTH = 80;

/**
 * The maximum number of bytes of a response that are kept. This is enough to inspect a response and does not fill up
 * the disk for temporary files.
 */
const ANSWER_LIMIT = 2 ** 30;

export function realWorld(): World<ShownSession> & CauseSearching {
  const output = standardOutput();
  return {
    version,
    pageScript: () => readPageScript(new URL('.', import.meta.url)),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    environment: process.env,
    output: output.write,
    outputBytes: output.writeBytes,
    isInputTerminal: isInputTerminal(),
    isOutputTerminal: process.stdout.isTTY === true,
    outputWidth: process.stdout.isTTY === true ? process.stdout.columns : Number.POSITIVE_INFINITY,
    outputHeight: process.stdout.isTTY === true ? process.stdout.rows : Number.POSITIVE_INFINITY,
    errors: writeMessage,
    rows: (text) => void process.stderr.write(text),
    masked: (text) => text,
    secrets: () => [],
    conceal: () => {},
    nameOfOption: flagOfName,
    errorsWidth: () => (process.stderr.isTTY === true ? process.stderr.columns || UNKNOWN_WIDTH : null),
    now: () => new Date(),
    wait: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds).unref()),
    readFile,
    inputLines,
    causeSearcher: () => causeSearcher(),
    askSecret: canAsk() ? askSecret : null,
    askLine: canAsk() && process.stdout.isTTY === true ? askLine : null,
    openBody,
    createFile,
    makeScratch: () => scratchFile(),
    answerLimit: ANSWER_LIMIT,
    loadProfile: async (name) => (await import('./aws-profile.ts')).loadProfile(name, process.env),
    fixtures: filesIn(fileURLToPath(FIXTURES)),
    vectorRecord: () => JSON.parse(readFileSync(VECTOR_RECORD, 'utf8')),
    filesIn,
    namelessFiles: () => namelessFiles(),
    openRecordingFolder,
    absolutePath: (path) => resolve(path),
    temporaryFile,
    makeCertificates,
    makeAuthority,
    send: async (...order) => (await import('../wire/send.ts')).send(...order),
    listen: async (...order) => (await import('../wire/listen.ts')).listen(...order),
    addresses: ownAddresses,
    relay: async (...order) => (await import('../wire/relay/listen-relay.ts')).listenRelay(...order),
    runProgram,
    interruption,
    interrupted,
    lessons: filesIn(fileURLToPath(TUTORIAL)),
    lessonsFolder: fileURLToPath(TUTORIAL).replace(/[\\/]$/, ''),
    ...realProgress(),
    screen: realScreen(),
  };
}

/**
 * Writes a message to standard error, and masks the secrets that it quotes. The program writes everything to standard
 * error with this function, except for rows.
 */
export function writeMessage(text: string): void {
  process.stderr.write(maskMessage(text));
}

const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((found = []) =>
    found.flatMap(({ address, family, internal }) => (family === 'IPv4' && !internal ? [address] : [])),
  );
