/** Writes the first page of the book: the whole signature at a glance, and a way through the book for beginners. */
import { AUTHORIZATION_STAGE } from '../../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST_STAGE } from '../../../sigv4/stages/canonical-request/canonical-request.ts';
import { SIGNING_KEY_STAGE } from '../../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from '../../../sigv4/stages/string-to-sign.ts';
import type { BookView } from '../../../views/book/book-view.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import type { Block, Page } from '../../../views/page.ts';
import { walkPages } from '../../../views/walk-pages.ts';
import { chip, rowContext } from '../glyphs.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { blocksMarkup } from '../rows.ts';
import { causesOf } from './cause-pages.ts';
import { type BookPage, formPath, lessonPath, stepPath } from './frame.ts';
import { lessonItems } from './lesson-pages.ts';

export function indexPage(book: BookView): BookPage {
  const { forms, stages, way } = book;
  const [first] = forms;
  const cards = forms.map(
    ({ id, title, says }) => markup`<li><a href="${formPath(id)}"><b>${title}</b></a><p>${says}</p></li>`,
  );
  const groups = stages.map(
    ({ id, title, causes }) =>
      markup`<li><a href="causes/index.html#${id}">${title}</a> <span class="aside">${causes.length}</span></li>`,
  );
  return {
    part: 'start',
    heading: {
      kind: 'AWS Signature Version 4 for S3',
      title: 'SigV4, illustrated',
      about: ['every byte of a signed request, where it comes from, and what breaks it'],
    },
    content: markup`<main class="read">${first ? mapMarkup(first.facts) : null}
<h2>Start here</h2>${pathMarkup(book)}
<h2>Every form of the signature</h2><ul class="cards">${cards}</ul>
<h2>Lessons</h2>${lessonItems(way, 'lessons/')}
<h2>Why a request is refused</h2><ul class="groups">${groups}</ul></main>`,
  };
}

/** Returns the least and the most time for a lesson, such as `5 to 60`. */
function minutesOf(lessons: BookView['lessons']): string {
  const minutes = lessons.map((lesson) => lesson.minutes);
  return `${Math.min(...minutes)} to ${Math.max(...minutes)}`;
}

/** Writes the way through the book for a person who begins. */
function pathMarkup(book: BookView): MarkupNode {
  const { lessons } = book;
  const [first] = lessons;
  const rung = lessons.find(({ kind }) => kind === 'rung');
  return markup`<ol class="path">
<li><a href="${formPath('header')}">See one signature, step by step.</a> Point at a byte: its sources and its uses light up. Ten minutes, and nothing to install.</li>
${first ? markup`<li><a href="${lessonPath(first.name)}">Begin the lessons.</a> The first one asks S3 without a key, to see what it says. Each takes ${minutesOf(lessons)} minutes.</li>` : null}
<li><a href="${formPath('presigned')}">Compare the other forms.</a> A URL that is already signed, a body in chunks, a form in a browser: the same steps, in other places.</li>
${rung ? markup`<li><a href="${lessonPath(rung.name)}">Climb the ladder.</a> On each rung, you compute one more part of the signature yourself, until your own program signs.</li>` : null}
<li><a href="causes/index.html">Come back when a request is refused.</a> ${causesOf(book).length} causes, each with its sign and its fix.</li>
</ol>`;
}

/** Returns the HMACs of the key chain, which follow the secret on the page of the signing key, and the last result. */
function chainOf({ id, blocks }: Page): readonly Block[] {
  if (id !== SIGNING_KEY_STAGE.id) return [];
  const lines = blocks.filter((block) => block.kind === 'line');
  return lines.filter(({ label }, index) => label !== '' || index === lines.length - 1);
}

/** Writes how the inputs of the example become its signature. */
function mapMarkup(facts: WalkFacts): MarkupNode {
  // The first page has no script, so its bytes need no index.
  const context = { ...rowContext(facts), indexOf: new Map() };
  const pages = walkPages(facts);
  const panel = (stage: string, says: string) => {
    const page = pages.find(({ id }) => id === stage);
    if (!page) return null;
    return markup`<section><h2><a href="${stepPath('header', stage)}">${page.title}</a></h2><p>${says}</p>${blocksMarkup([...page.main, ...chainOf(page)], context)}</section>`;
  };
  const legend = context.places.all.map(({ letter, name }) => markup`<li>${chip(letter)} ${name}</li>`);
  return markup`<div class="map">
${panel(CANONICAL_REQUEST_STAGE.id, 'The request, written in one exact form.')}
<p class="join">↓ its SHA-256 is the last line</p>
${panel(STRING_TO_SIGN_STAGE.id, 'What is signed.')}
${panel(SIGNING_KEY_STAGE.id, 'The secret, bound to a day, a Region, and a service.')}
<p class="join">↓ HMAC-SHA256 of the string with the key</p>
${panel(AUTHORIZATION_STAGE.id, 'What is sent. The server computes the same signature, and compares.')}
</div><ul class="legend" aria-label="Letters">${legend}<li>${chip('.')} fixed by a rule</li><li>${chip('#')} mixed by a hash</li></ul>`;
}
