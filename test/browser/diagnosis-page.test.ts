/** The page of a diagnosis in Chromium: what a reader types, copies, and passes on. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { hasChromium, launchedChromium, misdeedsOf, seriousFindings } from '../support/page/chromium.ts';

const failure = (name: string) => readFileSync(`fixtures/failures/${name}.txt`, 'utf8');
const FIXED = '/photos/summer%20days%20%281%29/a%2Bb%3Dc~%C3%A9.jpg';

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
  await page.locator('#typing').waitFor();
  return { page, done, text };
}

describe.skipIf(!hasChromium)('the page of a diagnosis in Chromium', { tags: ['expensive'], timeout: 120_000 }, () => {
  it('follows the line that is typed until both texts are the same, and starts again', async () => {
    const { page, done } = await opened();
    const rail = () => page.locator('#rail').textContent();
    const first = await rail();
    const line = page.locator('#typed-1');
    expect(await line.inputValue()).toBe('/photos/summer days (1)/a+b=c~é.jpg');
    expect(await page.locator('#typed').textContent()).toBe('1 line differs.');
    await line.fill(FIXED.replace('%281%29', '(1)'));
    expect(await page.locator('#rail mark').allTextContents()).toEqual(['%28', '%29', '(', ')']);
    await line.fill(FIXED);
    expect(await page.locator('#typed').textContent()).toMatch(/^✓ Both texts are the same\./);
    // The signature of the client is not known yet.
    expect(await page.locator('#rail .unlike').count()).toBe(2);
    await page.locator('#typed-secret').fill('MadeUpSecretThatNobodyHas/ForThisTest+EX');
    expect(await page.locator('#typed').textContent()).toMatch(/^✗ .* is not the secret that the server knows/);
    await page.locator('#typed-secret').fill(S3_EXAMPLE_KEY.secretAccessKey);
    expect(await page.locator('#typed').textContent()).toMatch(/^✓ .* so are both signatures/);
    expect(await rail()).toContain('both9befa140e3dd201b81235aeea8abd05d2baa2ed0b8e6103d23a7a300990a75db');
    expect(await page.locator('#rail .unlike').count()).toBe(0);
    const seals = await page.locator('#sealed pre').allTextContents();
    expect(seals).toHaveLength(2);
    expect(seals[0]).toBe(seals[1]);
    await page.locator('#typing button').click();
    await expect.poll(rail).toBe(first);
    expect(await page.locator('#typed-secret').inputValue()).toBe('');
    expect(done).toEqual([]);
  });

  it('leads to its parts, and keeps the field in its place and in sight with the table and the result', async () => {
    const { page, done } = await opened();
    const links = page.locator('#steps a');
    expect(await links.allTextContents()).toEqual([
      'Try it',
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
    await links.first().click();
    const boxOf = async (selector: string) => {
      const box = await page.locator(selector).boundingBox();
      if (box === null) throw new Error(`${selector} is not shown.`);
      return { top: box.y, end: box.y + box.height };
    };
    const card = await boxOf('#card');
    const field = await boxOf('#typed-1');
    for (const text of [FIXED.slice(0, -1), FIXED, FIXED.replace('%20', ' ')]) {
      await page.locator('#typed-1').fill(text);
      expect(await boxOf('#typed-1')).toEqual(field);
      for (const part of ['#typed', '#lines']) {
        const { top, end } = await boxOf(part);
        expect([top > field.end, end < card.top]).toEqual([true, true]);
      }
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

  it('keeps a typed secret nowhere', async () => {
    const { page, done } = await opened();
    const secret = page.locator('#typed-secret');
    expect(await secret.getAttribute('type')).toBe('password');
    await secret.fill('MadeUpSecretThatNobodyHas/ForThisTest+EX');
    await page.locator('#typed-1').fill(FIXED);
    const kept = await page.evaluate<string>(`(async () => JSON.stringify([
      location.href, document.cookie, { ...sessionStorage }, { ...localStorage }, history.length,
      (await indexedDB.databases()).length, document.documentElement.innerHTML]))()`);
    expect(kept).not.toContain('MadeUpSecret');
    expect(kept).toContain('"",{},{},2,0,');
    expect((await page.pdf()).toString('latin1')).not.toContain('MadeUpSecret');
    await page.reload();
    await page.locator('#typing').waitFor();
    expect(await secret.inputValue()).toBe('');
    expect(done).toEqual([]);
  });

  it('runs and loads nothing that is typed or given, however long it is', async () => {
    const hostile = `"><img src=http://localhost:9/x onerror=alert(1)></script><svg onload=alert(2)>\u202e`;
    const { page, done } = await opened('hostile.html', {
      answer: failure('refused-answer'),
      log: failure('client-log').replaceAll('/photos/summer days (1)/a+b=c~é.jpg', `/${hostile}`),
      more: hostile.repeat(Math.ceil(10_000_000 / hostile.length)),
    });
    expect(await page.locator('#rail').textContent()).toContain('<svg onload=alert(2)>');
    await page.locator('#typed-1').fill(hostile);
    expect(await page.locator('#rail').textContent()).toContain('<svg onload=alert(2)>\\u{202e}');
    await page.locator('#typed-1').fill(hostile.repeat(1000));
    expect(await page.locator('img, svg, iframe').count()).toBe(0);
    expect(done).toEqual([]);
  });

  it('is accessible, works with the keyboard alone, fits 390 pixels, and prints no fields', async () => {
    const { page, text } = await opened();
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('#typed-1').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(FIXED);
    await expect.poll(() => page.locator('#typed').textContent()).toMatch(/^✓/);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#typing').isVisible()).toBe(false);
    expect(Buffer.byteLength(text)).toBeLessThan(160_000);
    expect(gzipSync(text).length).toBeLessThan(80_000);
  });
});
