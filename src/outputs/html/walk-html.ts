/** Writes a walk or a verification as one HTML page, with the mistakes that can be made in a request. */
import { REQUEST_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import type { MadeMistake } from '../../views/breaks/break-preview.ts';
import { breakSentence, errorsInWords, flippedInWords, stepsInWords } from '../../views/breaks/break-words.ts';
import { stepNumberOf, type WalkFacts } from '../../views/facts.ts';
import type { OutputWriter } from '../form.ts';
import { documentText, THEME_BUTTON } from './document.ts';
import { headingMarkup, headingOf } from './heading.ts';
import { type MarkupNode, markup } from './markup.ts';
import { originData } from './origins.ts';
import { blocksMarkup, runsMarkup, WORDS_ONLY } from './rows.ts';
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
    program: inputs ? { data: beginningOf(facts), script: await pageScript('walk') } : null,
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

/** Writes the mistakes by the steps in which they are made; `null` if there are none. */
function mistakesMarkup(facts: WalkFacts, made: readonly MadeMistake[]): MarkupNode | null {
  if (made.length === 0) return null;
  const groups = [...Map.groupBy(made, ({ shown }) => shown.stage.id).values()];
  const numberOf = ([first]: readonly MadeMistake[]) =>
    first ? stepNumberOf(facts, { id: first.shown.stage.step }) : '';
  const sorted = groups.toSorted(
    (one, other) => Number(numberOf(one) || groups.length) - Number(numberOf(other) || groups.length),
  );
  return markup`<details id="mistakes"><summary>Make a mistake</summary><p class="lead">Each mistake was made in the request with which this page was opened, and nothing else was changed.</p>${sorted.map(
    (group) =>
      markup`<details><summary>${`${numberOf(group)} ${group[0]?.shown.stage.title}`.trim()} (${group.length})</summary>${group.map(mistakeMarkup)}</details>`,
  )}</details>`;
}

function mistakeMarkup({ shown, preview }: MadeMistake): MarkupNode {
  const changes = [flippedInWords(preview), stepsInWords(preview)].filter((text) => text !== null);
  return markup`<details><summary>${runsMarkup(breakSentence(shown), WORDS_ONLY)}</summary><p><b>${preview.where}</b></p>${preview.lines ? blocksMarkup([preview.lines], WORDS_ONLY) : null}<p>${changes.join(' · ')}</p><p><b>S3 answers</b> ${errorsInWords(shown.answers)}</p></details>`;
}
