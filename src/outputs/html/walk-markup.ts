/** Writes what is below the heading of a walk, a verification, or a diagnosis, from the pages that the screen shows. */

import { differingBytes, SIDE_NAMES } from '../../views/bytes/two-texts.ts';
import { isReport } from '../../views/diagnosis/diagnosis-pages.ts';
import { diagnosisView, selectedIn } from '../../views/diagnosis/diagnosis-view.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { type Page, type TwoTexts, textOf } from '../../views/page.ts';
import { QUERY_PART } from '../../views/request-parts.ts';
import { sourcesThatAgree } from '../../views/value-blocks.ts';
import { countRun, verdict, walkPages } from '../../views/walk-pages.ts';
import { changedContext, type PageChanges, resultLine, walkBeginning } from './beginning.ts';
import { diagnosisMarkup, reportBelow } from './diagnosis/diagnosis-markup.ts';
import { jumpsMarkup } from './diagnosis/parts.ts';
import { chip, type RowContext, runsMarkup } from './glyphs.ts';
import { type MarkupNode, markup } from './markup.ts';
import { blocksMarkup } from './rows.ts';
import { wholeMarkup } from './whole.ts';

interface WalkParts {
  /** Returns what follows the first lines of a step. */
  readonly besides?: (stage: string) => MarkupNode | null;
  readonly changes?: PageChanges | null;
  /** What follows the letters, before the first step. */
  readonly beforeSteps?: MarkupNode | null;
}

/** Writes the part of a walk below its heading. */
export function walkMarkup(
  facts: WalkFacts,
  { besides = () => null, changes = null, beforeSteps = null }: WalkParts = {},
): MarkupNode {
  const context = changedContext(facts, changes);
  const { diagnosis } = facts;
  const view = diagnosis && diagnosisView(diagnosis);
  const pages = walkPages(facts).map((page) => (view && isReport(page) ? reportBelow(page, view) : page));
  const count = countRun(facts);
  const steps = pages.map(({ id, title }, index) => markup`<li><a href="#${id}">${index + 1} ${title}</a></li>`);
  const jumps = view && jumpsMarkup(selectedIn(view, 0).fix !== null);
  return markup`<nav id="steps" class="steps" aria-label="Steps"><ol>${jumps}${steps}</ol></nav>
<main>${facts.trace.purpose === 'sign' ? walkBeginning(facts, context, changes) : [view ? diagnosisMarkup(view, context) : resultLine(verdict(facts), context), wholeMarkup(facts, context, null)]}${view?.comparison ? null : legendMarkup(facts, context)}${beforeSteps}${pages.map((page, index) => pageMarkup(page, index, context, besides(page.id)))}
${count && markup`<p id="count" class="count">${count.text}</p>`}</main>`;
}

/** The card that tells about the byte under the pointer. */
export const CARD = markup`<div id="card" role="status">In a step, point at a byte of the request or of a computed value: its sources and uses light up in the steps that have them. A click keeps them lit. With the keyboard: Tab, then the left and right arrows, and Enter.</div>`;

function legendMarkup(facts: WalkFacts, { places }: RowContext): MarkupNode | null {
  if (places.all.length === 0) return null;
  const items = places.all.map(({ letter, name }) => markup`<li>${chip(letter)} ${name}</li>`);
  const query = places.all.some(({ letter }) => letter === 'Q') ? null : markup`<li>${chip('Q')} ${QUERY_PART}</li>`;
  const checks = sourcesThatAgree(facts);
  return markup`<ul id="legend" class="legend" aria-label="Letters">${items}${query}<li>${chip('.')} fixed by a rule</li><li>${chip('#')} mixed by a hash</li>${checks.length > 0 ? markup`<li>✓ ${checks.join(', ')}: that source has the same value</li>` : null}</ul>`;
}

function pageMarkup(
  { id, title, says, see, main, blocks, texts }: Page,
  index: number,
  context: RowContext,
  beside: MarkupNode | null,
): MarkupNode {
  return markup`<section id="${id}"><h2><span class="number">${index + 1}</span> ${title}</h2>
<p class="lead">${says} <a href="${see}" rel="noreferrer">docs ↗</a></p>${beside}
${blocksMarkup(main, context)}${texts ? textsMarkup(texts, context) : null}${blocksMarkup(blocks, context)}</section>`;
}

/** Writes both texts side by side. Each row has one line from each text. */
function textsMarkup(texts: TwoTexts, context: RowContext): MarkupNode {
  const { sides, lines } = texts;
  const head = SIDE_NAMES.map((side) => markup`<th scope="col">${sides[side].title}</th>`);
  const marked = { ...context, differing: differingBytes(texts) };
  const rows = lines.map((pair, index) => {
    const cells = SIDE_NAMES.map(
      (side) => markup`<td data-side="${side}"><code tabindex="0">${runsMarkup(pair[side].runs, marked)}</code></td>`,
    );
    const [server, client] = SIDE_NAMES.map((side) => textOf(pair[side].runs));
    const isSame = server === client;
    return markup`<tr class="${isSame ? 'same' : 'unlike'}"><th scope="row">${index + 1}${isSame ? '' : ' ≠'}</th>${cells}</tr>`;
  });
  return markup`<table class="texts"><thead><tr><th scope="col">line</th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}
