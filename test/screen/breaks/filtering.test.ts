/** The list of mistakes: its order, what an item says first, its preview, and the Enter key in its filter. */
import { describe, expect, it } from 'vitest';
import { sealRows } from '../../../src/layout/seal.ts';
import { listRows } from '../../../src/screen/components/fitted-rows.ts';
import { listWidth, regionsOf } from '../../../src/screen/components/regions.ts';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const SIZES = [
  { width: 60, height: 20 },
  { width: 80, height: 24 },
  { width: 120, height: 40 },
  { width: 160, height: 50 },
] as const;

type Example = Awaited<ReturnType<typeof exampleScreen>>;

const textOf = (runs: readonly { readonly text: string }[]): string => runs.map(({ text }) => text).join('');

/** Returns what the list says of the selected item. */
const selected = (screen: Example): string => textOf(screen.content().list?.selected ?? []);

it('says what a mistake does, then its ID, and Enter in the filter switches it', async () => {
  const screen = await exampleScreen();
  await screen.press('B');
  const open = () => screen.state().open;
  expect(open()?.kind).toBe('breaks');
  expect(screen.drawn().find((row) => row.includes('[ ]'))).toMatch(
    /^[> ] \[ \] {3}from an example in the AWS documentation\./,
  );
  expect(selected(screen)).toBe(
    '[ ] The access key ID is from an example in the AWS documentation.  unknown-access-key/example-key',
  );
  await screen.press('/', ...'base64', 'return');
  expect(screen.content().headline.state).toBe('BROKEN');
  expect(selected(screen)).toMatch(/^\[x\] .*base64/i);
  await screen.press('return');
  expect(screen.content().headline.state).not.toBe('BROKEN');
  expect(selected(screen)).toMatch(/^\[ \] .*base64/i);
});

it('is grouped by the steps in their order, and what is on comes first', async () => {
  const screen = await exampleScreen({ breaks: ['path-reserved-not-encoded/slashes-encoded'] });
  await screen.press('B');
  const { list } = screen.content();
  const groups = (list?.headings ?? []).filter((rows) => rows.some(({ meaning }) => meaning === 'name'));
  // An empty row is above each of them, so that the groups are apart.
  expect(groups.map(([first]) => first?.text)).toEqual(groups.map(() => ''));
  const headings = groups.map(([, heading]) => heading?.text ?? '');
  expect(headings[0]).toBe('On');
  const steps = headings.slice(1).map((heading) => Number(/^\d+/.exec(heading)?.[0]));
  expect(steps.length).toBeGreaterThan(6);
  expect(steps).toEqual(steps.toSorted((one, other) => one - other));
  expect(new Set(headings).size).toBe(headings.length);
  expect(textOf(list?.items[1] ?? [])).toMatch(/^\[x\] .*slash/);
});

it('ranks what contains the typed words as they are first', async () => {
  const screen = await exampleScreen();
  await screen.press('B', '/', ...'the secret');
  const phrase = (screen.content().list?.items ?? []).map((runs) => textOf(runs).toLowerCase().includes('the secret'));
  expect(phrase).toContain(false);
  expect(phrase).toEqual(phrase.toSorted((one, other) => Number(other) - Number(one)));
});

it('has an item that switches all off, and z undoes each change', async () => {
  const screen = await exampleScreen();
  const on = () => screen.state().walk.facts.breaks.map(({ id }) => id);
  await screen.press('B', '/', ...'hex-text', 'return', 'escape');
  await screen.press('/', ...'slashes-encoded', 'return', 'escape');
  const both = on();
  expect(both).toHaveLength(2);
  expect(selected(screen)).toMatch(/^\[x\] /);
  await screen.press('up');
  expect(selected(screen)).toBe('all off  the correct request');
  await screen.press('return');
  expect(on()).toEqual([]);
  await screen.press('z');
  expect(on()).toEqual(both);
  await screen.press('escape', 'z');
  expect(on()).toEqual(both.slice(0, 1));
  // An edit after it is undone first.
  await screen.press('4', 'e', 'x', 'return', 'z');
  expect(on()).toEqual(both.slice(0, 1));
  await screen.press('z');
  expect(on()).toEqual([]);
  await screen.press('z');
  expect(screen.state().notice).toBe('Nothing to undo.');
});

