/** Firefox, driven over WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which Debian's package speaks by itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { hasTool } from '../cli/program.ts';

export const hasFirefox = hasTool('firefox-esr');

/** A page that is open in a browser. */
export interface OpenPage {
  readonly goto: (url: string) => Promise<void>;
  /** Resolves with the value of an expression, which is a string or a promise of one. */
  readonly evaluate: (expression: string) => Promise<string>;
}

/** Launches Firefox for the tests of a file. Returns a function that opens a page in it. */
export function launchedFirefox(): () => Promise<OpenPage> {
  let firefox: Firefox | null = null;
  beforeAll(async () => {
    if (hasFirefox) firefox = await launch();
  }, 120_000);
  afterAll(() => firefox?.end());
  return () => {
    if (firefox === null) throw new Error('There is no Firefox.');
    return openPage(firefox.send);
  };
}

type Send = (method: string, params: object) => Promise<unknown>;

interface Firefox {
  readonly send: Send;
  readonly end: () => Promise<void>;
}

async function launch(): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'sigv4-firefox-'));
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'];
  const child = spawn('firefox-esr', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const socket = new WebSocket(`${await addressOf(child)}/session`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('Firefox takes no connection.')));
  });
  const send = sender(socket);
  await send('session.new', { capabilities: {} });
  return {
    send,
    async end() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      socket.close();
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Resolves with the address that Firefox says that it listens on. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Firefox ended: ${said}`)));
  });
}

/** Returns a function that sends commands, each of which has an answer with its number. */
function sender(socket: WebSocket): Send {
  const open = new Map<number, ReturnType<typeof Promise.withResolvers<unknown>>>();
  socket.addEventListener('message', ({ data }) => {
    const { id, type, result, message } = JSON.parse(String(data));
    const answered = open.get(id);
    open.delete(id);
    if (type === 'success') answered?.resolve(result);
    else answered?.reject(new Error(message));
  });
  return (method, params) => {
    const id = sent++;
    const answered = Promise.withResolvers<unknown>();
    open.set(id, answered);
    socket.send(JSON.stringify({ id, method, params }));
    return answered.promise;
  };
}

let sent = 1;

async function openPage(send: Send): Promise<OpenPage> {
  const { context } = (await send('browsingContext.create', { type: 'tab' })) as { readonly context: string };
  return {
    async goto(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(expression) {
      const answer = await send('script.evaluate', { expression, target: { context }, awaitPromise: true });
      return stringIn(answer);
    },
  };
}

interface Evaluated {
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

function stringIn(answer: unknown): string {
  const { result, exceptionDetails } = answer as Evaluated;
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return String(result?.value ?? '');
}
