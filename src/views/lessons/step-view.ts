/** Makes the view of a step of a lesson, with text at the top and the task below the text. */
import { kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, may, type Play, stepOf } from '../../lessons/playing/play.ts';
import { beatsOf, recordOf } from '../../lessons/playing/records.ts';
import { agrees, differs, named, type Run, words } from '../page.ts';
import { lessonTitle } from './course-page.ts';
import { BEAT_TITLES } from './listed-steps.ts';
import { type StepText, stepText } from './step-text.ts';
import { rowRuns } from './value-lines.ts';

export interface StepView extends StepText {
  /** The first line, which names the lesson or states the result of a check. */
  readonly verdict: Run;
  /** The titles of the beats, and the index of the current one. */
  readonly titles: readonly string[];
  readonly beat: number;
  /** The number of the current step, counted from 1, and the number of steps. */
  readonly progress: { readonly step: number; readonly of: number };
  readonly task: Task | null;
  /** The sentences about the last answer. `of` is another object for each answer that was submitted. */
  readonly judged: { readonly of: unknown; readonly says: readonly string[] };
}

export function stepView(play: Play): StepView {
  const { steps, at, judgements } = play;
  const beats = beatsOf(steps);
  return {
    verdict: verdictOf(play),
    titles: beats.map((beat) => BEAT_TITLES[beat]),
    beat: beats.indexOf(stepOf(play).beat),
    progress: { step: at + 1, of: steps.length },
    ...stepText(play),
    task: taskOf(play),
    judged: { of: judgements, says: judgements.get(stepOf(play).id)?.says ?? [] },
  };
}

function verdictOf({ lesson, records, judgements, steps, at }: Play): Run {
  const step = stepOf({ steps, at });
  const title = lessonTitle(lesson);
  if (step.kind === 'check' && recordOf(records, step.id).state === 'passed') return agrees(`✓ Right · ${title}`);
  const judgment = judgements.get(step.id);
  if (step.kind !== 'check' || judgment?.verdict !== 'wrong') return words(title);
  // While the user types, the reason names the line. Otherwise, the reason is shown in full below.
  const isTyped = kindOf(step.question).field !== undefined;
  return differs(`✗ ${(isTyped && judgment.says[0]) || `Not quite · ${title}`}`);
}

export interface Task {
  /** The question, or a description of the effect of enter. */
  readonly ask: readonly Run[];
  /** The rows on which the cursor can be. */
  readonly items: readonly (readonly Run[])[];
  /** The prompt before a typed line; `null` if nothing can be typed. */
  readonly prompt: string | null;
  /** Whether the items are the options of a question, of which one is right. */
  readonly areOptions: boolean;
  /** Instructions for answering; `null` if the footer explains how, or if nothing can be answered any more. */
  readonly how: string | null;
}

/** Returns the task of the current step. Returns `null` if there is only text to read. */
export function taskOf(play: Play): Task | null {
  const step = stepOf(play);
  const asked = askedIn(play);
  switch (step.kind) {
    case 'introduction':
    case 'take-away':
      return null;
    case 'look':
      return keyTask('w', ' opens the whole walk at this step, with the origin of every byte.');
    case 'shot':
      return play.outcomes.has(step.id)
        ? keyTask('r', `: ${step.shot.says}, again`)
        : keyTask('enter', `: ${step.shot.says}`);
    default: {
      const kind = kindOf(step.question);
      return (
        asked && {
          ask: [words(step.question.ask)],
          items: (kind.items?.(asked) ?? []).map(rowRuns),
          prompt: kind.field?.prompt(asked) ?? null,
          areOptions: kind.hands !== undefined,
          how: (may(play, 'answer') && kind.how?.(asked)) || null,
        }
      );
    }
  }
}

/** Returns a task that is done by pressing one key. */
const keyTask = (key: string, says: string): Task => ({
  ask: [named(key), words(says)],
  items: [],
  prompt: null,
  areOptions: false,
  how: null,
});
