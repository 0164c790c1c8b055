/** The page of a diagnosis in Chromium: what a reader copies and passes on. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../src/commands/diagnose.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { hasChromium, launchedChromium, misdeedsOf, seriousFindings } from '../support/page/chromium.ts';

const failure = (name: string) => readFileSync(`fixtures/failures/${name}.txt`, 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'sigv4-pages-'));
const browser = launchedChromium();
afterAll(() => rmSync(folder, { recursive: true }));

async function pageText(files: Readonly<Record<string, string>>): Promise<string> {
  const test = worldOf({}, files);
  await diagnose.run(test.world, { html: '-' }, Object.keys(files));
  return Buffer.from(test.output(), 'utf8').toString('utf8');
}

/** Opens the page of a failure as a file with this name, and notes what it does that it must not do. */
async function opened(
  name = 'refused.html',
  files: Readonly<Record<string, string>> = { answer: failure('refused-answer'), log: failure('client-log') },
) {
  const path = join(folder, name);
  const text = await pageText(files);
  writeFileSync(path, text);
  const page = await (await browser().newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const done = misdeedsOf(page, (url) => url.startsWith('file:///'));
  await page.goto(`file://${encodeURI(path)}`);
  return { page, done, text };
}

describe.skipIf(!hasChromium)('the page of a diagnosis in Chromium', { tags: ['expensive'], timeout: 120_000 }, () => {
  it('leads to its parts', async () => {
    const { page, done } = await opened();
    const links = page.locator('#steps a');
    expect(await links.allTextContents()).toEqual([
      'Fix',
      'To pass it on',
      '1 Evidence and sources',
      '2 Canonical request',
      '3 String to sign',
    ]);
    for (const link of await links.all()) {
      await link.click();
      expect(await page.locator(':target').isVisible()).toBe(true);
    }
    expect(done).toEqual([]);
  });

  it('names its own file, lists what was replaced, and gives the fix and the report to copy', async () => {
    const keyed = (name: string) => failure(name).replaceAll('examplebucket', 'our-bucket');
    const { page, done } = await opened("It's ours.html", {
      answer: keyed('refused-answer'),
      log: keyed('client-log'),
    });
    expect(await page.locator('#own-name').textContent()).toBe(`'It'\\''s ours.html'`);
    const replaced = await page.locator('#replaced li').allTextContents();
    expect(replaced).toContain('the bucket our-bucket becomes amzn-s3-demo-bucket');
    const report = page.locator('figure', { hasText: 'The report in Markdown' });
    expect(await report.locator('pre').isVisible()).toBe(false);
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
    await report.locator('button').click();
    await expect.poll(() => report.locator('button').textContent()).toMatch(/^(?:Copied|Selected)$/);
    await page.clock.runFor(2000);
    expect(await report.locator('button').textContent()).toBe('Copy');
    const copied = await report.locator('pre').textContent();
    expect(copied).toContain('### ');
    expect(copied).toContain('amzn-s3-demo-bucket');
    expect(copied).not.toContain('our-bucket');
    expect(done).toEqual([]);
  });

  it('runs and loads nothing that is given, however long it is', async () => {
    const hostile = `"><img src=http://localhost:9/x onerror=alert(1)></script><svg onload=alert(2)>\u202e`;
    const { page, done } = await opened('hostile.html', {
      answer: failure('refused-answer'),
      log: failure('client-log').replaceAll('/photos/summer days (1)/a+b=c~é.jpg', `/${hostile}`),
      more: hostile.repeat(Math.ceil(10_000_000 / hostile.length)),
    });
    expect(await page.locator('#rail').textContent()).toContain('<svg onload=alert(2)>');
    expect(await page.locator('img, svg, iframe').count()).toBe(0);
    expect(done).toEqual([]);
  });

  it('is accessible, fits 390 pixels, and carries no program', async () => {
    const { page, text } = await opened();
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    expect(text).not.toContain('id="program"');
    expect(gzipSync(text).length).toBeLessThan(30_000);
  });
});
