/** Shows what one break changes: the first line that differs, before and after, and how far the change goes. */
import type { Octets } from '../../bytes/octets.ts';
import { pairLines } from '../../sides/difference/line-difference.ts';
import { shownPairs } from '../../sides/difference/line-ends.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { visible } from '../characters/visible.ts';
import type { WalkFacts } from '../facts.ts';
import { comparedLines } from '../lessons/shot-blocks.ts';
import type { ComparedLines } from '../page.ts';
import { breakChanges, type ChangedValue } from './break-changes.ts';

export interface BreakPreview {
  /** What the line belongs to, such as "Canonical request, line 2". */
  readonly where: string;
  /** The line; `null` if only the body changes. */
  readonly lines: ComparedLines | null;
  /** The numbers of the steps in which something changes. */
  readonly steps: readonly number[];
  /** The number of bits of the signature that differ; `null` if it has none to compare. */
  readonly flipped: number | null;
  /** The digits of the signature before and after; `null` if it has no bits to compare. */
  readonly signatures: readonly [before: Octets, after: Octets] | null;
}

const LABELS = ['before', 'after'] as const;

/** Returns the preview of a broken request. `right` is the correct one. Secrets are never in it. */
export function breakPreview(right: WalkFacts, broken: WalkFacts): BreakPreview {
  const { stages, flippedBits } = breakChanges(right.trace, broken.trace);
  const steps = stages.flatMap(({ values }, step) => (values.length > 0 ? [step + 1] : []));
  const common = { steps, ...signaturesOf(right, broken, flippedBits) };
  const all = stages.flatMap(({ values }) => values).toSorted((one, other) => rankOf(one) - rankOf(other));
  const signature = all.find(({ after }) => after?.id === SIGNATURE.id);
  for (const value of all) {
    const line = isOnlySignature(value, signature) ? null : firstLine(value);
    if (line) return { ...common, ...line };
  }
  if (signature?.before && signature.after) return { ...common, ...wholeValue(signature.before, signature.after) };
  return { ...common, where: 'The body is changed in transit; its hash stays in the request.', lines: null };
}

/** Returns the bits that differ, and the signatures that have these bits. */
function signaturesOf(
  right: WalkFacts,
  broken: WalkFacts,
  flipped: number | null,
): Pick<BreakPreview, 'flipped' | 'signatures'> {
  const [before, after] = [right, broken].map(({ trace }) => findValue(trace, SIGNATURE.id)?.bytes.octets);
  const isComparable = flipped !== null && before !== undefined && after !== undefined;
  return { flipped, signatures: isComparable ? [before, after] : null };
}

/** Returns the first line of a text that differs; `null` for a value that is no text, or that has a secret in it. */
function firstLine({ before, after }: ChangedValue): Pick<BreakPreview, 'where' | 'lines'> | null {
  if (!before || !after || !isShown(before) || !isShown(after) || after.id === SIGNATURE.id) return null;
  const pairs = shownPairs(pairLines(before.bytes.octets, after.bytes.octets));
  const at = pairs.findIndex(({ server, client }) => server !== client);
  const pair = pairs[at];
  if (!pair) return null;
  const [first, second] = [pair.server, pair.client].map((line) => line && visible(line));
  const side = pair.server === null ? 'client' : 'server';
  const number = pairs.slice(0, at + 1).filter((each) => each[side] !== null).length;
  return {
    where: pairs.length > 1 ? `${after.name}, line ${number}` : after.name,
    lines: comparedLines(LABELS, first ?? null, second ?? null),
  };
}

/** The whole text comes before its parts, such as the canonical headers. */
const rankOf = ({ before, after }: ChangedValue): number => ((after ?? before)?.id === CANONICAL_REQUEST.id ? 0 : 1);

/** Returns whether nothing but the signature differs in a value, such as in the Authorization header. */
function isOnlySignature({ before, after }: ChangedValue, signature: ChangedValue | undefined): boolean {
  const without = (value: RedactedValue | null, of: RedactedValue | null | undefined) =>
    of && value?.bytes.octets.replaceAll(of.bytes.octets, '');
  return signature !== undefined && without(before, signature.before) === without(after, signature.after);
}

const isShown = ({ form, masked }: RedactedValue): boolean => form !== 'octets' && masked.length === 0;

/** Compares digits as a whole, because equal ones are in the same places by chance. */
const wholeValue = (before: RedactedValue, after: RedactedValue): Pick<BreakPreview, 'where' | 'lines'> => ({
  where: after.name,
  lines: {
    kind: 'compared',
    labels: LABELS,
    pieces: [[visible(before.bytes.octets), visible(after.bytes.octets)]],
  },
});
