/** Writes a walk or a verification as one HTML page. */
import { REQUEST_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import type { OutputWriter } from '../form.ts';
import { documentText, THEME_BUTTON } from './document.ts';
import { headingMarkup, headingOf } from './heading.ts';
import { markup } from './markup.ts';
import { mistakesMarkup } from './mistakes.ts';
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
  const inputs = facts.inputsForPage;
  const besides = (stage: string) => (stage === REQUEST_BYTES_STAGE.id && inputs && facts.exchange ? SENT : null);
  const made = result.kind === 'walk' ? await result.mistakes?.() : undefined;
  const beforeSteps = mistakesMarkup(facts, made ?? []);
  const content = markup`${headingMarkup(heading, THEME_BUTTON)}${walkMarkup(facts, { besides, beforeSteps })}${CARD}`;
  return documentText(`${heading.title} · ${heading.kind}`, content, {
    origins: originData(facts.trace),
    program: inputs ? { data: { inputs, destination: facts.destination }, script: await pageScript('walk') } : null,
  });
};

/** What is said where a request was sent, because the page, which computes it again, sends nothing. */
const SENT = markup`<p class="lead">The program sent this request when it made the page.</p>`;
