/** Writes a walk, a verification, or a diagnosis as one HTML page, from the pages that the screen shows. */

import { bytesShown } from '../../pages/bytes/shown-bytes.ts';
import { diagnosisPage } from '../../pages/diagnosis/diagnosis-page.ts';
import type { LineOfSide, TwoLines } from '../../pages/diagnosis/two-lines.ts';
import { SIDE_NAMES } from '../../pages/diagnosis/two-texts.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { Page, Run, TwoTexts } from '../../pages/page.ts';
import { verdict, walkPages } from '../../pages/walk-pages.ts';
import { glyphsOfRuns } from '../layout/shown-glyphs.ts';
import { documentText } from './document.ts';
import { type MarkupNode, markup } from './markup.ts';
import { originData } from './origins.ts';
import { blocksMarkup, chip, glyphsMarkup, type RowContext, rowContext } from './rows.ts';

const TITLES: Readonly<Record<WalkFacts['trace']['purpose'], string>> = {
  sign: 'A signature, step by step',
  verify: 'A signature, verified',
  diagnose: 'Why a request was refused',
  replay: 'A mistake, made again',
};

/** Writes the whole walk on one page. The facts are already masked, so the page contains no secrets. */
export function walkHtml(facts: WalkFacts): string {
  const context = rowContext(facts);
  const pages = walkPages(facts);
  const title = TITLES[facts.trace.purpose];
  const first = facts.diagnosis
    ? diagnosisMarkup(facts, context)
    : markup`<p class="verdict">${runMarkup([verdict(facts)], context)}</p>`;
  const content = markup`<header><h1>${title}</h1><button id="theme" type="button">dark or light</button></header>
<main>${first}${legendMarkup(context)}${pages.map((page, index) => pageMarkup(page, index, context))}</main>
<div id="card" role="status">Point at a byte, or press tab and then the left and right arrows: its sources and uses light up in every step.</div>`;
  return documentText(title, content, originData(facts.trace));
}

function legendMarkup({ places }: RowContext): MarkupNode {
  const items = places.all.map(({ letter, name }) => markup`<li>${chip(letter)} ${name}</li>`);
  return markup`<ul class="legend">${items}<li>${chip('.')} fixed by a rule</li><li>${chip('#')} mixed by a hash</li></ul>`;
}

function pageMarkup(
  { id, title, says, see, main, blocks, texts }: Page,
  index: number,
  context: RowContext,
): MarkupNode {
  return markup`<section id="${id}"><h2>${index + 1} ${title}</h2>
${blocksMarkup(main, context)}${texts ? textsMarkup(texts, context) : null}${blocksMarkup(blocks, context)}
<p>${says} <a href="${see}" rel="noreferrer">docs ↗</a></p></section>`;
}

const runMarkup = (runs: readonly Run[], context: RowContext): MarkupNode =>
  markup`${glyphsMarkup(
    glyphsOfRuns(runs, (id) => bytesShown(context.facts, id)),
    context,
  )}`;

/** Writes both texts side by side. Each row has one line from each text. */
function textsMarkup({ sides, lines }: TwoTexts, context: RowContext): MarkupNode {
  const head = SIDE_NAMES.map((side) => markup`<th scope="col">${sides[side].title}</th>`);
  const rows = lines.map((pair, index) => {
    const cells = SIDE_NAMES.map(
      (side) => markup`<td><code tabindex="0">${runMarkup(pair[side].runs, context)}</code></td>`,
    );
    const texts = SIDE_NAMES.map((side) => pair[side].runs.map(({ text }) => text).join(''));
    const mark = texts[0] === texts[1] ? '' : '~';
    return markup`<tr><th scope="row">${index + 1} ${mark}</th>${cells}</tr>`;
  });
  return markup`<table><thead><tr><th scope="col">line</th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** Writes the first page of a diagnosis: the cause, the two lines, the fix, and the certainty. */
function diagnosisMarkup(facts: WalkFacts, context: RowContext): MarkupNode | null {
  if (!facts.diagnosis) return null;
  const page = diagnosisPage(facts.diagnosis, 0);
  const suspects = page.suspects.map(
    ({ says, standing, why }) => markup`<li>${says} <b>${standing}</b>${why === '' ? null : markup` ${why}`}</li>`,
  );
  return markup`<p>${page.about.join('  ')}</p><div id="cause">${runMarkup([page.verdict], context)} <b>${page.sure}</b></div>
${page.lines ? linesMarkup(page.lines) : null}
${page.fix === null ? null : markup`<h3>Fix</h3><p id="fix">${page.fix}</p>`}
${page.proof ? markup`<h3>How sure</h3><p id="proof">${page.proof.says} ${page.proof.value ?? ''}</p>` : null}
${suspects.length > 0 ? markup`<h3>Suspects</h3><ul>${suspects}</ul>` : null}
${page.question ? markup`<h3>To find out more</h3><p>${page.question.asks}</p>` : null}
${page.others.map((runs) => markup`<p>${runMarkup(runs, context)}</p>`)}`;
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
  return markup`${parts}${text?.slice(at) ?? ''} ${note}`;
}
