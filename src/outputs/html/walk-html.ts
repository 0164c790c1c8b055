/** Writes a walk, a verification, or a diagnosis as one HTML page, from the pages that the screen shows. */

import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { findValue } from '../../trace/trace.ts';
import { runsOf } from '../../views/characters/visible.ts';
import { diagnosisPage } from '../../views/diagnosis/diagnosis-page.ts';
import { causeRun, changeBlocks, fixBlocks, surenessBlocks } from '../../views/diagnosis/diagnosis-report.ts';
import { leadingVerdict, verdictInWords } from '../../views/diagnosis/refusal-verdict.ts';
import { type LineOfSide, type TwoLines, twoLines } from '../../views/diagnosis/two-lines.ts';
import { differingBytes, SIDE_NAMES } from '../../views/diagnosis/two-texts.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { line, type Page, type TwoTexts } from '../../views/page.ts';
import { QUERY_PART } from '../../views/request-parts.ts';
import { checkNote, checkRuns } from '../../views/value-blocks.ts';
import { verdict, walkPages } from '../../views/walk-pages.ts';
import { documentText, THEME_BUTTON } from './document.ts';
import { headingMarkup, headingOf } from './heading.ts';
import { type MarkupNode, markup } from './markup.ts';
import { originData } from './origins.ts';
import { withoutRepeats, wordsOf } from './repeats.ts';
import { blocksMarkup, chip, type RowContext, rowContext, runsMarkup } from './rows.ts';

/** Writes the whole walk on one page. The facts are already masked, so the page contains no secrets. */
export function walkHtml(facts: WalkFacts): string {
  const heading = headingOf(facts);
  const content = markup`${headingMarkup(heading, THEME_BUTTON)}${walkMarkup(facts, () => null)}`;
  return documentText(`${heading.title} · ${heading.kind}`, content, originData(facts.trace));
}

/** Writes the part of a walk below its heading. `besides` returns what follows the first lines of a step. */
export function walkMarkup(facts: WalkFacts, besides: (stage: string) => MarkupNode | null): MarkupNode {
  const context = rowContext(facts);
  const pages = walkPages(facts);
  const result = verdict(facts);
  const said: ReadonlySet<string> = facts.diagnosis ? saidAtTop(facts.diagnosis) : new Set();
  const isCount = facts.trace.purpose === 'sign' && result.meaning !== 'differs';
  const steps = pages.map(({ id, title }, index) => markup`<li><a href="#${id}">${index + 1} ${title}</a></li>`);
  return markup`<nav class="steps" aria-label="Steps"><ol>${steps}</ol></nav>
<main>${firstMarkup(facts, context)}${legendMarkup(facts, context)}${pages.map((page, index) => pageMarkup(page, index, context, besides(page.id), said))}
${isCount ? markup`<p class="count">${result.text}</p>` : null}</main>
<div id="card" role="status">Point at a byte: its sources and uses light up in every step. A click keeps them lit. With the keyboard: Tab, then the left and right arrows, and Enter.</div>`;
}

/** Writes the result: the diagnosis, the verdict of a verification, or the signature and whether it is published. */
function firstMarkup(facts: WalkFacts, context: RowContext): MarkupNode | null {
  if (facts.diagnosis) return diagnosisMarkup(facts.diagnosis, context);
  const own = verdict(facts);
  const signature = findValue(facts.trace, SIGNATURE.id);
  if (facts.trace.purpose !== 'sign' || own.meaning === 'differs' || !signature) {
    return markup`<p class="verdict">${runsMarkup([own], context)}</p>`;
  }
  const check = checkRuns(facts, signature.id);
  return markup`<div class="verdict"><span class="says">Signature</span> <code tabindex="0">${runsMarkup(runsOf(signature), context)}</code> ${runsMarkup(check, context)}</div>`;
}

function legendMarkup(facts: WalkFacts, { places }: RowContext): MarkupNode | null {
  if (places.all.length === 0) return null;
  const items = places.all.map(({ letter, name }) => markup`<li>${chip(letter)} ${name}</li>`);
  const query = places.all.some(({ letter }) => letter === 'Q') ? null : markup`<li>${chip('Q')} ${QUERY_PART}</li>`;
  const notes = facts.checks.filter(({ agrees }) => agrees).map(({ value }) => checkNote(facts, value).slice(2));
  const checks = [...new Set(notes)];
  return markup`<ul class="legend" aria-label="Letters">${items}${query}<li>${chip('.')} fixed by a rule</li><li>${chip('#')} mixed by a hash</li>${checks.length > 0 ? markup`<li>✓ ${checks.join(', ')}: that source has the same value</li>` : null}</ul>`;
}

