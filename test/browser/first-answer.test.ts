/** The first answer of the page of a walk, before the rest of the page is read. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walk } from '../../src/commands/walk.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { hasChromium, launchedChromium, misdeedsOf } from '../support/page/chromium.ts';

const browser = launchedChromium();
let text = '';
let server: Server;
/** The response that has the page up to its first step; `null` until such a page is requested. */
let begun: ServerResponse | null = null;

beforeAll(async () => {
  const test = worldOf({});
  await walk.run(test.world, { html: '-' }, []);
  text = test.output();
  const steps = text.indexOf('<section ');
  server = createServer(({ url }, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (url === '/begun') {
      begun = answer;
      answer.write(text.slice(0, steps));
    } else answer.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(() => server.close());

async function opened(path: string) {
  const page = await (await browser().newContext()).newPage();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const done = misdeedsOf(page, (loaded) => loaded === url);
  await page.goto(url, { waitUntil: 'commit' });
  const told = async () => (await page.locator('main').textContent())?.replace(/\s/g, '');
  return { page, done, told };
}

describe.skipIf(!hasChromium)('a page of which only the beginning is read', { tags: ['expensive'] }, () => {
  it('answers what is typed, follows with the steps, and is the page of the beginning again', async () => {
    const { page, done, told } = await opened('/begun');
    await page.locator('#field-headers').fill('Range: bytes=0-8');
    await expect.poll(() => page.locator('#told').textContent()).toBe('128 of 256 bits differ');
    expect(await page.locator('main > section').count()).toBe(0);
    begun?.end(text.slice(text.indexOf('<section ')));
    const changed = page.locator('#canonical-request .line', { hasText: 'range:' }).locator('.other');
    await expect.poll(() => changed.allTextContents(), { timeout: 20_000 }).toEqual(['8']);
    await page.locator('#reset').click();
    const whole = await opened('/whole');
    await whole.page.locator('#count').waitFor();
    await expect.poll(told, { timeout: 20_000 }).toBe(await whole.told());
    expect([...done, ...whole.done]).toEqual([]);
  }, 60_000);
});
