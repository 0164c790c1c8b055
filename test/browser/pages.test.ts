/** The pages in Chromium: bytes light up, both themes can be read, and what comes from outside runs and loads nothing. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { walk } from '../../src/commands/walk.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import { hasTool } from '../support/cli/program.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { hasChromium, launchedChromium, misdeedsOf, seriousFindings } from '../support/page/chromium.ts';
import { leaksIn, MARKED, MARKED_REGION, MARKED_TIME } from '../support/trace/secret-search.ts';

async function pageText(
  command: Command<CommandWorld>,
  options: OptionValues,
  operands: readonly string[] = [],
  files = {},
  environment = EXAMPLE_KEYS,
) {
  const test = worldOf({ environment }, files);
  await command.run(test.world, { html: '-', ...options }, operands);
  return Buffer.from(test.output(), 'utf8').toString('utf8');
}

const HOSTILE = `"><img src=http://localhost:9/x onerror=alert(1)>'</script><script>alert(2)</script><svg onload=alert(3)>`;
const canonicalOf = (key: string) =>
  `GET\n/${key}\n\nhost:a.test\nx-amz-meta-note:${HOSTILE}\n\nhost;x-amz-meta-note\nUNSIGNED-PAYLOAD`;
const TO_SIGN = `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${sha256Hex(octetsFromText(canonicalOf('a')))}`;
const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const MARKED_KEYS = {
  AWS_ACCESS_KEY_ID: MARKED.keyId,
  AWS_SECRET_ACCESS_KEY: MARKED.secret,
  AWS_SESSION_TOKEN: MARKED.token,
};
const failure = (name: string) => readFileSync(`fixtures/failures/${name}.txt`, 'utf8');

const PAGES = {
  example: () => pageText(walk, {}),
  presigned: () =>
    pageText(walk, { presign: true, sandbox: true, region: 'us-east-1' }, ['s3://examplebucket/test.txt']),
  diagnosis: () =>
    pageText(diagnose, {}, ['answer', 'log'], { answer: failure('refused-answer'), log: failure('client-log') }),
  hostile: () =>
    pageText(walk, { request: 'PUT', data: [HOSTILE], header: [`x-amz-meta-a: ${HOSTILE}`], region: 'us-east-1' }, [
      `s3://examplebucket/${HOSTILE}`,
    ]),
  'hostile diagnosis': () =>
    pageText(diagnose, {}, ['answer', 'log'], {
      answer: `<Error><Code>SignatureDoesNotMatch</Code><Message>${inXml(HOSTILE)}</Message><StringToSign>${TO_SIGN}</StringToSign><CanonicalRequest>${inXml(canonicalOf('a'))}</CanonicalRequest></Error>`,
      log: `CanonicalRequest:\n${canonicalOf('b')}\n`,
    }),
  marked: () =>
    pageText(walk, { region: MARKED_REGION, date: MARKED_TIME }, ['s3://examplebucket/test.txt'], {}, MARKED_KEYS),
} as const;

const browser = launchedChromium();

/** Opens a page, after `script` has run in it, and notes what it does that it must not do. */
async function opened(name: keyof typeof PAGES, colorScheme: 'dark' | 'light' = 'light', script = '') {
  const text = await PAGES[name]();
  const context = await browser().newContext({ colorScheme, viewport: { width: 1100, height: 900 } });
  const page = await context.newPage();
  const done = misdeedsOf(page, (url) => url === ADDRESS);
  await page.addInitScript(script);
  await page.route(ADDRESS, (route) => route.fulfill({ contentType: 'text/html', body: text }));
  await page.goto(ADDRESS);
  return { page, done };
}

const ADDRESS = 'http://page.test/';

/**
 * Puts the pointer on each byte in turn. Returns the number of bytes, those without a source or a rule that the card
 * names, and those whose source in the page does not light up.
 */
const focusAll = (page: Page) =>
  page.evaluate<{ readonly count: number; readonly dark: readonly string[] }>(`(() => {
    const dark = [];
    readBytes();
    const cells = [...document.querySelectorAll('[data-v] i')];
    const shown = new Set(cells.map(({ v }) => data.values[v].name));
    for (const cell of cells) {
      cell.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      const told = [...document.querySelectorAll('#card .told')].map(({ textContent }) => textContent);
      const isNamed = told.some((text) => /^(?:given: |fixed: |from )/.test(text));
      const sources = sourcesOfRange({ v: cell.v, a: cell.a, z: cell.a + 1 }).flatMap(({ v }) => data.values[v]?.name ?? []);
      const isLit = document.querySelectorAll('.lit:not(.at)').length > 0;
      if (!isNamed || (sources.some((name) => shown.has(name)) && !isLit)) dark.push(cell.textContent + ' in ' + cell.closest('section')?.id);
    }
    return { count: cells.length, dark };
  })()`);

