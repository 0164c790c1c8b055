/** Writes the mistakes that can be made in a request: what each one changes, and what S3 answers. */
import type { MadeMistake } from '../../views/breaks/break-preview.ts';
import { breakSentence, errorsInWords, flippedInWords, stepsInWords } from '../../views/breaks/break-words.ts';
import { stepNumberOf, type WalkFacts } from '../../views/facts.ts';
import { type MarkupNode, markup } from './markup.ts';
import { blocksMarkup, runsMarkup, WORDS_ONLY } from './rows.ts';

/** Writes the mistakes by the steps in which they are made; `null` if there are none. */
export function mistakesMarkup(facts: WalkFacts, made: readonly MadeMistake[]): MarkupNode | null {
  if (made.length === 0) return null;
  const groups = [...Map.groupBy(made, ({ shown }) => shown.stage.id).values()];
  const numberOf = ([first]: readonly MadeMistake[]) =>
    first ? stepNumberOf(facts, { id: first.shown.stage.step }) : '';
  const sorted = groups.toSorted(
    (one, other) => Number(numberOf(one) || groups.length) - Number(numberOf(other) || groups.length),
  );
  return markup`<details id="mistakes"><summary>Make a mistake</summary><p class="lead">Each mistake was made in the request with which this page was opened, and nothing else was changed.</p>${sorted.map(
    (group) =>
      markup`<details><summary>${`${numberOf(group)} ${group[0]?.shown.stage.title}`.trim()} (${group.length})</summary>${group.map(mistakeMarkup)}</details>`,
  )}</details>`;
}

function mistakeMarkup({ shown, preview }: MadeMistake): MarkupNode {
  const changes = [flippedInWords(preview), stepsInWords(preview)].filter((text) => text !== null);
  return markup`<details><summary>${runsMarkup(breakSentence(shown), WORDS_ONLY)}</summary><p><b>${preview.where}</b></p>${preview.lines ? blocksMarkup([preview.lines], WORDS_ONLY) : null}<p>${changes.join(' · ')}</p><p><b>S3 answers</b> ${errorsInWords(shown.answers)}</p></details>`;
}
