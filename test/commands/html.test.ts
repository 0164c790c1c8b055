/** `--html`: the page of a walk and of a diagnosis, without a browser. `test/browser` opens them in Chromium. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { open } from '../../src/commands/open/open.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { walk } from '../../src/commands/walk.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { besideScripts } from '../support/outputs/beside-scripts.ts';

async function pageOf(
  command: Command<CommandWorld>,
  options: OptionValues,
  operands: readonly string[] = [],
  files = {},
) {
  const test = worldOf({ environment: EXAMPLE_KEYS }, files);
  const code = await command.run(test.world, { html: 'page.html', ...options }, operands);
  const page = Buffer.from(test.created.get('page.html') ?? '', 'latin1').toString('utf8');
  return { code, page, output: test.output(), errors: test.errors() };
}

const REQUEST = readFileSync('fixtures/requests/get-range.txt', 'utf8');

it('writes the example into a file of at most 600 kB, and nothing to standard output', async () => {
  const { code, page, output, errors } = await pageOf(walk, {});
  expect({ code, output }).toEqual({ code: 0, output: '' });
  expect(errors).toMatch(/^sigv4: page\.html is written, \d+ bytes\.\n$/);
  expect(Buffer.byteLength(page)).toBeLessThan(600_000);
  expect(page).toContain('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  expect(page.match(/✓/g)?.length).toBeGreaterThan(5);
});

it('has no control character, also in its scripts, so that a terminal can print it', async () => {
  expect((await pageOf(walk, {})).page.match(/[^\n\x20-\x7e\xa0-\u{10ffff}]/u)).toBeNull();
});

it('has the request in its title, and the count of vectors at its end', async () => {
  const page = besideScripts((await pageOf(walk, {})).page);
  expect(page).toContain('<title>GET examplebucket/test.txt · A signature, step by step</title>');
  expect(page).toContain('<h1>GET examplebucket/test.txt</h1>');
  expect(page.indexOf('published test vectors')).toBeGreaterThan(page.indexOf('id="response-bytes"'));
});

it('allows only its own style, its scripts, and the program that is in it, by their hashes', async () => {
  const { page } = await pageOf(walk, {});
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';
  const hash = (text: string | Uint8Array = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1];
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => hash(script));
  const packed = /<script type="application\/json" id="program">"([^"]*)"<\/script>/.exec(page)?.[1] ?? '';
  const program = hash(gunzipSync(Buffer.from(packed, 'base64')));
  const allowed = /^default-src 'none'; style-src (.*); script-src (.*); base-uri 'none'; form-action 'none'$/.exec(
    policy,
  );
  expect(allowed?.[1]).toBe(hash(style));
  expect(allowed?.[2]?.split(' ').sort()).toEqual([...scripts, program].sort());
});

it('names nothing to load: no address but those of links', async () => {
  const page = besideScripts((await pageOf(walk, {})).page);
  const attributes = page.match(/\s[\w-]+="[^"]*"/g) ?? [];
  const loading = attributes.filter((attribute) =>
    /^\s(?:src|srcset|style|on\w+|data|background|poster|action)=/i.test(attribute),
  );
  expect(loading).toEqual([]);
  const addresses = attributes.filter((attribute) => /https?:/.test(attribute));
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((attribute) => !/^\shref="https:\/\//.test(attribute))).toEqual([]);
});

it('writes what comes from outside as text', async () => {
  const hostile = `"><img src=x onerror=alert(1)>'</script><script>alert(2)</script>`;
  const { page } = await pageOf(
    walk,
    { header: [`x-amz-meta-a: ${hostile}`], data: [hostile], request: 'PUT', region: 'us-east-1' },
    [`s3://examplebucket/${hostile}`],
  );
  expect(page).toContain('&lt;img');
  expect(page).not.toMatch(/<img|alert\(2\)<\/script>/);
  // Four are run; three are data, in which no text ends the element.
  expect(page.match(/<script>/g)).toHaveLength(4);
  expect(besideScripts(page).match(/<script/g)).toHaveLength(3);
});

it('has the case of a diagnosis, which open shows as the case itself, and a report in which names are replaced', async () => {
  const files = {
    answer: readFileSync('fixtures/failures/refused-answer.txt', 'utf8'),
    log: readFileSync('fixtures/failures/client-log.txt', 'utf8'),
  };
  const { page } = await pageOf(diagnose, {}, ['answer', 'log'], files);
  const opened = async (text: string) => {
    const test = worldOf({ environment: EXAMPLE_KEYS }, { file: text });
    return { code: await open.run(test.world, {}, ['file']), output: test.output() };
  };
  const kept = worldOf({ environment: EXAMPLE_KEYS }, files);
  await diagnose.run(kept.world, { case: '-' }, ['answer', 'log']);
  const fromPage = await opened(page);
  expect(fromPage).toEqual(await opened(kept.output()));
  expect(fromPage.code).toBe(0);
  expect(fromPage.output).toContain('path-not-encoded');
  const inText = files.answer.replace(/<(\w+Bytes)>[^<]*<\/\1>/g, '');
  const answer = inText.replaceAll('examplebucket', 'acme-photos');
  const own = await pageOf(diagnose, {}, ['answer'], { answer });
  const [, replaced = '', report = ''] =
    /<ul id="replaced">(.*?)<\/ul>[\s\S]*?<details class="report">[\s\S]*?<pre[^>]*>([\s\S]*?)<\/pre>/.exec(own.page) ??
    [];
  expect(replaced).toContain('the bucket acme-photos becomes');
  expect(report).toContain('SignatureDoesNotMatch');
  expect(report).not.toContain('acme-photos');
  expect(page.match(/<figure class="copied">/g)?.length).toBeGreaterThan(1);
});

it('begins a diagnosis with the cause and the fix', async () => {
  const answer = 'fixtures/failures/refused-answer.txt';
  const log = 'fixtures/failures/client-log.txt';
  const files = { 'of/a/person/answer.txt': readFileSync(answer, 'utf8'), log: readFileSync(log, 'utf8') };
  const { code, page } = await pageOf(diagnose, {}, Object.keys(files), files);
  expect(code).toBe(0);
  expect(page).toContain('<th scope="col">server, answer.txt, ');
  expect(page.split('aria-label="Letters"')).toHaveLength(2);
  expect(page).toContain('<h1>✗ The path was signed without any percent-encoding.</h1>');
  const at = ['<h1>', 'id="sure"', 'id="proof"', 'id="lines"', 'id="fix"', 'id="canonical-request"'].map((id) =>
    page.indexOf(id),
  );
  expect(at).not.toContain(-1);
  expect(at).toEqual([...at].sort((one, other) => one - other));
  const [before = ''] = page.split('<details class="report">');
  const count = (text: string) => before.split(text).length - 1;
  expect(page).toContain('<b>In the client:</b> ');
  expect(count('The signature is correct for the client&#39;s text and this secret')).toBe(1);
  expect(count('this mistake produces exactly the signature that was sent')).toBe(1);
  expect(page).toMatch(/class="given other"|class="copied other"|class="derived other"/);
  expect(page).toContain('class="unlike"');
  expect(page).toContain('<span class="note">its strings</span>');
  expect(page).toContain('Its difference follows from line 2 of the canonical request.');
  expect(page).toContain('counted from 0');
  expect(page).toContain('<a href="https://github.com');
});

it('says once that a URL expired, and what to do about its refusal', async () => {
  const url =
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIANOTAREALKEY12345%2F20130522%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130522T000000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
  const answer = '<Error><Code>SignatureDoesNotMatch</Code><Message>No match.</Message></Error>';
  const { page } = await pageOf(diagnose, {}, ['url', 'answer'], { url, answer });
  const [, fix = ''] = /<p class="fix">(?:<b>.*?<\/b>)?(.*?)<\/p>/.exec(page) ?? [];
  const [before = ''] = page.split('<details class="report">');
  for (const said of ['It expired on 22 May 2013', fix]) expect(before.split(said)).toHaveLength(2);
});

it('keeps each blank of two lines that differ, and adds none', async () => {
  const canonical = (value: string) => `GET\n/\n\nhost:h\nx-amz-meta-a:${value}\n\nhost;x-amz-meta-a\nUNSIGNED-PAYLOAD`;
  const answer = `<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>${canonical('a b')}</CanonicalRequest></Error>`;
  const files = { answer, log: `CanonicalRequest:\n${canonical('a  b')}\n` };
  const { page } = await pageOf(diagnose, {}, ['answer', 'log'], files);
  const [, table = ''] = /<table id="lines"[^>]*>(.*?)<\/table>/s.exec(page) ?? [];
  const lines = [...table.matchAll(/<tr class="unlike">.*?<td><code[^>]*>(.*?)<\/code><\/td>/g)]
    .slice(0, 2)
    .map(([, cell = '']) => cell.replace(/<[^>]*>/g, ''));
  expect(lines).toEqual(['x-amz-meta-a:a b\\n', 'x-amz-meta-a:a  b\\n']);
  expect(page).toMatch(/code,\.text\{white-space:pre-wrap/);
});

it('has the verdict of a verification, and its exit code', async () => {
  const { code, page } = await pageOf(verify, { at: '20130524T000000Z' }, ['request'], { request: REQUEST });
  expect(code).toBe(0);
  expect(page).toContain('A signature, verified');
  expect(page).toContain('<title>GET examplebucket/test.txt · A signature, verified</title>');
});
