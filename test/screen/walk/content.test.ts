/** What the state says in words: lists, the first line, the footer. */

import { describe, expect, it } from 'vitest';
import type { WalkEditor } from '../../../src/app/walks/shown-walk.ts';
import type { WalkInputs } from '../../../src/app/walks/walk-inputs.ts';
import { problem } from '../../../src/bytes/problem.ts';
import type { Layout, ScreenSize } from '../../../src/screen/components/regions.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState, WHOLE } from '../../../src/screen/walk/walk-state.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const { facts } = await walkOf({});
const INPUTS: WalkInputs = {
  method: 'GET',
  url: 's3://photos/猫\u200b',
  headers: [['x-amz-meta-a', 'ä']],
  payload: '',
  region: 'us-east-1',
  date: '20130524T000000Z',
  accessKeyId: EXAMPLE_KEYS.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY ?? '',
};
const editor: WalkEditor = {
  inputs: INPUTS,
  walk: async () => problem('test', 'This test signs nothing.', 'Look.'),
  fromFiles: null,
  shownSecret: (secret) => '*'.repeat(secret.length),
  now: () => '20130524T000000Z',
};
const first = firstState(shownWalk(facts, { editor }));

const viewAt = (size: ScreenSize = { width: 80, height: 24 }, layout: Layout = 'usual') => viewOf(facts, size, layout);
const pressed = (keys: readonly string[], view = viewAt(), from: WalkState = first) =>
  keys.reduce((state, key) => nextState(state, { kind: 'key', key }, view).state, from);
const textOf = (runs: readonly { readonly text: string }[] | null) => (runs ?? []).map(({ text }) => text).join('');
const itemsOf = (state: WalkState, view = viewAt()) => contentOf(state, view).list?.items.map(textOf) ?? [];

describe('the list of inputs', () => {
  it('shows a text as its field does: letters as they are, what cannot be seen by its code', () => {
    const items = itemsOf(pressed(['E']));
    expect(items).toContain('URL               s3://photos/猫\\u{200b}');
    expect(items).toContain('header 1          x-amz-meta-a: ä');
  });

  it('has a payload of a file, with its name and length, as long as it is that of the file', () => {
    const inputs = { ...INPUTS, payload: '@cat.jpg' };
    const ofFile = { ...editor, inputs, fromFiles: { payload: '@cat.jpg', length: 2 ** 30 } };
    const from = firstState(shownWalk(facts, { editor: ofFile }));
    const payloadIn = (state: WalkState) => itemsOf(state).filter((item) => item.startsWith('body'));
    expect(payloadIn(pressed(['E'], viewAt(), from))).toEqual(['body              (1073741824 bytes) @cat.jpg']);
    const opened = pressed([...':payload', 'return'], viewAt(), from);
    expect(opened.open).toMatchObject({ kind: 'edit', input: 'payload', field: { text: '@cat.jpg' } });
    const edited = pressed(['x', 'return', 'E'], viewAt(), opened);
    expect(payloadIn(edited)).toEqual(['body              @cat.jpgx']);
  });

  it('has a payload that is in a form, and says why it is not edited', () => {
    const inputs = { ...INPUTS, payload: null };
    const from = firstState(shownWalk(facts, { editor: { ...editor, inputs } }));
    expect(itemsOf(pressed(['E'], viewAt(), from))).toContain('body              (in the form, not edited here)');
    const chosen = pressed([...':payload', 'return'], viewAt(), from);
    expect([chosen.open, chosen.notice]).toEqual([null, expect.stringContaining('The payload is in a form')]);
  });

  it("says that a secret is masked, or that it is AWS's published example", () => {
    const inputs = { ...INPUTS, secretAccessKey: 'q'.repeat(40) };
    const from = firstState(shownWalk(facts, { editor: { ...editor, inputs } }));
    const masked = `(masked) ${'*'.repeat(40)}`;
    expect(itemsOf(pressed(['E'], viewAt(), from)).at(-1)).toBe(`secret access key ${masked}`);
    const opened = pressed(['E', 'up', 'return'], viewAt(), from);
    expect(textOf(contentOf(opened, viewAt()).notice)).not.toContain('q');
    const published = `(AWS's published example) ${INPUTS.secretAccessKey}`;
    expect(itemsOf(pressed(['E'])).at(-1)).toBe(`secret access key ${published}`);
  });
});

