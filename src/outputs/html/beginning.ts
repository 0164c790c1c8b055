/** Writes what an edit changes first: the signature with its seal, how it differs from the one before, and the picture. */
import type { Octets } from '../../bytes/octets.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { HASHED_CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import type { Range } from '../../trace/ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { runsOf } from '../../views/characters/visible.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { Run } from '../../views/page.ts';
import { checkRuns } from '../../views/value-blocks.ts';
import { signedRun } from '../../views/walk/signed-verdict.ts';
import { changedInWords } from '../../views/whole/in-words.ts';
import { wholeOf } from '../../views/whole/whole.ts';
import { type RowContext, rowContext, runsMarkup } from './glyphs.ts';
import { type MarkupNode, markup } from './markup.ts';
import { flippedMarkup, sealMarkup } from './seal.ts';
import { isChanged, wholeMarkup } from './whole.ts';

/** What an edit has changed. */
export interface PageChanges {
  /** The digits of the seal before the first edit. */
  readonly before: Octets;
  /** The changed bytes of each value. */
  readonly changed: ReadonlyMap<string, readonly Range[]>;
}

/** Returns the context of the rows of a walk in which the changed bytes are marked. */
export const changedContext = (facts: WalkFacts, changes: PageChanges | null): RowContext => ({
  ...rowContext(facts),
  ...(changes && { differing: changes.changed }),
});

/** Writes the result of signing, and the picture. `context` is that of `changedContext`. */
export const walkBeginning = (facts: WalkFacts, context: RowContext, changes: PageChanges | null): MarkupNode =>
  markup`${signedMarkup(facts, context, changes?.before ?? null)}${wholeMarkup(facts, context, null)}`;

/** Writes a result in a line. */
export const resultLine = (result: Run, context: RowContext): MarkupNode =>
  markup`<p class="verdict">${runsMarkup([result], context)}</p>`;

/** Writes the signature and whether it is published, or what is wrong with it. */
function signedMarkup(facts: WalkFacts, context: RowContext, before: Octets | null): MarkupNode {
  const own = signedRun(facts);
  const result = sealedValue(facts);
  if (own.meaning === 'differs' || !result) return resultLine(own, context);
  const { octets } = result.bytes;
  const check = checkRuns(facts, result.id);
  const isBefore = before !== null && before !== octets;
  const whole = before === null ? null : wholeOf(facts);
  const changed = whole ? changedInWords(whole, (range) => isChanged(range, context)) : '';
  const seals = [
    sealMarkup(octets, isBefore ? 'now' : 'its 256 bits'),
    isBefore ? sealMarkup(before, 'as opened') : null,
  ];
  return markup`<div id="desk"><div id="signed" class="verdict"><div class="seals">${seals}</div><div><span class="says">${result.name}</span> <code tabindex="0">${runsMarkup(runsOf(result), context)}</code> ${runsMarkup(check, context)}${before === null ? null : flippedMarkup(before, octets)}${changed === '' ? null : markup`<p class="changed">${changed}</p>`}</div></div></div>`;
}

/** Returns the value whose seal a page shows: the signature or, where no key is known, the hash of what is signed. */
export const sealedValue = ({ trace }: Pick<WalkFacts, 'trace'>): RedactedValue | undefined =>
  findValue(trace, SIGNATURE.id) ?? findValue(trace, HASHED_CANONICAL_REQUEST.id);
