/** Writes a diagnosis as one HTML page, with what its readers can take from it: the case, and a report in Markdown. */
import { isProblem } from '../../../bytes/problem.ts';
import { writeDiagnosisCase } from '../../case/write-case.ts';
import type { OutputWriter } from '../../form.ts';
import { reportOnDiagnosis } from '../../share/share.ts';
import { documentText, THEME_BUTTON } from '../document.ts';
import { headingMarkup, headingOf } from '../heading.ts';
import { markup } from '../markup.ts';
import { originData } from '../origins.ts';
import { CARD, walkMarkup } from '../walk-markup.ts';
import { takenMarkup } from './taken.ts';

/** Writes a diagnosis as one page, which "sigv4 open" reads again. */
export const diagnosisPage: OutputWriter<'diagnosis'> = async (result, manner) => {
  const facts = result.facts();
  if (!facts) return null;
  const heading = headingOf(facts);
  const made = await writeDiagnosisCase(result, manner);
  const kept = typeof made === 'string' ? made : null;
  const report = reportOnDiagnosis(result, manner);
  const content = markup`${headingMarkup(heading, THEME_BUTTON)}${walkMarkup(facts)}
${takenMarkup(kept === null ? null : 'FILE.html', isProblem(report) ? null : report)}${CARD}`;
  return documentText(`${heading.title} · ${heading.kind}`, content, {
    origins: originData(facts.trace),
    program: null,
    hasCopies: true,
    ...(kept === null ? {} : { case: kept }),
  });
};
