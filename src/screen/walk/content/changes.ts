/** Says what edits have changed since the walk began, and what typing does to the signature. */
import type { Row } from '../../../layout/block-rows.ts';
import { SIGNATURE } from '../../../sigv4/stages/authorization.ts';
import { RESPONSE_BYTES_STAGE } from '../../../sigv4/stages/signed-request.ts';
import { flippedBits, SIGNATURE_BITS } from '../../../trace/changes.ts';
import { remembered } from '../../../trace/remembered.ts';
import type { Run } from '../../../views/page.ts';
import { stepNames } from '../../../views/walk/step-names.ts';
import { differenceBar } from '../../../views/whole/signature-difference.ts';
import { type Changed, isChangedRow } from '../../components/styled-glyphs.ts';
import { openedField } from '../fields/field-of-row.ts';
import type { View } from '../view.ts';
import { baselineOf, isInWhole, type WalkState } from '../walk-state.ts';
import { digitsOf } from './two-signatures.ts';

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

/**
 * Returns the indexes of the steps that show changed bytes, or a value from which only whole lines were removed; empty before
 * the first edit.
 */
export const changedSteps = remembered((view: View): ReadonlySet<number> => {
  if (!view.changes) return new Set();
  const changed = changedIn(view);
  const hasLost = (value: string) => changed.get(value)?.length === 0;
  const isChanged = (row: Row) => isChangedRow(row, changed) || row.glyphs.some(({ at }) => at && hasLost(at.value));
  return new Set(comparedStages(view).flatMap(({ step }) => (view.rowsOf(step).some(isChanged) ? [step] : [])));
});

/** Returns the stages with their indexes, without the response, which is not compared with an earlier one. */
const comparedStages = ({ facts }: View) =>
  facts.trace.stages
    .map((stage, step) => ({ stage, step }))
    .filter(({ stage }) => stage.id !== RESPONSE_BYTES_STAGE.id);

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

const NOTHING_CHANGED: Changed = new Map();

export interface TypedSignature {
  /** The digits of the signature now, and before the edits. */
  readonly now: string;
  readonly before: string;
  /** The number of bits that differ; `null` for SigV4A, whose signatures contain random numbers. */
  readonly flipped: number | null;
  /** Whether the typed text cannot be signed, so that the signature is that of the last valid text. */
  readonly isHeld: boolean;
  readonly steps: readonly StepChange[];
}

interface StepChange {
  readonly number: number;
  readonly name: string;
  /** The numbers of the lines that have changed; empty if the step has no numbered lines. */
  readonly lines: readonly number[];
  readonly isChanged: boolean;
}

/** Returns what typing changes; `null` if no field is open. */
export function typedSignature(state: WalkState, view: View): TypedSignature | null {
  const opened = openedField(state);
  if (!opened) return null;
  const [, { problem }] = opened;
  const [now, before] = [digitsOf(view.facts, SIGNATURE), digitsOf(baselineOf(state), SIGNATURE)];
  const [changed, steps] = [changedIn(view), changedSteps(view)];
  const numbersIn = (rows: readonly Row[]) =>
    rows
      .filter((row) => isChangedRow(row, changed))
      .flatMap(({ gutter }) => (gutter === null || gutter.number === null || gutter.isOffset ? [] : [gutter.number]));
  return {
    now,
    before,
    flipped: flippedBits(before, now),
    isHeld: problem !== null,
    steps: comparedStages(view).map(({ step, stage }) => ({
      number: step + 1,
      name: stepNames(stage).short,
      lines: steps.has(step) ? [...new Set(numbersIn(view.rowsOf(step)))] : [],
      isChanged: steps.has(step),
    })),
  };
}
