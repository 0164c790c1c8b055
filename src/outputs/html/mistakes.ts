/** Writes the mistakes that can be made in the request of a page. */
import type { MistakeGroup, MistakeInWords } from '../../views/breaks/mistake-groups.ts';
import { runsMarkup, WORDS_ONLY } from './glyphs.ts';
import { type MarkupNode, markup } from './markup.ts';
import { blocksMarkup } from './rows.ts';

/** Writes the mistakes, folded by the steps in which they are made; `null` if there are none. */
export function mistakesMarkup(groups: readonly MistakeGroup[]): MarkupNode | null {
  if (groups.length === 0) return null;
  const steps = groups.map(
    ({ title, mistakes }) =>
      markup`<details><summary>${title} (${mistakes.length})</summary>${mistakes.map(mistakeMarkup)}</details>`,
  );
  return markup`<details id="mistakes"><summary>Make a mistake</summary><p class="lead">Each mistake was made in the request with which this page was opened, and nothing else was changed.</p>${steps}</details>`;
}

function mistakeMarkup({ says, where, lines, changes, answers }: MistakeInWords): MarkupNode {
  const before = lines ? blocksMarkup([lines], WORDS_ONLY) : null;
  return markup`<details><summary>${runsMarkup(says, WORDS_ONLY)}</summary><p><b>${where}</b></p>${before}<p>${changes}</p><p><b>S3 answers</b> ${answers}</p></details>`;
}
