/** Writes a walk or a verification as one HTML page. */
import { REQUEST_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { OutputWriter } from '../form.ts';
import type { PageScript } from '../page-script.ts';
import { documentText, firstScript, type PageProgram, THEME_BUTTON } from './document.ts';
import { headingMarkup, headingOf } from './heading.ts';
import { markup } from './markup.ts';
import { originData } from './origins.ts';
import { CARD, walkMarkup } from './walk-markup.ts';

/**
 * Writes a walk or a verification as one page. Its facts are already masked, so it contains no secrets. The
 * page of a request that is signed here computes it again when a reader changes it.
 */
export const page: OutputWriter<'walk' | 'verification'> = async (result, { pageScript }) => {
  const facts = result.facts();
  if (!facts) return null;
  const heading = headingOf(facts);
  const program = walkProgram(facts, await pageScript());
  const besides = (stage: string) => (stage === REQUEST_BYTES_STAGE.id && program && facts.exchange ? SENT : null);
  const beforeSteps = program && firstScript(program);
  const content = markup`${headingMarkup(heading, THEME_BUTTON)}${walkMarkup(facts, { besides, beforeSteps })}${CARD}`;
  return documentText(`${heading.title} · ${heading.kind}`, content, {
    origins: originData(facts.trace),
    program,
  });
};

/** Returns what computes the walk again in its page; `null` if its inputs are not known, or have a secret in them. */
export function walkProgram(
  { inputsForPage: inputs, destination, checks, publisher }: WalkFacts,
  script: PageScript,
): PageProgram | null {
  return inputs && { script, inputs: { inputs, destination, checks, publisher } };
}

/** What is said where a request was sent, because the page, which computes it again, sends nothing. */
const SENT = markup`<p class="lead">The program sent this request when it made the page.</p>`;