function pageMarkup(
  { id, title, says, see, main, blocks, texts }: Page,
  index: number,
  context: RowContext,
  beside: MarkupNode | null,
  said: ReadonlySet<string>,
): MarkupNode {
  const own = withoutRepeats(blocks, new Set([...said, says]));
  return markup`<section id="${id}"><h2><span class="number">${index + 1}</span> ${title}</h2>
<p class="lead">${says} <a href="${see}" rel="noreferrer">docs ↗</a></p>${beside}
${blocksMarkup(withoutRepeats(main, said), context)}${texts ? textsMarkup(texts, context) : null}${blocksMarkup(own, context)}</section>`;
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
    const [server, client] = SIDE_NAMES.map((side) => pair[side].runs.map(({ text }) => text).join(''));
    const isSame = server === client;
    return markup`<tr class="${isSame ? 'same' : 'unlike'}"><th scope="row">${index + 1}${isSame ? '' : ' ≠'}</th>${cells}</tr>`;
  });
  return markup`<table class="texts"><thead><tr><th scope="col">line</th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** Writes the first page of a diagnosis below its heading: the certainty, the two lines, the fix, and the proof. */
function diagnosisMarkup(diagnosis: ShownDiagnosis, context: RowContext): MarkupNode {
  const page = diagnosisPage(diagnosis, 0);
  const suspects = page.suspects.map(
    ({ says, standing, why }) => markup`<li>${says} <b>${standing}</b>${why === '' ? null : markup` ${why}`}</li>`,
  );
  const place = page.fixIn === '' ? null : markup`<b>${page.fixIn}:</b> `;
  const proof = page.proof ? markup` <span id="proof">${page.proof.says} ${page.proof.value ?? ''}</span>` : null;
  const sure = page.sure === '' ? null : markup`<b>${page.sure}:</b>`;
  const signature = signatureInWords(diagnosis);
  return markup`${sure || proof ? markup`<p id="sure">${sure}${proof}</p>` : null}
${signature === null ? null : markup`<p id="signature-shows">${signature}</p>`}
${page.lines ? linesMarkup(page.lines) : null}
${page.fix === null ? null : markup`<h3>Fix</h3><p id="fix">${place}${page.fix}</p>`}
${suspects.length > 0 ? markup`<h3>Suspects</h3><ul>${suspects}</ul>` : null}
${page.question ? markup`<h3>To find out more</h3><p>${page.question.asks}</p>` : null}
${page.others.map((runs) => markup`<p>${runsMarkup(runs, context)}</p>`)}`;
}

/** Returns what the signature shows; `null` if the title says it, or if nothing is known. */
const signatureInWords = (diagnosis: ShownDiagnosis): string | null =>
  diagnosis.verdict && leadingVerdict(diagnosis) === null
    ? verdictInWords(diagnosis.verdict, diagnosis.findings[0])
    : null;

/** Returns the words that the top of a diagnosis says, as the blocks of its first step write them. */
function saidAtTop(diagnosis: ShownDiagnosis): ReadonlySet<string> {
  const [first] = diagnosis.findings;
  const isShown = first?.changes.length === 1 && twoLines(diagnosis) !== null;
  const blocks = first
    ? [
        ...fixBlocks({ ...first, oneOf: null }),
        ...surenessBlocks(first),
        // The heading of the changes goes when nothing is left below it.
        ...(isShown ? changeBlocks(first).slice(1) : []),
        line(first.standing.kind, [causeRun(diagnosis)]),
      ]
    : [];
  const signature = signatureInWords(diagnosis);
  return new Set([...blocks.flatMap((block) => wordsOf(block) ?? []), ...(signature === null ? [] : [signature])]);
}

function linesMarkup(lines: TwoLines): MarkupNode {
  const rows = SIDE_NAMES.map(
    (side) => markup`<tr><th scope="row">${side}</th><td>${lineMarkup(lines[side])}</td></tr>`,
  );
  return markup`<h3>${lines.where}</h3><table id="lines"><tbody>${rows}</tbody></table>`;
}

function lineMarkup({ text, differing, note }: LineOfSide): MarkupNode {
  const parts: MarkupNode[] = [];
  let at = 0;
  for (const { start, end } of differing) {
    parts.push(markup`${text?.slice(at, start) ?? ''}<mark>${text?.slice(start, end) ?? ''}</mark>`);
    at = end;
  }
  const shown = text === null ? null : markup`<code>${parts}${text.slice(at)}</code>`;
  return markup`${shown}${note === '' ? null : markup`<span class="remark">${note}</span>`}`;
}
