/** The page of a walk in Chromium: what is typed is computed as the terminal does, and nothing else happens. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { walk } from '../../src/commands/walk.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { hasChromium, launchedChromium, misdeedsOf, seriousFindings } from '../support/page/chromium.ts';
import { leaksIn, MARKED } from '../support/trace/secret-search.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-pages-'));
const browser = launchedChromium();
afterAll(() => rmSync(folder, { recursive: true }));

const REAL = {
  AWS_ACCESS_KEY_ID: MARKED.keyId,
  AWS_SECRET_ACCESS_KEY: MARKED.secret,
} as const;
const HOSTILE = `"><img src=http://localhost:9/x onerror=alert(1)></textarea></script><script>alert(2)</script>\u202e<svg onload=alert(3)>`;

async function pageText(operands: readonly string[] = [], options = {}, environment = {}): Promise<string> {
  const test = worldOf({ environment });
  await walk.run(test.world, { html: '-', ...options }, operands);
  return Buffer.from(test.output(), 'utf8').toString('utf8');
}

/** Opens a page as a file, and notes what it must not do. */
async function opened(text: string, width = 1280) {
  const path = join(folder, 'walk.html');
  writeFileSync(path, text);
  const page = await (await browser().newContext({ viewport: { width, height: 900 } })).newPage();
  const done = misdeedsOf(page, (url) => url === `file://${path}`);
  await page.goto(`file://${path}`);
  return { page, done, path };
}

const signatureOf = (page: Page) => page.locator('#signed code').textContent();
const range = (page: Page) => page.locator('#field-headers');

