/** Says of each mistake that can be made in a request what it changes, and how S3 answers, by the steps of the walk. */
import { stepNumberOf, type WalkFacts } from '../facts.ts';
import type { ComparedLines, Run } from '../page.ts';
import type { MadeMistake } from './break-preview.ts';
import { breakSentence, errorsInWords, flippedInWords, stepsInWords } from './break-words.ts';

/** A mistake in words. It has only data, because a page keeps it as JSON until it writes it. */
export interface MistakeInWords {
  readonly says: readonly Run[];
  /** What the changed line belongs to. */
  readonly where: string;
  /** The line before and after; `null` if only the body changes. */
  readonly lines: ComparedLines | null;
  /** How many bits of the signature differ, and in which steps something changes. */
  readonly changes: string;
  /** The errors that S3 can return. */
  readonly answers: string;
}

/** The mistakes that are made in one step. */
export interface MistakeGroup {
  /** The number and the title of the step. */
  readonly title: string;
  readonly mistakes: readonly MistakeInWords[];
}

/** Returns the mistakes by steps, in the order of the steps. A step that the walk does not have follows them. */
export function mistakeGroups(facts: WalkFacts, made: readonly MadeMistake[]): readonly MistakeGroup[] {
  const groups = [...Map.groupBy(made, ({ shown }) => shown.stage.id).values()];
  const numbered = groups.map((group) => ({
    group,
    number: group[0] ? stepNumberOf(facts, { id: group[0].shown.stage.step }) : '',
  }));
  return numbered
    .toSorted((one, other) => Number(one.number || groups.length) - Number(other.number || groups.length))
    .map(({ group, number }) => ({
      title: `${number} ${group[0]?.shown.stage.title}`.trim(),
      mistakes: group.map(inWords),
    }));
}

function inWords({ shown, preview }: MadeMistake): MistakeInWords {
  return {
    says: breakSentence(shown),
    where: preview.where,
    lines: preview.lines,
    changes: [flippedInWords(preview), stepsInWords(preview)].filter((text) => text !== null).join(' · '),
    answers: errorsInWords(shown.answers),
  };
}
