/** Writes the first page of a diagnosis below its heading: the certainty, both sides, the fix, and the suspects. */
import type { LineForProgram } from '../../../views/diagnosis/cause-view.ts';
import { type ComparedSides, JOINS } from '../../../views/diagnosis/compared-sides.ts';
import { CERTAINTIES, type DiagnosisView, selectedIn } from '../../../views/diagnosis/diagnosis-view.ts';
import { LEGEND, singleLetters } from '../../../views/map/letters.ts';
import type { Page } from '../../../views/page.ts';
import { chip, type RowContext, runsMarkup } from '../glyphs.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { blocksMarkup } from '../rows.ts';
import { PARTS } from './parts.ts';
import { railMarkup } from './rail.ts';

export function diagnosisMarkup(view: DiagnosisView, context: RowContext): MarkupNode {
  const { comparison, suspects, question, sections } = view;
  const { cause, fix, others } = selectedIn(view, 0);
  const place = cause && cause.fixIn !== '' ? markup`<b>${cause.fixIn}:</b> ` : null;
  const proof = cause ? markup` <span id="proof">${cause.proof} ${view.proof ?? ''}</span>` : null;
  const sure = view.sure === '' ? null : markup`<b>${view.sure}:</b>`;
  const items = suspects.map(
    ({ says, label, why }) => markup`<li>${says} <b>${label}</b>${why === '' ? null : markup` ${why}`}</li>`,
  );
  return markup`${sure || proof ? markup`<p id="sure">${sure}${proof}</p>` : null}
${blocksMarkup(sections.signature, context)}
${comparison ? bothSidesMarkup(comparison) : null}
${fix === null ? null : markup`<h3 id="fix">${PARTS.fix}</h3><p class="fix">${place}${fix}</p>${codeMarkup(cause?.lines ?? [])}`}
${items.length > 0 ? markup`<h3>Suspects</h3><ul>${items}</ul>` : null}
${question ? markup`<h3>To find out more</h3><p>${question.asks}</p>` : null}
${others.map((runs) => markup`<p>${runsMarkup(runs, context)}</p>`)}`;
}

/** Writes both sides, with what the letters and signs mean. */
const bothSidesMarkup = (comparison: ComparedSides): MarkupNode => markup`<div id="rail">${railMarkup(comparison)}</div>
${signsMarkup()}`;

function signsMarkup(): MarkupNode {
  const joins = Object.values(JOINS).map(([sign, says]) => markup`<li><b>${sign}</b> ${says}</li>`);
  const letters = LEGEND.map(
    ([group, says]) => markup`<li>${singleLetters(group.replaceAll(' ', '')).map(chip)} ${says}</li>`,
  );
  const words = CERTAINTIES.map(([word, says]) => markup`<li><b>${word}</b> ${says}</li>`);
  return markup`<div id="signs">
<ul class="legend" aria-label="Letters">${letters}</ul><ul class="legend" aria-label="Signs">${joins}</ul><ul class="legend" aria-label="Certainty">${words}</ul></div>`;
}

/** Writes the lines of the fix for programs that were seen or, if none was, for all of them. */
function codeMarkup(lines: readonly LineForProgram[]): MarkupNode | null {
  if (lines.length === 0) return null;
  const seen = lines.filter(({ isSeen }) => isSeen);
  const figures = (seen.length > 0 ? seen : lines).map(
    ({ program, line, isSeen }) =>
      markup`<figure class="copied"><figcaption>${program}${isSeen ? ', which was seen' : ''}</figcaption><pre tabindex="0">${line}</pre></figure>`,
  );
  return markup`${seen.length > 0 ? null : markup`<p class="remark">${NO_PROGRAM}</p>`}${figures}`;
}

const NO_PROGRAM = 'What was given names none of these programs. Take the line of yours:';

/** Returns the report as a step of the page, with the parts of the diagnosis that `diagnosisMarkup` does not show. */
export function reportBelow(report: Page, { sections }: DiagnosisView): Page {
  const { lapse, fix, lesson, signature, certainty, evidence, ...others } = sections;
  return { ...report, ...BELOW, main: [], blocks: Object.values(others).flat() };
}

const BELOW = {
  title: 'Evidence and sources',
  says: 'What was read, what else was looked at, and where to read more.',
} as const;
