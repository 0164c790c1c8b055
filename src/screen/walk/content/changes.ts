/** Says what edits have changed since the walk began. */
import type { Row } from '../../../layout/block-rows.ts';
import { RESPONSE_BYTES_STAGE } from '../../../sigv4/stages/signed-request.ts';
import { SIGNATURE_BITS } from '../../../trace/changes.ts';
import type { Run } from '../../../views/page.ts';
import { differenceBar } from '../../../views/whole/signature-difference.ts';
import { type Changed, isChangedRow } from '../../components/styled-glyphs.ts';
import type { View } from '../view.ts';
import { isInWhole, type WalkState } from '../walk-state.ts';

interface Change {
  readonly left: readonly Run[];
  /** Titles for the right end, the longest first. */
  readonly right: readonly string[];
  /** The text that is shown if there is no rule above the keys; empty if there is nothing to say. */
  readonly short: string;
}

/**
 * Describes the changes that edits have made since the walk began, including the number of changed bits in the
 * signature.
 */
export function changeOf(state: WalkState, view: View): Change | null {
  const { changes } = view;
  if (!changes) return null;
  // An edit may change only the destination of the request.
  if (countOf(changes) === 0) return null;
  const steps = changedSteps(view);
  const numbers = [...steps].map((step) => step + 1).join(' ');
  // The response is not compared with an earlier one.
  const isCompared = view.facts.trace.stages[state.step]?.id !== RESPONSE_BYTES_STAGE.id;
  const here = isCompared && !steps.has(state.step) && !isInWhole(state) ? ', not here' : '';
  const left: Run[] = [
    { text: `~ changed: ${steps.size === 1 ? 'step' : 'steps'} ${numbers}${here}`, meaning: 'name' },
  ];
  if (changes.flippedBits === null) return { left, right: [], short: '' };
  const short = flippedShort(view);
  const bits = `${changes.flippedBits} of ${SIGNATURE_BITS} bits of the signature flipped`;
  return {
    left,
    right: [`${differenceBar(changes.flippedBits)} ${bits}`, bits, flippedShort(view, 'signature bits').slice(2)],
    short,
  };
}

const stepsOfViews = new WeakMap<View, ReadonlySet<number>>();

/**
 * Returns the indexes of the steps that show changed bytes, or a value from which only whole lines were removed; empty before
 * the first edit.
 */
export function changedSteps(view: View): ReadonlySet<number> {
  if (!view.changes) return NO_STEPS;
  const known = stepsOfViews.get(view);
  if (known) return known;
  const changed = changedIn(view);
  const hasLost = (value: string) => changed.get(value)?.length === 0;
  const isChanged = (row: Row) => isChangedRow(row, changed) || row.glyphs.some(({ at }) => at && hasLost(at.value));
  const steps = view.facts.trace.stages.flatMap(({ id }, step) =>
    id !== RESPONSE_BYTES_STAGE.id && view.rowsOf(step).some(isChanged) ? [step] : [],
  );
  const found = new Set(steps);
  stepsOfViews.set(view, found);
  return found;
}

export const changedIn = ({ changes }: View): Changed => changes?.changed ?? NOTHING_CHANGED;

/** Counts the values that have changed. */
export const countOf = ({ changed, added, removed }: NonNullable<View['changes']>) =>
  changed.size + added.length + removed.length;

/**
 * Returns a short text that says how many bits of the signature were flipped by edits, or an empty string if nothing
 * has changed.
 */
export const flippedShort = ({ changes }: View, unit = 'bits'): string =>
  changes === null || changes.flippedBits === null ? '' : `~ ${changes.flippedBits} of ${SIGNATURE_BITS} ${unit}`;

const NO_STEPS: ReadonlySet<number> = new Set();
const NOTHING_CHANGED: Changed = new Map();
