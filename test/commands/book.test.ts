/** `sigv4 book`: every page is there, every link leads somewhere, and nothing loads, leaks, or answers a question. */
import { posix } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { tutorial } from '../support/fixtures.ts';
import { besideScripts } from '../support/outputs/beside-scripts.ts';
import { bookPages } from '../support/outputs/book.ts';
import { MARKED } from '../support/trace/secret-search.ts';

const LESSONS = readLessons(tutorial);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** The page as a person reads it. */
const textOf = (page: string) =>
  page.replace(/<[^<>]*>/g, '').replace(/&(\w+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);

describe('the book', { tags: ['expensive'] }, () => {
  let pages: ReadonlyMap<string, string> = new Map();
  beforeAll(async () => {
    const environment = {
      AWS_ACCESS_KEY_ID: MARKED.keyId,
      AWS_SECRET_ACCESS_KEY: MARKED.secret,
      AWS_SESSION_TOKEN: MARKED.token,
      AWS_REGION: 'eu-west-1',
    };
    pages = await bookPages({ environment });
  });

  const linksOf = (page: string) => [...besideScripts(page).matchAll(/\shref="([^"]*)"/g)].map(([, href = '']) => href);
  const pageAt = (path: string) => pages.get(path) ?? '';

  it('has a page for each form, cause, and lesson', () => {
    const forms = ['header', 'presigned', 'chunked', 'trailer', 'post-policy', 'sigv4a'];
    expect([...pages.keys()].sort()).toEqual(
      [
        'index.html',
        'causes/index.html',
        'lessons/index.html',
        'dialects.html',
        ...forms.map((id) => `forms/${id}.html`),
        ...CAUSES.map(({ id }) => `causes/${id}.html`),
        ...LESSONS.map(({ name }) => `lessons/${name}.html`),
      ].sort(),
    );
  });

  it('has no dead link, and only relative ones to itself', () => {
    const dead: string[] = [];
    for (const [path, page] of pages) {
      for (const href of linksOf(page).filter((one) => !one.startsWith('https://'))) {
        const [to = '', id] = href.split('#');
        const target = pages.get(to === '' ? path : posix.join(posix.dirname(path), to));
        if (target === undefined || (id !== undefined && !target.includes(` id="${id}"`)))
          dead.push(`${path}: ${href}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('links each cause with its step and its lesson, each lesson with its steps, and each page with the first', () => {
    for (const { id } of CAUSES) {
      const links = linksOf(pageAt(`causes/${id}.html`)).join('\n');
      expect(links).toMatch(/\.\.\/forms\/[\w-]+\.html#[\w-]+/);
      expect(links).toMatch(/\.\.\/lessons\/(?!index)[\w-]+\.html/);
    }
    const withoutSteps = LESSONS.filter(
      ({ name }) =>
        !linksOf(pageAt(`lessons/${name}.html`))
          .join()
          .includes('forms/header.html#'),
    );
    expect(withoutSteps.map(({ name }) => name)).toEqual(['in-the-url', 'chunk-by-chunk', 'p1-another-object']);
    for (const [path, page] of pages)
      expect(linksOf(page)).toContain(path.includes('/') ? '../index.html' : 'index.html');
  });

  it('compares the forms with what AWS publishes, and shows most mistakes with an example', () => {
    for (const form of ['header', 'presigned', 'chunked', 'trailer', 'post-policy']) {
      expect(pageAt(`forms/${form}.html`)).toMatch(/class="says">Signature<.*✓ published by AWS/);
    }
    const shown = CAUSES.filter(({ id }) => pageAt(`causes/${id}.html`).includes('<h3><span class="name">An example'));
    expect(shown.length).toBeGreaterThan(60);
  });

  it('weighs less than 7.5 MB, no page more than 600 kB without its body, loads nothing, and runs only its own scripts', () => {
    const all = [...pages.values()];
    // A body of 66 kB is in its page as an input, and in hexadecimal.
    const long = ['forms/chunked.html', 'forms/trailer.html'];
    for (const [path, page] of pages)
      expect(Buffer.byteLength(page)).toBeLessThan(long.includes(path) ? 600_000 + 2 * 66_560 : 600_000);
    expect(all.reduce((sum, page) => sum + Buffer.byteLength(page), 0)).toBeLessThan(7_500_000);
    for (const page of all) {
      expect(/<style>[^<]*<\/style>/.exec(page)?.[0]).not.toMatch(/@import|url\(/);
      expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;sha256-');
      expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|audio|video|base)\b|\ssrc=|\sstyle=|\son\w+="/i);
    }
  });

  it('has each byte of a long body in its hex view', () => {
    const [, hex = ''] = pageAt('forms/chunked.html').split('id="request-bytes"');
    const [, dump = ''] = hex.split('<summary>in hexadecimal</summary>');
    const rows = (/<span class="note">(00000\w+\n[\s\S]*?)<\/span>/.exec(dump)?.[1] ?? '').split('\n');
    const bytes = (/<code tabindex="0">((?:(?:\w\w ){16}.*\n){100,}.*)<\/code>/.exec(dump)?.[1] ?? '').split('\n');
    expect(rows.length).toBeGreaterThan(900);
    expect(bytes).toHaveLength(rows.length);
    const addresses = rows.map((row) => Number.parseInt(row, 16));
    expect(addresses.slice(1).every((address, at) => address === (addresses[at] ?? 0) + 16)).toBe(true);
  });

  it('reads no credentials of the user', () => {
    const all = [...pages.values()].flatMap((page) => [page, textOf(page)]).join('\n');
    for (const secret of [MARKED.keyId, MARKED.secret, MARKED.token]) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')]) {
        expect(all.includes(form)).toBe(false);
      }
    }
    expect(all).not.toContain('eu-west-1/s3');
  });

  it('has the questions of the lessons, and no hint, feedback, or conclusion', () => {
    for (const { name, check, predict, takeAway } of LESSONS) {
      const page = textOf(pageAt(`lessons/${name}.html`));
      expect(check.filter(({ ask }) => !page.includes(ask)).map(({ id }) => id)).toEqual([]);
      const said = predict.flatMap(({ answer }) =>
        'options' in answer ? answer.options.flatMap(({ says }) => says ?? []) : [],
      );
      const kept = [takeAway, ...check.flatMap(({ hints }) => hints.slice(0, 2)), ...said];
      expect(kept.filter((text) => page.includes(text))).toEqual([]);
    }
  });
});