describe('the palette', () => {
  const opened = (text: string, from = first) => pressed([':', ...text], viewAt(), from);
  const taken = (text: string) => pressed(['return'], viewAt(), opened(text));

  it.each([
    ['region', 'region'],
    ['method', 'method'],
    ['url', 'url'],
    ['header', 'header/0'],
    ['new header', 'header/1'],
    ['meta-a', 'header/0'],
    ['payload', 'payload'],
    ['body', 'payload'],
    ['date', 'date'],
    ['secret', 'secret-access-key'],
    ['key', 'access-key-id'],
    ['edit re', 'region'],
  ])('opens an input by a word of it: %s', (text, input) => {
    expect(taken(text).open).toMatchObject({ kind: 'edit', input });
  });

  it.each([
    ['quit', { ending: 0 }],
    ['exit', { ending: 0 }],
    ['canonical', { step: 3 }],
    ['step 5', { step: 4 }],
    ['next step', { step: 1 }],
    ['find', { open: { kind: 'search' } }],
    ['help', { open: { kind: 'help' } }],
  ])('finds what people call otherwise: %s', (text, after) => {
    expect(taken(text)).toMatchObject(after);
  });

  it('speaks of steps, as everything does, and offers no input of a request that is not edited', () => {
    const items = itemsOf(opened(''));
    expect(items.join()).not.toMatch(/stage/);
    expect(items.filter((item) => item.startsWith('edit ')).length).toBeGreaterThan(8);
    const frozen = firstState(shownWalk(facts));
    expect(itemsOf(opened('region', frozen))).toEqual([]);
  });

  it('says while one types that nothing is found', () => {
    expect(contentOf(opened('zzz'), viewAt()).list).toEqual({
      title: 'There is no command "zzz".',
      items: [],
      selected: [],
      index: 0,
      hanging: 34,
    });
    const elsewhere = contentOf(opened('verify'), viewAt()).list?.title;
    expect(elsewhere).toBe('There is no command "verify". q leaves; then: sigv4 verify');
    for (const word of ['handout', 'print', 'paper'])
      expect(contentOf(opened(word), viewAt()).list?.title).toContain('sigv4 learn 2 --plain prints the handout');
    expect(contentOf(opened('zz'), viewAt()).list?.title).not.toBe(contentOf(opened('u'), viewAt()).list?.title);
  });
});

describe('what is wrong with an input', () => {
  it('is said in letters as they are, what cannot be seen by its code', () => {
    const found = problem('method', '"GÉT\u200b" is not an HTTP method.', 'Use one such as GET.');
    const { state } = nextState(first, { kind: 'recomputed', made: found }, viewAt());
    expect(contentOf(state, viewAt()).headline.parts.map(textOf).join()).toContain(
      '"GÉT\\u{200b}" is not an HTTP method.',
    );
  });
});

describe('the row of keys', () => {
  const footerIn = (state: WalkState, width: number, height: number) => {
    const there = viewOf(facts, { width, height }, 'usual');
    return textOf(contentOf(state, there).footer);
  };

  it('names both arrows, and keeps them and enter where there is little room and an edit can be undone', () => {
    const shown = shownWalk(facts);
    const state = firstState(shown);
    expect(footerIn(state, 80, 24)).toContain('←→ step');
    expect(footerIn({ ...state, canReopen: true, below: 'walk' }, 40, 12)).toMatch(/^↵ next {2}←→ step/);
  });

  it('says that enter goes into a line of the whole signature', () => {
    expect(footerIn({ ...firstState(shownWalk(facts)), step: WHOLE }, 80, 24)).toContain('↵ go in');
  });
});

describe('a page that is longer than its window', () => {
  it('says how many lines follow, until the last one is in sight', () => {
    const view = viewAt();
    const said = (state: WalkState) =>
      screenRows(contentOf(state, view), view.regions)
        .map((row) => row.map(({ text }) => text).join(''))
        .flatMap((row) => /↓ (\d+) more lines?/.exec(row)?.[1] ?? []);
    const top = pressed(['4'], view);
    expect(said(top)).toHaveLength(1);
    const more = Number(said(top)[0]);
    expect(more).toBeGreaterThan(1);
    expect(Number(said(pressed([' '], view, top))[0] ?? 0)).toBeLessThan(more);
    expect(said(pressed(['G'], view, top))).toEqual([]);
  });
});