describe.each(SIZES)('the preview at $width×$height', (size) => {
  it('shows the line that changes, before and after, with its bytes', async () => {
    const screen = await exampleScreen({ size });
    await screen.press('B', '/', ...'slashes-encoded');
    const drawn = screen.drawn().join('\n');
    expect(drawn).toContain('What it changes');
    expect(drawn).toContain('Canonical request, line 2');
    expect(drawn).toMatch(/before \/░*test\.txt/);
    expect(drawn).toMatch(/after {2}%2Ftest\.txt/);
    // The same as the steps show when it is on.
    await screen.press('return', 'escape', 'escape', '4');
    expect(screen.drawn().join('\n')).toMatch(/ 2~%2Ftest\.txt/);
  });

  it('says what the mistake does, whole, its ID, and what S3 answers', async () => {
    const screen = await exampleScreen({ size });
    await screen.press('B', '/', ...'backslashes');
    const rows = screen.drawn();
    const below = rows.map((row) => row.slice(row.indexOf('│') + 1).trim());
    const right = below.join('');
    const { open } = screen.state();
    const says = open?.kind === 'breaks' ? open.breaks.find(({ id }) => id.endsWith('/backslashes'))?.says : '';
    expect(says).toMatch(/^The request was signed with backslashes .*\.$/);
    expect(below.join(' ')).toContain(says);
    expect(right).toContain('secret-special-chars-mangled/backslashes · signer');
    expect(rows.join('\n')).toContain('403 SignatureDoesNotMatch');
  });

  it('is that of the item under the cursor', async () => {
    const screen = await exampleScreen({ size });
    await screen.press('B', '/', ...'in-lower-case');
    expect(screen.drawn().join('\n')).toMatch(/after {2}akiaiosfodnn7example/);
    await screen.press('escape', 'home');
    expect(selected(screen)).toBe('all off  the correct request');
    expect(screen.drawn().join('\n')).not.toContain('akiaiosfodnn7example');
  });
});

describe.each(SIZES.filter(({ width }) => width >= 80))('the list at $width×$height', (size) => {
  it('has a row for each mistake, which is cut at a space, and says once what several begin with', async () => {
    const screen = await exampleScreen({ size });
    await screen.press('B');
    const { list } = screen.content();
    const { open } = screen.state();
    if (list === null || open?.kind !== 'breaks') throw new Error('No list is open.');
    const rows = listRows(list, 3 * list.items.length, listWidth(regionsOf(size, 'usual', false))).map(textOf);
    let beginning = '';
    const sentences = rows.flatMap((row) => {
      const [, says = '', item = ''] = /^ {6}(\S.*) …$|^[> ] \[ \] (.*?) *$/.exec(row) ?? [];
      beginning = says || (item.startsWith('  ') ? beginning : '');
      return item === '' ? [] : [item.startsWith('  ') ? `${beginning} ${item.trim()}` : item];
    });
    expect(sentences).toHaveLength(open.breaks.length);
    for (const [at, { says }] of open.breaks.entries()) {
      const shown = sentences[at] ?? '';
      if (!shown.endsWith('…')) expect(shown).toBe(says);
      else expect(says.startsWith(`${shown.slice(0, -1)} `)).toBe(true);
    }
    // Neighbors that begin alike are in one group.
    const headings = rows.filter((row) => /^ {6}\S/.test(row));
    expect(headings.filter((heading) => heading.trim() === 'The request was signed …').length).toBeLessThan(4);
  });
});

it('draws both signatures beside the list', async () => {
  const screen = await exampleScreen({ size: { width: 120, height: 40 } });
  await screen.press('B', '/', ...'slashes-encoded');
  const { open } = screen.state();
  const signatures = (open?.kind === 'breaks' && open.preview?.shown?.signatures) || [];
  expect(signatures).toHaveLength(2);
  const rows = screen.drawn().map((row) => row.slice(row.indexOf('│') + 1));
  const top = rows.findIndex((row) => /^ before +after$/.test(row.trimEnd()));
  const dots = signatures.map((digits) => sealRows(digits, 'half-blocks') ?? []);
  expect(dots.flat()).toHaveLength(16);
  const both = (dots[0] ?? []).map((row, at) => ` ${row.padEnd(16)}  ${dots[1]?.[at] ?? ''}`.trimEnd());
  expect(rows.slice(top + 1, top + 9).map((row) => row.trimEnd())).toEqual(both);
});

it('never has a secret in its preview', async () => {
  const screen = await exampleScreen();
  await screen.press('B', '/', ...'last-character-lost');
  const drawn = screen.drawn().join('\n');
  expect(drawn).toMatch(/\d+ of 256 bits differ/);
  expect(drawn).not.toContain('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE');
});
