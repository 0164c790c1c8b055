/** Writes what is below the heading of a walk, a verification, or a diagnosis, from the pages that the screen shows. */

import type { Octets } from '../../bytes/octets.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { HASHED_CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import type { ChangedRange } from '../../trace/changed-ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { differingBytes, SIDE_NAMES } from '../../views/bytes/two-texts.ts';
import { runsOf } from '../../views/characters/visible.ts';
import { isReport } from '../../views/diagnosis/diagnosis-pages.ts';
import { diagnosisView, selectedIn } from '../../views/diagnosis/diagnosis-view.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { type Page, type TwoTexts, textOf } from '../../views/page.ts';
import { QUERY_PART } from '../../views/request-parts.ts';
import { checkRuns, sourcesThatAgree } from '../../views/value-blocks.ts';
import { countRun, verdict, walkPages } from '../../views/walk-pages.ts';
import { changedInWords } from '../../views/whole/in-words.ts';
import { wholeOf } from '../../views/whole/whole.ts';
import { chip } from './chip.ts';
import { diagnosisMarkup, reportBelow } from './diagnosis/diagnosis-markup.ts';
import { jumpsMarkup } from './diagnosis/parts.ts';
import { type MarkupNode, markup } from './markup.ts';
import { blocksMarkup, type RowContext, rowContext, runsMarkup } from './rows.ts';
import { flippedMarkup, sealMarkup } from './seal.ts';
import { isChanged, wholeMarkup } from './whole.ts';

/** What an edit has changed. */
export interface PageChanges {
  /** The digits of the seal before the first edit. */
  readonly before: Octets;
  /** The changed bytes of each value. */
  readonly changed: ReadonlyMap<string, readonly ChangedRange[]>;
}

interface WalkParts {
  /** Returns what follows the first lines of a step. */
  readonly besides?: (stage: string) => MarkupNode | null;
  readonly changes?: PageChanges | null;
  /** What follows the letters, before the first step. */
  readonly beforeSteps?: MarkupNode | null;
}

/** Writes what an edit changes first: the result with its seal, and the picture. */
export const walkBeginning = (facts: WalkFacts, changes: PageChanges | null): MarkupNode =>
  beginningMarkup(facts, changedContext(facts, changes), changes);

const changedContext = (facts: WalkFacts, changes: PageChanges | null): RowContext => ({
  ...rowContext(facts),
  ...(changes && { differing: changes.changed }),
});

const beginningMarkup = (facts: WalkFacts, context: RowContext, changes: PageChanges | null): MarkupNode =>
  markup`${firstMarkup(facts, context, changes?.before ?? null)}${wholeMarkup(facts, context, null)}`;

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
  const jumps = view && jumpsMarkup(facts, selectedIn(view, 0).fix !== null);
  return markup`<nav id="steps" class="steps" aria-label="Steps"><ol>${jumps}${steps}</ol></nav>
<main>${view ? [diagnosisMarkup(view, context), wholeMarkup(facts, context, null)] : beginningMarkup(facts, context, changes)}${view?.comparison ? null : legendMarkup(facts, context)}${beforeSteps}${pages.map((page, index) => pageMarkup(page, index, context, besides(page.id)))}
${count && markup`<p id="count" class="count">${count.text}</p>`}</main>`;
}

/** The card that tells about the byte under the pointer. */
export const CARD = markup`<div id="card" role="status">In a step, point at a byte of the request or of a computed value: its sources and uses light up in the steps that have them. A click keeps them lit. With the keyboard: Tab, then the left and right arrows, and Enter.</div>`;

/** Writes the result: the verdict of a verification, or the signature and whether it is published. */
function firstMarkup(facts: WalkFacts, context: RowContext, before: Octets | null): MarkupNode | null {
  const own = verdict(facts);
  const result = sealedValue(facts);
  if (facts.trace.purpose !== 'sign' || own.meaning === 'differs' || !result) {
    return markup`<p class="verdict">${runsMarkup([own], context)}</p>`;
  }
  const { octets } = result.bytes;
  const check = checkRuns(facts, result.id);
  const isBefore = before !== null && before !== octets;
  const whole = before === null ? null : wholeOf(facts);
  const changed = whole ? changedInWords(whole, (range) => isChanged(range, context)) : '';
  const seals = [
    sealMarkup(octets, isBefore ? 'now' : 'its 256 bits'),
    isBefore ? sealMarkup(before, 'as opened') : null,
  ];
  return markup`<div id="desk"><div id="signed" class="verdict"><div class="seals">${seals}</div><div><span class="says">${result.name}</span> <code tabindex="0">${runsMarkup(runsOf(result), context)}</code> ${runsMarkup(check, context)}${before === null ? null : flippedMarkup(before, octets)}${changed === '' ? null : markup`<p class="changed">${changed}</p>`}</div></div></div>`;
}

/** Returns the value whose seal a page shows: the signature or, where no key is known, the hash of what is signed. */
export const sealedValue = ({ trace }: Pick<WalkFacts, 'trace'>): RedactedValue | undefined =>
  findValue(trace, SIGNATURE.id) ?? findValue(trace, HASHED_CANONICAL_REQUEST.id);

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
