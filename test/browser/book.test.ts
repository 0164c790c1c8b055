/** The book in Chromium: one page of each kind is accessible, fits a narrow window, and loads nothing but itself. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bookPages } from '../support/outputs/book.ts';
import { hasChromium, launchedChromium, misdeedsOf, seriousFindings } from '../support/page/chromium.ts';

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

describe.skipIf(!hasChromium)('the book in Chromium', { tags: ['expensive'], timeout: 120_000 }, () => {
  let pages: ReadonlyMap<string, string> = new Map();
  const browser = launchedChromium();
  beforeAll(async () => {
    pages = await bookPages();
  }, 60_000);
  const bodyAt = (url: string) => pages.get(url.replace(HOST, '').replace(/#.*/, ''));

  /** Opens a page of the book as from a folder of a web host, and notes what it does that it must not do. */
  async function opened(path: string, colorScheme: 'dark' | 'light') {
    const context = await browser().newContext({ colorScheme, viewport: { width: 1100, height: 900 } });
    const page = await context.newPage();
    const done = misdeedsOf(page, (url) => bodyAt(url) !== undefined);
    await context.route('**', (route) => {
      const body = bodyAt(route.request().url());
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
      expect(await seriousFindings(page)).toEqual([]);
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
    await expect.poll(paper).toBe('rgb(0, 0, 0)');
    expect(done).toEqual([]);
  });
});
