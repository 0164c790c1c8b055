/** Writes a diagnosis as one HTML page, with what its readers can take from it: the case, and a report in Markdown. */
import { isProblem } from '../../bytes/problem.ts';
import { writeDiagnosisCase } from '../case/write-case.ts';
import type { OutputWriter } from '../form.ts';
import { shareDiagnosis } from '../share/share.ts';
import { documentText, THEME_BUTTON } from './document.ts';
import { headingMarkup, headingOf } from './heading.ts';
import { type MarkupNode, markup } from './markup.ts';
import { originData } from './origins.ts';
import { CARD, walkMarkup } from './walk-markup.ts';

/** Writes a diagnosis as one page, which "sigv4 open" reads again. */
export const diagnosisPage: OutputWriter<'diagnosis'> = async (result, manner) => {
  const facts = result.facts();
  if (!facts) return null;
  const heading = headingOf(facts);
  const made = await writeDiagnosisCase(result, manner);
  const kept = typeof made === 'string' ? made : null;
  const shared = await shareDiagnosis(result, manner);
  const report = shared && typeof shared === 'object' && 'remarks' in shared && !isProblem(shared) ? shared : null;
  const content = markup`${headingMarkup(heading, THEME_BUTTON)}${walkMarkup(facts)}
<footer class="taken">${kept === null ? null : OPENED_AGAIN}${report ? reportMarkup(String(report.content), report.remarks) : null}</footer>${CARD}`;
  return documentText(`${heading.title} · ${heading.kind}`, content, {
    origins: originData(facts.trace),
    program: null,
    ...(kept === null ? {} : { case: kept }),
    isCopied: true,
  });
};

const OPENED_AGAIN = markup`<p>This page has the case in it, without secrets: <code>sigv4 open FILE.html</code> diagnoses it again.</p>`;

/** Writes the report, and what was replaced in it. */
function reportMarkup(text: string, remarks: readonly string[]): MarkupNode {
  const replaced = remarks.map((says) => markup`<li>${says}</li>`);
  return markup`<details class="report"><summary>For a ticket, in Markdown</summary><ul>${replaced}</ul>
<figure class="copied"><figcaption>The report</figcaption><pre tabindex="0">${text}</pre></figure></details>`;
}