describe.skipIf(!hasChromium)('the page of a walk in Chromium', { tags: ['expensive'], timeout: 120_000 }, () => {
  it('answers what is typed: the changed bytes, the seal, and how many bits differ; and takes it back', async () => {
    const { page, done } = await opened(await pageText());
    const told = async () => (await page.locator('main').textContent())?.replace(/\s/g, '');
    const first = await told();
    await range(page).fill('Range: bytes=0-8');
    await expect.poll(() => signatureOf(page)).toBe('ee466fe6cfb4c75116a7a603f716b55669c184171ec4777d9b61621c88fd0549');
    expect(await page.locator('#told').textContent()).toBe('128 of 256 bits differ');
    expect(await page.locator('#canonical-request .line', { hasText: 'range:' }).locator('.other').textContent()).toBe(
      '8',
    );
    expect(await page.locator('.seal').count()).toBe(2);
    expect(await page.locator('.changed').textContent()).toBe(
      'canonical request: line 5 · string to sign: line 4 · signing key: the same',
    );
    await page.locator('#field-region').fill('eu-west-1');
    await page.locator('#undo').click();
    expect(await page.locator('#field-region').inputValue()).toBe('us-east-1');
    expect(await range(page).inputValue()).toBe('Range: bytes=0-8');
    await page.locator('#reset').click();
    await expect.poll(told).toBe(first);
    expect(await range(page).inputValue()).toBe('Range: bytes=0-9');
    expect(done).toEqual([]);
  });

  it('says that the program sent the request, until it is another request', async () => {
    const { page } = await opened(await pageText([], { sandbox: true, send: true }));
    const sent = async () =>
      (await page.locator('#request-bytes').textContent())?.match(/The program sent|Not sent yet/g);
    expect(await sent()).toEqual(['The program sent']);
    await range(page).fill('Range: bytes=0-8');
    await expect.poll(sent).toEqual(['Not sent yet']);
    await page.locator('#undo').click();
    await expect.poll(sent).toEqual(['The program sent']);
  });

  it('is the page of the beginning again if the first text is typed again', async () => {
    const { page } = await opened(await pageText());
    const told = async () => (await page.locator('main').textContent())?.replace(/\s/g, '');
    const first = await told();
    await range(page).fill('Range: bytes=0-8');
    await expect.poll(told).not.toBe(first);
    await range(page).fill('Range: bytes=0-9');
    await expect.poll(told).toBe(first);
    for (const [form, isFirst] of [
      ['query', false],
      ['header', true],
    ] as const) {
      await page.locator('#field-form').selectOption(form);
      await expect.poll(async () => (await told()) === first).toBe(isFirst);
    }
    expect(await page.locator('#undo').isEnabled()).toBe(true);
  });

  it('says why something cannot be signed at its field, and still shows the walk before it', async () => {
    const { page, done } = await opened(await pageText());
    const before = await signatureOf(page);
    await page.locator('#field-date').fill('yesterday');
    await expect.poll(() => page.locator('#wrong').textContent()).toContain('"yesterday"');
    expect(await page.locator('[aria-invalid]').getAttribute('id')).toBe('field-date');
    expect(await signatureOf(page)).toBe(before);
    expect(done).toEqual([]);
  });

  it('lights the bytes of what was typed, and draws the way of a line under the pointer', async () => {
    const { page, done } = await opened(await pageText());
    await range(page).fill('Range: bytes=0-8');
    await page.locator('#canonical-request .line', { hasText: 'range:' }).locator('.other i').hover();
    expect(await page.locator('#card').textContent()).toContain('from the Range header (step 1)');
    const ways = () => page.locator('.drawn .way').count();
    await page.locator('.drawn .row', { hasText: 'range:bytes' }).hover();
    await expect.poll(ways).toBeGreaterThan(5);
    await range(page).fill('Range: bytes=0-7');
    await expect.poll(() => page.locator('.drawn').textContent()).toContain('range:bytes=0-7');
    await page.locator('.drawn .row', { hasText: 'range:bytes' }).hover();
    await expect.poll(ways).toBeGreaterThan(5);
    expect(done).toEqual([]);
  });

  it('says nothing more of a byte that is pinned when the request is another, and keeps what is published', async () => {
    const { page } = await opened(await pageText());
    const card = () => page.locator('#card').textContent();
    const invitation = await card();
    const drawn = () => page.locator('.drawn').textContent();
    await page.locator('.drawn .row', { hasText: 'range:bytes' }).hover();
    expect(await drawn()).toContain('✓ published by AWS');
    await page.locator('#canonical-request .line', { hasText: 'range:' }).locator('i').last().click();
    expect(await card()).toContain('pinned');
    await range(page).fill('Range: bytes=0-9\nConnection: keep-alive');
    await expect.poll(card).toBe(invitation);
    expect(await page.locator('#signed').textContent()).toContain('✓ published by AWS');
    expect(await page.locator('.changed').textContent()).toContain('canonical request: the same');
  });

  it('runs and loads nothing that is typed, or that was in the request', async () => {
    const { page, done } = await opened(
      await pageText([`s3://examplebucket/${HOSTILE}`], { sandbox: true, header: [`x-amz-meta-a: ${HOSTILE}`] }),
    );
    for (const [field, text] of [
      ['headers', `x-amz-meta-a: ${HOSTILE}`],
      ['payload', HOSTILE.repeat(50)],
      ['url', `s3://examplebucket/${HOSTILE}${HOSTILE}`],
      ['region', HOSTILE],
      ['method', HOSTILE],
      ['accessKeyId', HOSTILE],
    ] as const) {
      await page.locator(`#field-${field}`).fill(text);
      await page.locator('#told').waitFor({ state: 'attached' });
    }
    expect(await page.locator('img, svg, iframe').count()).toBe(0);
    expect(done).toEqual([]);
  });

  it('has no secret of a real request; a typed one stays in its field, and is gone after a reload', async () => {
    const text = await pageText(['s3://photos/cat.jpg'], { region: 'us-east-1', date: '20130524T000000Z' }, REAL);
    expect(leaksIn(text)).toEqual([]);
    const { page, done, path } = await opened(text);
    const right = await signatureOf(page);
    await page.locator('#field-method').fill('HEAD');
    await expect.poll(() => page.locator('#signed .says').textContent()).toBe('Hashed canonical request');
    const secret = page.locator('#field-secretAccessKey');
    expect(await secret.getAttribute('type')).toBe('password');
    await secret.pressSequentially(MARKED.secret);
    await page.locator('#field-method').fill('GET');
    await expect.poll(() => signatureOf(page)).toBe(right);
    const kept = await page.evaluate<string>(`(async () => JSON.stringify([
      location.href, document.cookie, { ...sessionStorage }, { ...localStorage }, history.length,
      (await indexedDB.databases()).length, document.documentElement.innerHTML]))()`);
    expect(leaksIn(kept)).toEqual([]);
    expect(kept).toContain(`"${'' /* No cookie. */}",{},{},2,0,`);
    expect(leaksIn((await page.pdf()).toString('latin1'))).toEqual([]);
    await page.goto(`file://${path}`);
    await page.locator('#fields').waitFor();
    expect(await secret.inputValue()).toBe('');
    expect(done).toEqual([]);
  });

  it('is accessible, works with the keyboard alone, fits 390 pixels, and prints no fields', async () => {
    const { page } = await opened(await pageText());
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('#field-headers').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('8');
    await expect.poll(() => page.locator('#told').textContent()).toBe('128 of 256 bits differ');
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('.drawn').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('.drawn .way').count()).toBeGreaterThan(0);
    await page.locator('#reset').focus();
    await page.keyboard.press('Enter');
    expect(await range(page).inputValue()).toBe('Range: bytes=0-9');
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#fields').isVisible()).toBe(false);
  });

  it('is at most 600 kB, and 200 kB when it is compressed', async () => {
    const text = Buffer.from(await pageText(), 'utf8');
    expect(text.length).toBeLessThan(600_000);
    expect(gzipSync(text).length).toBeLessThan(200_000);
  });
});
