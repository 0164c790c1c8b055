/** Playing: what is locked, what is noted down, and what of it can be taken back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readLessons } from '../../../src/lessons/files/read-lessons.ts';
import type { Given } from '../../../src/lessons/kinds/table.ts';
import type { PreparedLesson } from '../../../src/lessons/lesson.ts';
import { advance, type PlayEvent } from '../../../src/lessons/playing/advance.ts';
import { beginPlay, lockOf, may, type Play, stepOf } from '../../../src/lessons/playing/play.ts';
import { NOTHING_DONE, recordOf } from '../../../src/lessons/playing/records.ts';
import type { ShotOutcome } from '../../../src/lessons/prepared.ts';
import { prepareLesson } from '../../../src/lessons/shots/prepare.ts';
import { tutorial } from '../../support/fixtures.ts';

const OUTCOME: ShotOutcome = { status: 206, code: null, fields: new Map(), body: '' as ShotOutcome['body'] };
const NEXT: PlayEvent = { kind: 'go', to: 'next' };
const HAND_IN: PlayEvent = { kind: 'hand-in' };
const SKIP: PlayEvent = { kind: 'skip' };
const option = (index: number): PlayEvent => ({ kind: 'give', given: { kind: 'choose', option: index } });
const typed = (lines: readonly string[]): PlayEvent => ({
  kind: 'give',
  given: { kind: 'type', lines, typing: null, after: [] },
});

const playedOn = (play: Play, ...events: readonly PlayEvent[]): Play => events.reduce(advance, play);
const stateOf = (play: Play, id: string) => recordOf(play.records, id).state;

let lesson: PreparedLesson;
beforeAll(async () => {
  const found = readLessons(tutorial).find(({ name }) => name === 'ten-lines');
  if (!found) throw new Error('The lesson is not there.');
  lesson = await prepareLesson(found);
});

const begun = () => beginPlay(lesson, 'guided', NOTHING_DONE);
/** At the check of this id, everything before it skipped. */
function atCheck(id: string): Play {
  let play = beginPlay(lesson, 'challenge', NOTHING_DONE);
  while (stepOf(play).id !== id) play = playedOn(play, stepOf(play).kind === 'introduction' ? NEXT : SKIP);
  return play;
}

describe('a prediction', () => {
  it('locks what comes after it', () => {
    const play = playedOn(begun(), NEXT);
    expect(lockOf(play)).not.toBeNull();
    expect(playedOn(play, NEXT)).toMatchObject({ at: play.at, notice: lockOf(play) });
  });

  it('is noted as it was given, right or wrong, and opens the next step', () => {
    const play = playedOn(begun(), NEXT, option(0), HAND_IN);
    expect(recordOf(play.records, 'which-two-are-empty')).toMatchObject({
      state: 'answered',
      answer: 'a',
      attempts: 0,
    });
    expect(playedOn(play, NEXT).at).toBe(play.at + 1);
  });

  it('stays as it was, no matter what is given later', () => {
    const play = playedOn(begun(), NEXT, option(0), HAND_IN, option(1), HAND_IN);
    expect(recordOf(play.records, 'which-two-are-empty').answer).toBe('a');
  });

  it('can be skipped, which is noted', () => {
    const play = playedOn(begun(), NEXT, SKIP);
    expect(stateOf(play, 'which-two-are-empty')).toBe('skipped');
    expect(stepOf(play).id).toBe('how-host-is-written');
  });

  it('has no hint and no solution', () => {
    const play = playedOn(begun(), NEXT);
    expect(playedOn(play, { kind: 'hint' }).records).toBe(play.records);
    expect(playedOn(play, { kind: 'solution' }).records).toBe(play.records);
  });
});

describe('a shot', () => {
  it('is seen once its answer has come', () => {
    const play = playedOn(begun(), NEXT, SKIP, SKIP);
    expect(playedOn(play, NEXT).at).toBe(play.at);
    expect(stateOf(playedOn(play, { kind: 'answered', shot: 'send', outcome: OUTCOME }), 'send')).toBe('seen');
  });

  it('whose answer comes when somebody is elsewhere is no answer to that step', () => {
    const play = playedOn(begun(), NEXT);
    const late = playedOn(play, { kind: 'answered', shot: 'send', outcome: OUTCOME });
    expect(stepOf(late).id).toBe('which-two-are-empty');
    expect(stateOf(late, 'which-two-are-empty')).toBe('open');
  });
});

