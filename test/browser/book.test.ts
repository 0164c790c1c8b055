/** The book in Chromium: one page of each kind is accessible, fits a narrow window, and loads nothing but itself. */
import { execFileSync } from 'node:child_process';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '../support/cli/program.ts';
import { bookPages } from '../support/outputs/book.ts';

const isThere = hasTool('chromium');
const HOST = 'http://book.test/below/';
const KINDS = [
  'index.html',
  'forms/presigned.html',
  'causes/index.html',
  'causes/path-not-encoded.html',
  'lessons/index.html',
  'lessons/ten-lines.html',
];

const DARK: readonly string[] = ['index.html', 'causes/path-not-encoded.html', 'lessons/ten-lines.html'];

describe.skipIf(!isThere)('the book in Chromium', { tags: ['expensive'], timeout: 120_000 }, () => {
  let pages: ReadonlyMap<string, string> = new Map();
  let browser: Browser | null = null;
  beforeAll(async () => {
    pages = await bookPages();
    const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => browser?.close());

  /** Opens a page of the book as from a folder of a web host, and notes what it does that it must not do. */
  async function opened(path: string, colorScheme: 'dark' | 'light') {
    if (browser === null) throw new Error('There is no browser.');
    const context = await browser.newContext({ colorScheme, viewport: { width: 1100, height: 900 } });
    const page = await context.newPage();
    const done: string[] = [];
    page.on('console', (message) => void done.push(message.text()));
    page.on('pageerror', (error) => void done.push(error.message));
    await context.route('**', (route) => {
      const body = pages.get(route.request().url().replace(HOST, '').replace(/#.*/, ''));
      if (body === undefined) done.push(route.request().url());
      return body === undefined ? route.abort() : route.fulfill({ contentType: 'text/html', body });
    });
    await page.goto(HOST + path);
    return { page, done };
  }

  it.each(KINDS)('axe finds nothing serious in %s, nothing else is loaded, and it fits 390 pixels', async (path) => {
    // The colors are those of one style sheet: in both themes, each kind that has colors of its own.
    for (const scheme of DARK.includes(path) ? (['dark', 'light'] as const) : (['light'] as const)) {
      const { page, done } = await opened(path, scheme);
      expect(done).toEqual([]);
      await page.evaluate(axe.source);
      const found = await page.evaluate<readonly string[]>(`axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ': ' + nodes.length + ' of ' + nodes[0]?.html))`);
      expect(found).toEqual([]);
      await page.setViewportSize({ width: 390, height: 900 });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
      await page.context().close();
    }
  });

  it('is read by its links, and keeps the choice of dark or light', async () => {
    const { page, done } = await opened('index.html', 'light');
    const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await page.locator('#theme').click();
    expect(await paper()).toBe('rgb(0, 0, 0)');
    await page.locator('.path a').first().click();
    await page.locator('#canonical-request a', { hasText: 'Encode once' }).click();
    await page.locator('a', { hasText: 'path-not-encoded' }).click();
    await page.locator('a', { hasText: 'In a header: 4 Canonical request' }).click();
    expect(page.url()).toBe(`${HOST}forms/header.html#canonical-request`);
    expect(await paper()).toBe('rgb(0, 0, 0)');
    expect(done).toEqual([]);
  });
});
