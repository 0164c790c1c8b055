/** Writes the page for pasting: where texts are found, what was recognized in them, and the result. */
import type { WalkFacts } from '../../views/facts.ts';
import {
  NOTHING_PASTED,
  PASTE_PAGES,
  type PasteFacts,
  pasteRows,
  placesToFind,
  soFar,
} from '../../views/paste/paste-page.ts';
import { runsMarkup, WORDS_ONLY } from './glyphs.ts';
import { headingMarkup, headingOf } from './heading.ts';
import { type MarkupNode, markup } from './markup.ts';
import { walkMarkup } from './walk-markup.ts';

export type PastePurpose = keyof typeof PASTE_PAGES;

/** The title of the page. */
export const PASTE_TITLE = PASTE_PAGES.diagnose.question;

/** Writes the page before anything is pasted. Without scripts it says where the texts are found. */
export function pasteMarkup(): MarkupNode {
  const { invitation } = PASTE_PAGES.diagnose;
  const places = placesToFind('diagnose', NOTHING_PASTED).map((runs) => markup`<p>${runsMarkup(runs, WORDS_ONLY)}</p>`);
  return markup`<form id="paste" class="paste" autocomplete="off"><label for="pasted">${invitation.join(' ')}</label>
<textarea id="pasted" rows="8" spellcheck="false" autocapitalize="off"></textarea>
<p class="actions"><button type="submit">Read it</button> <button type="reset" id="again" disabled>Start again</button></p></form>
<div id="read">${readMarkup('diagnose', NOTHING_PASTED)}</div>
<details open id="places"><summary>Where the texts are</summary>${places}</details><div id="found"></div>`;
}

/** Writes what was recognized so far, the pastes with their secrets masked, and the result in a sentence. */
export function readMarkup(purpose: PastePurpose, facts: PasteFacts): MarkupNode {
  const rows = pasteRows(purpose, facts).map(
    ({ name, isFound, says }) =>
      markup`<tr class="${isFound ? 'found' : 'missing'}"><th scope="row">${isFound ? '✓' : '·'} ${name}</th><td>${says}</td></tr>`,
  );
  const { state, says } = soFar(facts);
  const pastes = facts.shown.map(
    (text, index) => markup`<details><summary>paste ${index + 1}</summary><pre tabindex="0">${text}</pre></details>`,
  );
  return markup`<table class="pieces"><tbody>${rows}</tbody></table>
<p id="so-far" role="status">${state === '' ? null : markup`<b>${state}</b> `}${runsMarkup([says], WORDS_ONLY)}</p>${pastes}`;
}

/** Writes the walk through the result. */
export const foundMarkup = (facts: WalkFacts): MarkupNode =>
  markup`${headingMarkup(headingOf(facts), null)}${walkMarkup(facts)}`;