describe('a check', () => {
  it.each<[string, readonly PlayEvent[], object]>([
    ['right at once', [typed(['7344ae5b']), HAND_IN], { state: 'passed', attempts: 1, hints: 0, solution: 'hidden' }],
    ['wrong', [typed(['7344ae5c']), HAND_IN], { state: 'open', attempts: 1 }],
    [
      'right at the second attempt',
      [typed(['x']), HAND_IN, typed(['7344ae5b']), HAND_IN],
      { state: 'passed', attempts: 2 },
    ],
    ['with hints', [{ kind: 'hint' }, { kind: 'hint' }], { state: 'open', hints: 2 }],
    ['with more hints than there are', Array.from({ length: 5 }, () => ({ kind: 'hint' }) as const), { hints: 3 }],
    ['with its solution', [{ kind: 'solution' }], { state: 'open', attempts: 0, solution: 'shown' }],
    ['with its solution handed in', [{ kind: 'solution' }, HAND_IN], { state: 'passed', solution: 'shown' }],
    ['handed in with nothing given', [HAND_IN], { state: 'open', attempts: 0 }],
    ['passed and handed in again', [typed(['7344ae5b']), HAND_IN, HAND_IN], { state: 'passed', attempts: 1 }],
    ['passed and then wrong', [typed(['7344ae5b']), HAND_IN, typed(['x']), HAND_IN], { state: 'passed', attempts: 1 }],
    ['passed and skipped', [typed(['7344ae5b']), HAND_IN, SKIP], { state: 'passed' }],
  ])('%s', (_name, events, record) => {
    expect(recordOf(playedOn(atCheck('hash'), ...events).records, 'hash')).toMatchObject(record);
  });

  it('that was skipped can be done later', () => {
    const play = playedOn(atCheck('hash'), SKIP, { kind: 'go', to: 'back' });
    expect(stepOf(play).id).toBe('hash');
    expect(may(play, 'answer') && may(play, 'help')).toBe(true);
    expect(stateOf(playedOn(play, typed(['7344ae5b']), HAND_IN), 'hash')).toBe('passed');
  });

  it('is judged anew when something else is given', () => {
    const wrong = playedOn(atCheck('hash'), typed(['x']), HAND_IN);
    expect(wrong.judgements.get('hash')?.verdict).toBe('wrong');
    expect(playedOn(wrong, typed(['y'])).judgements.has('hash')).toBe(false);
  });

  it('is not judged before all is there', () => {
    const play = playedOn(
      atCheck('order-above'),
      { kind: 'give', given: { kind: 'order', taken: [0] } satisfies Given },
      HAND_IN,
    );
    expect(recordOf(play.records, 'order-above')).toMatchObject({ state: 'open', attempts: 0 });
  });
});

describe('going through a lesson', () => {
  it('leads back, and forward as far as somebody was', () => {
    const play = playedOn(begun(), NEXT, SKIP, SKIP);
    expect(playedOn(play, { kind: 'go', to: 'back' }).at).toBe(play.at - 1);
  });

  it('goes on at the first step that is open', () => {
    const play = playedOn(begun(), NEXT, SKIP, SKIP);
    expect(beginPlay(lesson, 'guided', play.records).at).toBe(play.at);
  });

  it('begins anew when it is reset', () => {
    expect(playedOn(begun(), NEXT, SKIP, { kind: 'reset' })).toMatchObject({
      at: 0,
      drafts: new Map(),
      outcomes: new Map(),
    });
  });

  it('has checks alone where somebody takes up the challenge', () => {
    const kinds = new Set(beginPlay(lesson, 'challenge', NOTHING_DONE).steps.map(({ kind }) => kind));
    expect([...kinds]).toEqual(['introduction', 'check', 'take-away']);
  });
});
