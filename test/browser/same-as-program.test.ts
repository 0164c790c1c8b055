/** What pages compute in Chromium and in Firefox, opened as a file and from a static server, is what the program computes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walk } from '../../src/commands/walk.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { hasChromium, launchedChromium } from '../support/page/chromium.ts';
import { hasFirefox, launchedFirefox, type OpenPage } from '../support/page/firefox.ts';
import { FORMS } from '../support/page/page-walks.ts';
import { expectSameTraces, harnessed, isSigned, tracesOfEdits } from '../support/page/same-as-program.ts';

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

/** Every edit is made in each browser once, and a few of them where else its page is opened. */
const RUNS = [
  ['Chromium', 'file', hasChromium, inChromium, 30],
  ['Chromium', 'static server', hasChromium, inChromium, 3],
  ['Firefox', 'file', hasFirefox, firefox, 3],
  ['Firefox', 'static server', hasFirefox, firefox, 30],
] as const;

describe.each(RUNS)(
  'a page in %s, from a %s',
  { tags: ['expensive'], timeout: 240_000 },
  (name, place, has, open, edits) => {
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
        const both = await tracesOfEdits(page, form, edits);
        expectSameTraces(both);
        if (form === 'sigv4a' && edits > 3) expect(both.ours.filter(isSigned).length).toBeGreaterThan(0);
      }
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
