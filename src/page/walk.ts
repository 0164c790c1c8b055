/** The program of the page of a walk: every input is a field, and the page shows what a reader changes. */
import { isProblem, type Problem } from '../bytes/problem.ts';
import { changedContext, type PageChanges, sealedValue, walkBeginning } from '../outputs/html/beginning.ts';
import { rowContext } from '../outputs/html/glyphs.ts';
import { drawnMarkup } from '../outputs/html/whole.ts';
import { changesBetween, flippedBits } from '../trace/changes.ts';
import type { WalkFacts } from '../views/facts.ts';
import { differenceInWords } from '../views/whole/signature-difference.ts';
import { wholeOf } from '../views/whole/whole.ts';
import { fieldAt, fieldId, fieldNamed, fieldsMarkup, textOf, withText } from './fields.ts';
import * as history from './history.ts';
import { later } from './later.ts';
import { liveWalk, type PageFields, type PageWalk } from './live-walk.ts';
import { partsOfPage } from './replace-parts.ts';

/** Returns the part of the page with an ID. Throws if there is none: the page is damaged. */
function elementOf(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part "${id}".`);
  return found;
}

/** Does what can wait until the page has nothing else to do. Safari has no such call. */
const whenIdle: (task: () => void) => unknown = window.requestIdleCallback ?? window.setTimeout;

/** A walk that is shown, and what was changed in it; `null` for the walk with which the page was opened. */
interface Shown {
  readonly facts: WalkFacts;
  readonly changes: PageChanges | null;
}

const begun: PageWalk = JSON.parse(elementOf('inputs').textContent ?? '');
const live = liveWalk(begun, () => new Date());
const parts = partsOfPage(document);
elementOf('desk').insertAdjacentHTML('afterbegin', fieldsMarkup(live).markup);

let typed = history.begin(live.fields);
let shown: Shown | null = null;
let turn = 0;
/** The origins of the walk with which the page was opened, from when they are replaced. */
let firstOrigins: string | null = null;
/** The line of the picture whose way is drawn; `null` if none is. */
let here: number | null = null;

/** Returns the secrets that the page does not have, as they are typed now. */
const ownSecrets = (): Partial<PageFields> => Object.fromEntries(live.missing.map((name) => [name, typed.now[name]]));

/** Returns whether the fields are those with which the page was opened, also if they were typed again. */
function isUnchanged(): boolean {
  const unsaid = Object.fromEntries(live.missing.map((name) => [name, live.fields[name]]));
  return JSON.stringify({ ...typed.now, ...unsaid }) === JSON.stringify(live.fields);
}

/** The walk before the first change, by the secrets that are typed. */
const before = new Map<string, ReturnType<typeof live.walk>>();

function walkBefore(): ReturnType<typeof live.walk> {
  const own = ownSecrets();
  const key = JSON.stringify(own);
  const walk = before.get(key) ?? live.walk({ ...live.fields, ...own });
  before.set(key, walk);
  return walk;
}

/** Shows the walk of the fields, unless something else was typed meanwhile. */
async function update(): Promise<void> {
  turn += 1;
  const own = turn;
  const [first, walk] = await Promise.all([walkBefore(), live.walk(typed.now)]);
  if (own !== turn) return;
  tell(isProblem(walk) ? walk : null);
  if (isProblem(walk)) return;
  const changes = isUnchanged() || isProblem(first) ? null : changesOf(first, walk);
  shown = { facts: walk, changes };
  const hasOwn = Object.values(ownSecrets()).some((secret) => secret !== '');
  const isAsOpened = isUnchanged() && !hasOwn;
  const facts = withBefore(walk, changes);
  if (isAsOpened) parts.restore();
  else parts.show(walkBeginning(facts, changedContext(facts, changes), changes).markup, 'beginning');
  here = null;
  elementOf('told').textContent = changes ? saysOf(changes, walk) : '';
  // The steps follow when there is time for them, so that what is typed next does not wait for them.
  const { wholeMarkup, originsText } = await later;
  whenIdle(() => {
    if (own !== turn) return;
    const origins = elementOf('origins');
    firstOrigins ??= origins.textContent;
    if (!isAsOpened) parts.show(wholeMarkup(facts, changes), 'whole');
    origins.textContent = isAsOpened ? firstOrigins : originsText(walk);
    document.dispatchEvent(new Event('walk'));
  });
}

const withBefore = (walk: WalkFacts, changes: PageChanges | null): WalkFacts =>
  changes ? { ...walk, signatureBefore: changes.before } : walk;

function changesOf(before: WalkFacts, walk: WalkFacts): PageChanges | null {
  const sealed = sealedValue(before)?.bytes.octets;
  return sealed === undefined ? null : { before: sealed, changed: changesBetween(before.trace, walk.trace).changed };
}

function saysOf({ before }: PageChanges, walk: WalkFacts): string {
  const flipped = flippedBits(before, sealedValue(walk)?.bytes.octets ?? '');
  return flipped === null ? '' : differenceInWords(flipped);
}

/** Says why the fields cannot be signed, at the field at fault. */
function tell(found: Problem | null): void {
  for (const field of document.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  elementOf('wrong').textContent = found ? `${found.says} ${found.fix}` : '';
  if (found) document.getElementById(fieldId(fieldAt(found)))?.setAttribute('aria-invalid', 'true');
}

function take(next: history.History): void {
  typed = next;
  for (const id of ['undo', 'reset']) elementOf(id).toggleAttribute('disabled', typed.past.length === 0);
  void update();
}

/** Takes back steps, and puts the texts that were there into the fields. */
function takeBack(next: history.History): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('#fields input, #fields textarea, #fields select')) {
    const name = fieldNamed(field.id);
    if (name && !live.missing.some((missing) => missing === name)) field.value = textOf(next.now, name);
  }
  take(next);
}

elementOf('fields').addEventListener('input', ({ target }) => {
  if (
    !(
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    )
  )
    return;
  const name = fieldNamed(target.id);
  if (name === null) return;
  const fields = withText(typed.now, name, target.value);
  const isOwn = live.missing.some((missing) => missing === name);
  take(isOwn ? history.keyed(typed, fields) : history.typed(typed, name, fields));
});
elementOf('fields').addEventListener('submit', (event) => event.preventDefault());
elementOf('undo').addEventListener('click', () => takeBack(history.undone(typed, ownSecrets())));
elementOf('reset').addEventListener('click', () => takeBack(history.startedAgain(typed, ownSecrets())));

/** Draws the way of a line of the picture. */
function follow(drawn: Element, here: number | null): void {
  const whole = shown && wholeOf(shown.facts);
  if (!shown || !whole) return;
  const { facts, changes } = shown;
  const context = { ...rowContext(facts), ...(changes && { differing: changes.changed }) };
  drawn.innerHTML = drawnMarkup(facts, whole, context, here).markup;
}

document.addEventListener('pointerover', ({ target }) => {
  const row = target instanceof Element ? target.closest('.drawn [data-line]') : null;
  const line = row instanceof HTMLElement ? Number(row.dataset.line) : null;
  const drawn = row?.closest('.drawn');
  if (!drawn || line === here) return;
  here = line;
  follow(drawn, here);
});

document.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const drawn = document.activeElement;
  if (!step || !drawn?.matches('.drawn') || !shown) return;
  const count = wholeOf(shown.facts)?.parts.flatMap(({ lines }) => lines).length ?? 0;
  here = Math.min(Math.max((here ?? -1) + step, 0), count - 1);
  follow(drawn, here);
  event.preventDefault();
});

if (live.missing.length === 0) {
  void walkBefore().then((facts) => {
    if (!isProblem(facts)) shown ??= { facts, changes: null };
  });
}
