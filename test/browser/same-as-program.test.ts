/** What pages compute in Chromium and in Firefox, opened as a file and from a static server, is what the program computes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { walk } from '../../src/commands/walk.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { hasChromium, launchedChromium } from '../support/page/chromium.ts';
import { hasFirefox, launchedFirefox, type OpenPage } from '../support/page/firefox.ts';
import { FORMS } from '../support/page/page-walks.ts';
import { pastedFailures } from '../support/page/pasted-failures.ts';
import {
  expectSameReading,
  expectSameTraces,
  harnessed,
  isSigned,
  type Traced,
  tracesOfEdits,
} from '../support/page/same-as-program.ts';

const fixture = (name: string) => readFileSync(`fixtures/${name}.txt`, 'utf8');
const READ: readonly (readonly string[])[] = [
  [fixture('failures/refused-answer'), fixture('failures/client-log')],
  [fixture('failures/refused-answer')],
  ...['get-range', 'get-range-pasted', 'curl-signed', 'put-with-other-body', 'botocore-log'].map((name) => [
    fixture(`requests/${name}`),
  ]),
  ['nothing that is known'],
];
const FAILURES = pastedFailures(160);

const folder = mkdtempSync(join(tmpdir(), 'sigv4-pages-'));
const PAGE = 'walk.html';
let server: Server;
let text = '';

beforeAll(async () => {
  const test = worldOf({});
  await walk.run(test.world, { html: '-' }, []);
  text = test.output();
  writeFileSync(join(folder, PAGE), text, 'latin1');
  server = createServer((_request, answer) => answer.setHeader('Content-Type', 'text/html').end(text, 'latin1'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const PLACES = {
  file: () => `file://${join(folder, PAGE)}`,
  'static server': () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${PAGE}`,
};

const chromium = launchedChromium();
const firefox = launchedFirefox();

async function inChromium(): Promise<OpenPage> {
  const page = await (await chromium().newContext()).newPage();
  return {
    goto: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate<string>(expression),
  };
}

/** Every edit and every failure is made in each browser once, and a few of them where else its page is opened. */
const RUNS = [
  ['Chromium', 'file', hasChromium, inChromium, { edits: 30, failures: 160 }],
  ['Chromium', 'static server', hasChromium, inChromium, { edits: 3, failures: 5 }],
  ['Firefox', 'file', hasFirefox, firefox, { edits: 3, failures: 5 }],
  ['Firefox', 'static server', hasFirefox, firefox, { edits: 30, failures: 160 }],
] as const;

describe.each(RUNS)(
  'a page in %s, from a %s',
  { tags: ['expensive'], timeout: 240_000 },
  (name, place, has, open, counts) => {
    const opened = async () => {
      const page = await open();
      await page.goto(PLACES[place]());
      await harnessed(page);
      return page;
    };

    it('makes the traces of the program from random edits of requests of every form', async (context) => {
      context.skip(!has, `${name} is not installed`);
      const page = await opened();
      for (const form of Object.keys(FORMS) as (keyof typeof FORMS)[]) {
        const both = await tracesOfEdits(page, form, counts.edits);
        expectSameTraces(both);
        if (form === 'sigv4a' && counts.edits > 3) expect(both.ours.filter(isSigned).length).toBeGreaterThan(0);
      }
    });

    it('reads what the program reads: the same cause, the same certainty, the same trace', async (context) => {
      context.skip(!has, `${name} is not installed`);
      const page = await opened();
      expect(FAILURES.length).toBeGreaterThan(100);
      for (const pastes of [...READ, ...FAILURES.slice(0, counts.failures)]) await expectSameReading(page, pastes);
    });

    it('answers what is typed into its own fields', async (context) => {
      context.skip(!has, `${name} is not installed`);
      const page = await open();
      await page.goto(PLACES[place]());
      const signature = await page.evaluate(`(async () => {
      const found = async (id) => {
        while (!document.querySelector(id)) await new Promise((resolve) => setTimeout(resolve, 20));
        return document.querySelector(id);
      };
      const headers = await found('#field-headers');
      headers.value = 'Range: bytes=0-8';
      headers.dispatchEvent(new Event('input', { bubbles: true }));
      while (document.querySelector('#told').textContent === '') await new Promise((resolve) => setTimeout(resolve, 20));
      return document.querySelector('#signed code').textContent;
    })()`);
      expect(signature).toBe('ee466fe6cfb4c75116a7a603f716b55669c184171ec4777d9b61621c88fd0549');
    });
  },
);

it('a wrong byte in any stage is found', { tags: ['expensive'], timeout: 60_000 }, async (context) => {
  context.skip(!hasChromium, 'Chromium is not installed');
  const page = await inChromium();
  await harnessed(page);
  const both = await tracesOfEdits(page, 'header', 5);
  expectSameTraces(both);
  const stages = new Set(
    both.ours.flatMap((trace) => ('values' in trace ? trace.values.map(({ stage }) => stage) : [])),
  );
  expect(stages.size).toBeGreaterThan(5);
  for (const stage of stages) {
    const ours = both.ours.map((trace) => withWrongByte(trace, stage));
    expect(() => expectSameTraces({ ...both, ours }), stage).toThrow();
  }
});

/** Changes the last byte of the last value of a stage. */
function withWrongByte(trace: Traced, stage: string): Traced {
  if (!('values' in trace)) return trace;
  const at = trace.values.findLastIndex((value) => value.stage === stage && value.bytes.octets !== '');
  const values = trace.values.map((value, index) => {
    const { octets } = value.bytes;
    const wrong = `${octets.slice(0, -1)}${octets.endsWith('!') ? '?' : '!'}` as Octets;
    return index === at ? { ...value, bytes: { ...value.bytes, octets: wrong } } : value;
  });
  return { ...trace, values };
}
