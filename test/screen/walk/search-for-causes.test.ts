/** The search for a diagnosis on the screen of a walk: its progress, the key that stops it, and edits meanwhile. */
import { describe, expect, it } from 'vitest';
import type { DiagnosisOpener } from '../../../src/app/walks/shown-walk.ts';
import { problem } from '../../../src/bytes/problem.ts';
import { toggleBreak } from '../../../src/screen/breaks/breaking.ts';
import type { Outside } from '../../../src/screen/session-description.ts';
import { announceChange } from '../../../src/screen/walk/announce.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import type { Effect, WalkEvent } from '../../../src/screen/walk/events.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import type { SearchWatch } from '../../../src/search/search.ts';
import type { ShownBreak } from '../../../src/views/facts.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const { facts } = await walkOf({});
const view = viewOf(facts, { width: 80, height: 24 }, 'usual');
const FOUND = problem('found', 'The result of the search.', 'Read it.');

const textOf = (runs: readonly { readonly text: string }[] | null) => (runs ?? []).map(({ text }) => text).join('');
const esc = { kind: 'key', key: 'escape' } as const;

describe('the screen during a search', () => {
  const before = firstState(shownWalk(facts));
  const searching = nextState(before, { kind: 'searching', tried: 12_345 }, view).state;

  it('says how many combinations were tried, and which key stops the search', () => {
    const { notice, footer } = contentOf(searching, view);
    expect(textOf(notice)).toContain('12,345 combinations… esc stops');
    expect(textOf(footer)).toContain('esc stop');
    expect(nextState(searching, esc, view).effects).toEqual([{ kind: 'stop-search' }]);
  });

  it('takes other keys meanwhile', () => {
    expect(nextState(searching, { kind: 'key', key: 'right' }, view).state).toMatchObject({
      step: 1,
      searching: 12_345,
    });
  });

  it('ends with the walk that opens', () => {
    const { state, effects } = nextState(searching, { kind: 'walk-opened', found: shownWalk(facts) }, view);
    expect(state.searching).toBeNull();
    expect(effects).toMatchObject([{ kind: 'open' }]);
  });

  it('is over when the request is sent again, edited, or covered by another walk', () => {
    const send: WalkState = { ...searching, step: searching.cursors.length - 1, sending: { kind: 'unsent' } };
    const sent = nextState(send, { kind: 'key', key: 'return' }, view);
    expect(sent.effects).toEqual([{ kind: 'send' }]);
    expect(sent.state.searching).toBeNull();
    const pasted = { kind: 'walk', walk: shownWalk(facts), what: 'a request' } as const;
    expect(nextState(searching, { kind: 'pasted', pasted }, view).state.searching).toBeNull();
  });

  it('is over when the last mistake is switched off', () => {
    const broken: ShownBreak = {
      id: 'some-break',
      says: 'A mistake.',
      side: 'client',
      stage: { id: 'credentials', title: 'Credentials', step: 'request' },
      answers: [],
    };
    const brokenWalk = { ...searching.walk, facts: { ...facts, breaks: [broken] } };
    const open = { kind: 'breaks' as const, breaks: [broken], onFirst: 0, preview: null, index: 0, field: null };
    const state: WalkState = { ...searching, walk: brokenWalk, unbroken: searching.walk, open };
    expect(toggleBreak(state, broken.id)).toMatchObject({ effects: [{ kind: 'drop-search' }] });
  });

  it('is announced once', () => {
    expect(announceChange(before, searching, view)).toEqual([expect.stringContaining('The Escape key stops')]);
    expect(announceChange(searching, { ...searching, searching: 99_999 }, view)).toEqual([]);
  });
});

describe('the effects of a search', () => {
  function opened() {
    let watch: SearchWatch | undefined;
    let end: (value: typeof FOUND) => void = () => {};
    const openDiagnosis: DiagnosisOpener = (given) => {
      watch = given;
      return new Promise((resolve) => {
        end = resolve;
      });
    };
    const state = firstState(shownWalk(facts, { openDiagnosis }));
    const { carryOut } = describeWalk(shownWalk(facts, { openDiagnosis }));
    const events: WalkEvent[] = [];
    const outside: Outside<WalkEvent> = {
      take: (event) => void events.push(event),
      moves: false,
      left: new AbortController().signal,
      open: () => {},
      reopen: () => {},
      copy: () => {},
    };
    const run = (effect: Effect) => carryOut(effect, { state, view }, outside);
    run({ kind: 'open-walk', replay: null });
    const isStopped = () => watch?.isStopped();
    const tell = (tried: number) => watch?.onProgress({ tried });
    const settled = async () => {
      end(FOUND);
      await Promise.resolve();
    };
    return { run, events, isStopped, tell, settled };
  }

  it('report progress, a few times a second', () => {
    const { events, tell } = opened();
    for (const tried of [1, 2, 60_000, 60_001]) tell(tried);
    expect(events).toEqual([
      { kind: 'searching', tried: 1 },
      { kind: 'searching', tried: 60_000 },
    ]);
  });

  it('stop it, and open what was found so far', async () => {
    const { run, events, isStopped, settled } = opened();
    expect(isStopped()).toBe(false);
    run({ kind: 'stop-search' });
    expect(isStopped()).toBe(true);
    await settled();
    expect(events).toEqual([{ kind: 'walk-opened', found: FOUND }]);
  });

  it.each<Effect>([{ kind: 'break', ids: [] }, { kind: 'drop-search' }])('open nothing after $kind', async (effect) => {
    const { run, events, isStopped, tell, settled } = opened();
    run(effect);
    expect(isStopped()).toBe(true);
    tell(1);
    await settled();
    expect(events).toEqual([]);
  });
});
