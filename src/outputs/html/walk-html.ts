/** Writes a walk or a verification as one HTML page, with the mistakes that can be made in a request. */
import { REQUEST_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { mistakeGroups } from '../../views/breaks/mistake-groups.ts';
import type { WalkFacts } from '../../views/facts.ts';
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
  const mistakes = mistakeGroups(facts, made ?? []);
  // A page that computes writes them itself, after the rest: they are more than half of its elements.
  const beforeSteps = inputs ? null : mistakesMarkup(mistakes);
  const content = markup`${headingMarkup(heading, THEME_BUTTON)}${walkMarkup(facts, { besides, beforeSteps })}${CARD}`;
  return documentText(`${heading.title} · ${heading.kind}`, content, {
    origins: originData(facts.trace),
    program: inputs ? { data: { ...beginningOf(facts), mistakes }, script: await pageScript('walk') } : null,
  });
};

/** What the program in the page begins with. */
const beginningOf = ({ inputsForPage: inputs, destination, checks, publisher }: WalkFacts) => ({
  inputs,
  destination,
  checks,
  publisher,
});

/** What is said where a request was sent, because the page, which computes it again, sends nothing. */
const SENT = markup`<p class="lead">The program sent this request when it made the page.</p>`;
