/** Does what the learner asks for at a step of a lesson. What has no use at this step changes nothing. */
import { asText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { nextLesson } from '../../lessons/course/course.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { advance } from '../../lessons/playing/advance.ts';
import { askedIn, may, type Play, stepOf, textToBegin } from '../../lessons/playing/play.ts';
import { questionOf } from '../../lessons/playing/records.ts';
import { requestNamed } from '../../lessons/shots/shots.ts';
import type { KeyAction } from '../keys/keys.ts';
import { answerKey, enter, firstTyped, played, sendShot, withAnswer, writeIn } from './answering.ts';
import { ALL_DONE, FORGOTTEN, indexInCourse, openLesson } from './lessons.ts';
import type { AtStep, Turn } from './turn.ts';

type Act = (at: AtStep, key: string) => Turn;

const ACTS: Partial<Readonly<Record<KeyAction, Act>>> = {
  do: doStep,
  walk: openWalk,
  copy: copyText,
  again: startAgain,
  'next-stage': goNext,
  'previous-stage': ({ play }) => played(play, { kind: 'go', to: 'back' }),
  skip: ({ play }) => played(play, { kind: 'skip' }),
  'whole-answer': ({ play }) => (may(play, 'unfold') ? played(play, { kind: 'unfold' }) : {}),
  hint: ({ play }) => {
    const turn = played(play, { kind: 'hint' });
    return may(play, 'help') ? { ...turn, lookAt: 'hint' } : turn;
  },
  solution: (at) => {
    const next = advance(at.play, { kind: 'solution' });
    const turn = { play: next, notice: next.notice };
    return may(next, 'help') ? { ...turn, ...writeIn(next, at), lookAt: 'end' } : turn;
  },
  reset: ({ play }) => ({ ...played(play, { kind: 'reset' }), notice: FORGOTTEN }),
  'next-lesson': (at) =>
    may(at.play, 'next-lesson') ? goOn(at) : { notice: 'n continues from the end of a lesson; esc goes to the list.' },
  'to-course': ({ lessons, play }) => ({ list: indexInCourse(lessons, play.lesson) }),
  option: (at, key) => answerKey(at, 'option', key),
  category: (at, key) => answerKey(at, 'category', key),
  'take-back': (at, key) => answerKey(at, 'take-back', key),
};

/** Returns what an action leads to. `key` is the key that was pressed for it. */
export const actAtStep = (at: AtStep, action: KeyAction, key: string): Turn => ACTS[action]?.(at, key) ?? {};

/** Does what the step asks for, or continues if that has been done. */
function doStep(at: AtStep): Turn {
  const { play } = at;
  const step = stepOf(play);
  if (step.kind === 'take-away') return goOn(at);
  if (step.kind === 'shot' && may(play, 'send')) return sendShot(at, step.shot);
  return may(play, 'answer') ? enter(at) : goNext(at);
}

function goNext({ play }: AtStep): Turn {
  return played(play, { kind: 'go', to: 'next' });
}

function openWalk({ play }: AtStep): Turn {
  const { lesson } = play;
  const request = requestNamed(lesson, lesson.look?.request);
  if (!may(play, 'walk') || !lesson.look || isProblem(request) || !request.trace) return {};
  return { asks: { kind: 'walk', lesson, request, stage: lesson.look.stage } };
}

/** Copies the text with which an answer begins or, at the end, the shell commands. */
function copyText({ play }: AtStep): Turn {
  if (!may(play, 'copy')) return {};
  const begin = textToBegin(play);
  const text = begin === null ? play.lesson.proof.map(({ command }) => `${command.trim()}\n`).join('') : asText(begin);
  return { asks: { kind: 'copy', text } };
}

/** Sends the shot again, or starts the answer over. */
function startAgain(at: AtStep): Turn {
  const { play } = at;
  const step = stepOf(play);
  if (step.kind === 'shot') return sendShot(at, step.shot);
  const asked = askedIn(play);
  const start = asked && kindOf(asked).keys.again?.(asked.answer);
  return start && may(play, 'start-over') ? { play: withAnswer(play, start), lookAt: 'question' } : {};
}

function goOn({ lessons, progress, play: { lesson } }: AtStep): Turn {
  const isTest = lesson.kind === 'test';
  const next = isTest ? null : nextLesson(lessons, progress.records, lesson);
  if (next) return openLesson(next);
  const list = indexInCourse(lessons, nextLesson(lessons, progress.records, null));
  return { list, notice: isTest ? null : ALL_DONE };
}

/** Where the cursor is when a step is shown, and the text of the open field, if any. */
export function beginningOf(play: Play): Required<Pick<Turn, 'index' | 'typed'>> {
  const asked = askedIn(play);
  return { index: (asked && kindOf(asked).cursor?.(asked)) ?? 0, typed: firstTyped(play) };
}

/**
 * Returns whether the learner has already read the text, because the previous step had the same text, and this step
 * shows nothing else.
 */
export function isReadBefore({ steps, at }: Play): boolean {
  const [before, now] = [steps[at - 1], steps[at]];
  if (!before || !now || before.kind === 'introduction' || before.beat !== now.beat) return false;
  return (questionOf(now)?.exhibits ?? []).length === 0;
}

/** Returns whether there is nothing to do at a step but to read. */
export const isOnlyRead = (play: Play): boolean => !may(play, 'send') && !may(play, 'answer');

/** Names a step, so that it is known whether the learner has left it. */
export const nameOfStep = ({ lesson, at }: Play): string => `${lesson.name} ${at}`;
