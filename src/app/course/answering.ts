/** Answers the questions of a lesson. The kind of question determines what a key, a paste, or a result does. */
import { isProblem } from '../../bytes/problem.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import { type Asked, type Given, kindOf, type Move } from '../../lessons/kinds/table.ts';
import { advance, type PlayEvent } from '../../lessons/playing/advance.ts';
import { askedIn, lockOf, may, type Play } from '../../lessons/playing/play.ts';
import type { AtStep, Turn } from './turn.ts';

/** Plays an event. If it leads to another step, that step is shown from its beginning. */
export function played(play: Play, event: PlayEvent): Turn {
  const next = advance(play, event);
  const isSame = next.at === play.at && event.kind !== 'reset';
  return { play: next, notice: next.notice, ...(!isSame && { lookAt: 'beginning' }) };
}

export const withAnswer = (play: Play, given: Given): Play => advance(play, { kind: 'give', given });

/** Returns the text of the field that is open when a step begins; `null` if the question is not answered by typing. */
export const firstTyped = (play: Play): string | null => (may(play, 'answer') ? typedIn(play) : null);

/** Returns the answer as the text of a field; `null` if the question is not answered by typing. */
function typedIn(play: Play): string | null {
  const asked = askedIn(play);
  return (asked && kindOf(asked).field?.text(asked.given)) ?? null;
}

/** Opens the field, or chooses the item under the cursor. */
export function enter(at: AtStep): Turn {
  const typed = firstTyped(at.play);
  if (typed !== null) return { typed };
  const asked = askedIn(at.play);
  return made(at, asked && kindOf(asked).enter.press?.(asked, at.index));
}

/** Does what only some kinds of questions use a key for. */
export function answerKey(at: AtStep, action: 'option' | 'category' | 'take-back', key: string): Turn {
  const asked = askedIn(at.play);
  return made(at, asked && kindOf(asked).keys[action]?.(asked, at.index, key));
}

/** Carries out the move that a kind of question returned. `null` and `undefined` do nothing. */
function made(at: AtStep, move: Move | null | undefined): Turn {
  const { play, phase } = at;
  switch (move?.do) {
    case undefined:
      return {};
    case 'say':
      return { notice: move.notice };
    case 'point':
      return phase === 'task' ? { index: move.index } : {};
    case 'give': {
      if (!may(play, 'answer')) return {};
      const { given, index = at.index, notice = null, scroll } = move;
      const next = withAnswer(play, given);
      return { play: next, notice, index, typed: typedIn(next), ...(scroll === 'to-end' && { lookAt: 'end' }) };
    }
    case 'hand-in':
      return handIn(withAnswer(play, move.given));
    case 'send':
      return sendShot(at, move.shots[0]);
    case 'grade':
      return grade(at, move.command);
  }
}

/** Sends a shot, unless an errand is already under way. Its response is read from the beginning. */
export function sendShot({ play: { lesson }, isBusy }: AtStep, shot: Shot): Turn {
  if (isBusy) return {};
  return {
    begins: {
      says: 'Sending…',
      run: async (course) => {
        const outcome = await course.send(lesson, shot);
        if (isProblem(outcome)) return () => ({ notice: `${outcome.says} ${outcome.fix}` });
        return ({ play }) =>
          play ? { play: advance(play, { kind: 'answered', shot: shot.id, outcome }), lookAt: 'reply' } : {};
      },
    },
  };
}

/** Grades a program, unless an errand is already under way, and hands in the grade. */
function grade({ isBusy }: AtStep, command: string): Turn {
  if (isBusy) return {};
  return {
    begins: {
      says: 'Grading: each answer has up to five seconds; esc stops it…',
      stopped: 'Grading was stopped.',
      run: async (course, signal) => {
        const { passed, says } = await course.grade(command, signal);
        return ({ play }) => {
          const asked = play && askedIn(play);
          const given = asked && kindOf(asked).graded?.({ command, passed, report: says });
          return play && given ? handIn(withAnswer(play, given)) : {};
        };
      },
    },
  };
}

