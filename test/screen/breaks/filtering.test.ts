/** The list of mistakes: its order, what an item says first, its preview, and the Enter key in its filter. */
import { expect, it } from 'vitest';
import { exampleScreen } from '../../support/screen/example-screen.ts';

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

it('never has a secret in its preview', async () => {
  const screen = await exampleScreen();
  await screen.press('B', '/', ...'last-character-lost');
  const drawn = screen.drawn().join('\n');
  expect(drawn).toMatch(/\d+ of 256 bits differ/);
  expect(drawn).not.toContain('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE');
});