describe.skipIf(!hasChromium)('in Chromium', { tags: ['expensive'], timeout: 120_000 }, () => {
  it.each(['example', 'presigned'] as const)('each byte of the %s lights a source or a rule', async (name) => {
    const { page } = await opened(name);
    const { count, dark } = await focusAll(page);
    expect(count).toBeGreaterThan(1000);
    expect(dark).toEqual([]);
    const unreachable = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('[data-v] i')].filter((cell) => !cell.closest('code[tabindex]')).map((cell) => cell.closest('section')?.id + ': ' + cell.closest('[data-v]').textContent)`,
    );
    expect([...new Set(unreachable)]).toEqual([]);
  });

  it('a byte of the range lights itself in every step up to the signature', async () => {
    const { page } = await opened('example');
    await page.locator('#canonical-request code', { hasText: 'range:' }).focus();
    await page.keyboard.press('ArrowRight');
    const lit = await page.evaluate<readonly string[]>(
      `[...new Set([...document.querySelectorAll('.lit')].map((cell) => cell.closest('section')?.id ?? 'result'))]`,
    );
    expect(lit).toEqual(['result', 'request', 'canonical-request', 'string-to-sign', 'authorization', 'request-bytes']);
    expect(await page.locator('#card').textContent()).toContain(
      'byte 52, counted from 0, of Canonical request (step 4)',
    );
    expect(await page.locator('#card').textContent()).toContain(
      'from the Range header (step 1) → Canonical headers (step 4) → Canonical request (step 4)',
    );
  });

  it('a click or Enter pins a byte until another click or Escape', async () => {
    const { page } = await opened('example');
    const told = () => page.locator('#card').textContent();
    const byte = page.locator('#canonical-request code', { hasText: 'range:' }).locator('i').nth(8);
    const other = page.locator('#request code i').first();
    await byte.click();
    const pinned = await told();
    await other.hover();
    expect(await told()).toBe(pinned);
    await page.keyboard.press('Escape');
    await other.hover();
    expect(await told()).not.toBe(pinned);
    await page.locator('#canonical-request code', { hasText: 'range:' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const kept = await told();
    await other.hover();
    expect(await told()).toBe(kept);
    await page.locator('h1').click();
    expect(await told()).not.toContain('pinned');
  });

  it.each([
    ['example', 'dark'],
    ['example', 'light'],
    ['diagnosis', 'dark'],
    ['diagnosis', 'light'],
  ] as const)('axe finds nothing serious in the page of the %s, %s', async (name, scheme) => {
    const { page } = await opened(name, scheme);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.each(Object.keys(PAGES) as (keyof typeof PAGES)[])('the page of %s loads and runs nothing else', async (name) => {
    const { page, done } = await opened(name);
    if (name.startsWith('hostile')) {
      expect(await page.locator('main').textContent()).toContain('<svg onload=alert(3)>');
      await focusAll(page);
    }
    expect(done).toEqual([]);
    expect(await page.locator('img, svg').count()).toBe(0);
  });

  it('the fix of a diagnosis is copied, or selected where there is no clipboard', async () => {
    const { page, done } = await opened('diagnosis');
    const fix = page.locator('#fix ~ figure.copied').first();
    await fix.locator('button').click();
    expect(await fix.locator('button').textContent()).toBe('Selected');
    const selected = await page.evaluate<string>('String(getSelection())');
    expect(selected.trim()).toBe((await fix.locator('pre').textContent())?.trim());
    expect(done).toEqual([]);
  });

  it.skipIf(!hasTool('pdftotext'))('holds no secret in print, where each line is written out', async () => {
    const { page } = await opened('marked');
    const text = execFileSync('pdftotext', ['-', '-'], { input: await page.pdf(), encoding: 'utf8' });
    expect(text).toContain('AWS4-HMAC-SHA256');
    expect(text).toContain(MARKED.keyId);
    expect(leaksIn(text)).toEqual([]);
  });

  it('prints black letters on white paper, with each letter in a box', async () => {
    const { page } = await opened('example', 'dark');
    await page.emulateMedia({ media: 'print' });
    const colors = await page.evaluate<readonly string[]>(`(() => {
      const of = (element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor];
      return [...new Set([...document.querySelectorAll('main *')].flatMap(of))].sort();
    })()`);
    expect(colors).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    // A sheet of A4 between its margins. An explanation must not take the room of its line.
    await page.setViewportSize({ width: 718, height: 1000 });
    const narrowest = await page.evaluate<number>(
      `Math.min(...[...document.querySelectorAll('section > .line > code')].map((line) => line.getBoundingClientRect().width))`,
    );
    expect(narrowest).toBeGreaterThan(300);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
});
