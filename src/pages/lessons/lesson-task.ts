/** The lower part of a lesson's screen: what is asked, and what there is to choose from. */
import type { Shot } from '../../lessons/format-parts.ts';
import type { Prompt } from '../../lessons/kinds/kind.ts';
import { type Asked, kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, type Play, stepOf } from '../../lessons/playing/play.ts';
import { type Run, words } from '../page.ts';
import { rowRuns } from './value-lines.ts';

/** What the learner does in a step. */
export interface Task {
  /** What is asked, or what enter does. */
  readonly ask: readonly Run[];
  /** What the cursor can stand on. */
  readonly items: readonly (readonly Run[])[];
  /** What is in front of a line that is typed; `null` where none is. */
  readonly prompt: string | null;
  /** How it is answered, where that is not in the footer: as long as nothing else is said. */
  readonly how: string | null;
}

/** `null` where there is nothing to do but to read on. */
export function taskOf(play: Play): Task | null {
  const step = stepOf(play);
  switch (step.kind) {
    case 'introduction':
    case 'take-away':
      return null;
    case 'look':
      return {
        ...NOTHING,
        ask: [{ text: 'w', meaning: 'name' }, words(' opens the whole walk at this step, every byte with its origin.')],
      };
    case 'shot':
      return { ...NOTHING, ask: shotWords(play, step.shot) };
    default: {
      const asked = askedIn(play);
      return asked && questionTask(asked, step.question.ask);
    }
  }
}

const NOTHING: Omit<Task, 'ask'> = { items: [], prompt: null, how: null };

function shotWords({ outcomes }: Play, { id, says }: Shot): Run[] {
  return outcomes.has(id)
    ? [{ text: 'r', meaning: 'name' }, words(`: ${says}, once more`)]
    : [{ text: 'enter', meaning: 'name' }, words(`: ${says}`)];
}

function questionTask(asked: Asked, ask: string): Task {
  const kind = kindOf(asked);
  return {
    ask: [words(ask)],
    items: (kind.items?.(asked) ?? []).map(rowRuns),
    prompt: kind.field ? promptText(kind.field.prompt(asked)) : null,
    how: kind.how?.(asked) ?? null,
  };
}

function promptText(prompt: Prompt): string {
  if (prompt.kind === 'command') return '$ ';
  const { number, standing } = prompt;
  return `${number === null ? '' : `line ${number} `}${standing === null ? ' ' : MARKS[standing]} `;
}

const MARKS = { right: '✓', 'so-far': '…', wrong: '✗' } as const;
