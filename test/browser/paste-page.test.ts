/** The page for pasting in Chromium: what it shows of what is pasted, and what it never does. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookPages } from '../support/outputs/book.ts';
import { hasChromium, launchedChromium, misdeedsOf, seriousFindings } from '../support/page/chromium.ts';
import { leaksIn, MARKED } from '../support/trace/secret-search.ts';

const failure = (name: string) => readFileSync(`fixtures/failures/${name}.txt`, 'utf8');
const request = (name: string) => readFileSync(`fixtures/requests/${name}.txt`, 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'sigv4-pages-'));
const path = join(folder, 'paste.html');
let text = '';
const browser = launchedChromium();
beforeAll(async () => {
  if (!hasChromium) return;
  text = (await bookPages()).get('paste.html') ?? '';
  writeFileSync(path, text);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Opens the page as a file, and notes what it does that it must not do. */
async function opened(after = '') {
  const page = await (await browser().newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const done = misdeedsOf(page, (url) => url.startsWith(`file://${path}`));
  await page.goto(`file://${path}${after}`);
  // Right after the address is opened, the document may have no script yet. Its policy lets no page wait for that itself.
  const lastScript = () => page.evaluate('document.scripts[document.scripts.length - 1]?.textContent.length ?? 0');
  await expect.poll(lastScript, { timeout: 30_000 }).toBeGreaterThan(100_000);
  const paste = async (pasted: string) => {
    await page.locator('#pasted').fill(pasted);
    await page.locator('#paste button[type=submit]').click();
    await expect.poll(() => page.locator('#so-far').textContent()).not.toMatch(/^(?:Reading…|.*Nothing was pasted)/);
  };
  return { page, done, paste };
}

describe.skipIf(!hasChromium)('the page for pasting in Chromium', { tags: ['expensive'], timeout: 240_000 }, () => {
  it('shows what was recognized, the verdict, and the fix of a failure in two pastes, and starts again', async () => {
    const { page, done, paste } = await opened();
    const card = page.locator('#card');
    expect(await card.isVisible()).toBe(false);
    await paste(failure('refused-answer'));
    expect(await page.locator('.pieces .found').count()).toBe(2);
    await paste(failure('client-log'));
    await expect
      .poll(() => page.locator('#found h1').textContent())
      .toBe('✗ The path was signed without any percent-encoding.');
    expect(await page.locator('#sure').textContent()).toContain('PROVED');
    expect(await page.locator('#fix').isVisible()).toBe(true);
    await page.locator('#typed-1').fill('/photos/summer%20days%20%281%29/a%2Bb%3Dc~%C3%A9.jpg');
    expect(await page.locator('#typed').textContent()).toMatch(/^✓ Both texts are the same\./);
    expect(await page.locator('#replaced li').count()).toBeGreaterThan(0);
    for (const figure of ['Python', 'The report in Markdown'])
      expect(await page.locator('figure', { hasText: figure }).locator('button').count()).toBe(1);
    expect(await card.textContent()).toMatch(/^In a step, point at a byte/);
    await page.locator('#canonical-request code i').first().hover();
    expect(await card.locator('.told').count()).toBeGreaterThan(0);
    await page.locator('#again').click();
    expect(await page.locator('#found').textContent()).toBe('');
    expect(await card.isVisible()).toBe(false);
    expect(done).toEqual([]);
  });

  it('verifies a request, reads a dropped file, and a text after # in its address', async () => {
    const { page, done, paste } = await opened();
    await paste(request('get-range'));
    await expect.poll(() => page.locator('#found .kind').textContent()).toBe('A signature, verified');
    const linked = await opened(`#${encodeURIComponent(failure('client-log'))}`);
    await expect.poll(() => linked.page.locator('.pieces .found').count()).toBeGreaterThan(0);
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${JSON.stringify(failure('refused-answer'))}], 'answer.xml'));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    await expect.poll(() => page.locator('.pieces').textContent()).toContain('403 SignatureDoesNotMatch');
    expect([...done, ...linked.done]).toEqual([]);
  });

  it('masks a pasted secret at once, keeps it nowhere, and loads and runs nothing that is pasted', async () => {
    const { page, done, paste } = await opened();
    const hostile =
      '"><img src=http://localhost:9/x onerror=alert(1)></textarea></script><script>alert(2)</script>\u202e';
    await paste(`${request('get-range')}\nAWS_SECRET_ACCESS_KEY=${MARKED.secret}\n`);
    await paste(`<Error><Code>SignatureDoesNotMatch</Code><Message>${hostile}</Message></Error>`);
    await paste(`CanonicalRequest:\nGET\n/${hostile}\n\nhost:${hostile}\n\nhost\nUNSIGNED-PAYLOAD\n`);
    // As from a clipboard, because to fill the field with 10 MB can take longer than a test may.
    await page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', ${JSON.stringify(hostile)}.repeat(100_000));
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('#pasted').dispatchEvent(event);
    })()`);
    await expect.poll(() => page.locator('#so-far').textContent()).toContain('a page reads at most 2000000');
    const kept = await page.evaluate<string>(`(async () => JSON.stringify([
      location.href, document.cookie, { ...sessionStorage }, { ...localStorage }, history.length,
      (await indexedDB.databases()).length, document.documentElement.innerHTML]))()`);
    expect(leaksIn(kept)).toEqual([]);
    expect(kept).toContain('"",{},{},2,0,');
    expect(await page.locator('img, svg, iframe').count()).toBe(0);
    expect(done).toEqual([]);
  });

  it('is accessible, fits 390 pixels, and is at most 550 kB, and 400 kB when it is compressed', async () => {
    const { page, paste } = await opened();
    expect(await seriousFindings(page)).toEqual([]);
    await paste(failure('refused-answer'));
    await expect.poll(() => page.locator('#found h1').count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    expect(Buffer.byteLength(text)).toBeLessThan(550_000);
    expect(gzipSync(text).length).toBeLessThan(400_000);
  });
});