function handIn(before: Play): Turn {
  const play = advance(before, { kind: 'hand-in' });
  // The test gives no feedback until it ends.
  if (play.lesson.kind === 'test' && lockOf(play) === null) return played(play, { kind: 'go', to: 'next' });
  const asked = askedIn(play);
  const field = asked && kindOf(asked).field;
  const mayAnswer = may(play, 'answer');
  if (!field?.reopened) return { play, lookAt: 'reply', ...(!mayAnswer && { typed: null }) };
  const again = mayAnswer && asked?.given && asked.judgment && field.reopened(asked.given, asked.judgment);
  if (!again) return { play, typed: null, lookAt: 'end' };
  const reopened = withAnswer(play, again.given);
  // The problems with the answer stay visible.
  const judged = { ...reopened, judgements: play.judgements };
  return { play: judged, notice: again.notice, typed: typedIn(reopened), lookAt: 'end' };
}

/**
 * Notes a vote of a class. Nothing takes the last vote back. A text that is not a vote is a notice, and changes nothing.
 */
export function countHands({ play }: AtStep, text: string): Turn {
  const asked = askedIn(play);
  const vote = text.trim() === '' ? null : asked && kindOf(asked).hands?.(asked.answer, text);
  if (vote === undefined) return {};
  return vote && isProblem(vote) ? { notice: `${vote.says} ${vote.fix}` } : played(play, { kind: 'count', vote });
}

/** Uses the text of the field as the answer, and says at once what is wrong with it. The field stays as it is. */
export function typeAnswer({ play }: AtStep, text: string): Turn {
  const asked = askedIn(play);
  const reader = asked && kindOf(asked).field;
  if (!reader) return {};
  const next = withAnswer(play, reader.typed(asked.given, text));
  const given = askedIn(next)?.given ?? null;
  return { play: next, notice: reader.fault?.({ ...asked, given }) ?? null };
}

/** Ends the line in the field, or the lines of a paste. */
export function endLines(at: AtStep, lines: readonly string[]): Turn {
  const asked = askedIn(at.play);
  if (asked && lines.every((text) => text === '') && isUntouched(asked))
    return { notice: 'Type your answer first; esc leaves the field.' };
  return made(at, asked && kindOf(asked).field?.ended(asked, lines));
}

/** Returns whether nothing has been typed yet. After that, an empty line can be an answer. */
function isUntouched(asked: Asked): boolean {
  const shown = (asked.given && kindOf(asked).shown?.(asked, asked.given)) ?? null;
  return shown === null || (shown.kind === 'lines' && shown.lines.length === 0);
}

/** Divides a paste into the lines of an answer. A line ending at the very end does not begin another line. */
export function pastedLines({ play }: AtStep, pasted: string): readonly [string, ...string[]] {
  const asked = askedIn(play);
  const text = pasted.replace(/(?:\r\n?|\n)$/, '');
  if (asked && kindOf(asked).field?.paste === 'one-line') return [text];
  const [first = '', ...rest] = text.split(/\r\n?|\n/);
  return [first, ...rest];
}

/** Hands in a paste as the whole answer, if no field is open. */
export function pasteAnswer({ play }: AtStep, text: string): Turn {
  const asked = askedIn(play);
  const given = asked && may(play, 'answer') && kindOf(asked).pasted?.(text);
  return given ? handIn(withAnswer(play, given)) : {};
}

/** Makes the answer editable: puts the cursor on the option, or opens the last line as the Backspace key does. */
export function writeIn(play: Play, at: AtStep): Turn {
  const asked = askedIn(play);
  if (!asked?.given) return { play };
  const { field, keys, cursor } = kindOf(asked);
  if (!field) return { play, index: cursor?.(asked) ?? at.index };
  const back = keys['take-back']?.(asked, at.index, 'backspace');
  if (back === null) return { play };
  const opened = back?.do === 'give' ? withAnswer(play, back.given) : play;
  return { play: opened, typed: typedIn(opened) };
}
