/** Says what the typed text does to the signature: the signature now and before, and what changes in which step. */

import type { Row } from '../../../layout/block-rows.ts';
import { SIGNATURE } from '../../../sigv4/stages/authorization.ts';
import { RESPONSE_BYTES_STAGE } from '../../../sigv4/stages/signed-request.ts';
import { flippedBits } from '../../../trace/changes.ts';
import { type Changed, isChangedRow } from '../../components/styled-glyphs.ts';
import { openedField } from '../fields/field-of-row.ts';
import type { View } from '../view.ts';
import { baselineOf, type WalkState } from '../walk-state.ts';
import { digitsOf } from './two-signatures.ts';

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

export interface StepChange {
  readonly number: number;
  readonly name: string;
  /** The numbers of the lines that have changed; empty if the step has no numbered lines. */
  readonly lines: readonly number[];
  readonly isChanged: boolean;
}

/** Returns what typing changes; `null` if no field is open. */
export function typedSignature(
  state: WalkState,
  view: View,
  { changed, steps }: { readonly changed: Changed; readonly steps: ReadonlySet<number> },
): TypedSignature | null {
  const opened = openedField(state);
  if (!opened) return null;
  const [, { problem }] = opened;
  const [now, before] = [digitsOf(view.facts, SIGNATURE), digitsOf(baselineOf(state), SIGNATURE)];
  const isChanged = (row: Row) => isChangedRow(row, changed);
  const linesOf = (step: number) =>
    view
      .rowsOf(step)
      .filter(isChanged)
      .flatMap(({ gutter }) => (gutter === null || gutter.number === null || gutter.isOffset ? [] : [gutter.number]));
  return {
    now,
    before,
    flipped: flippedBits(before, now),
    isHeld: problem !== null,
    steps: view.facts.trace.stages.flatMap(({ id, short }, step) =>
      // The response is not compared with an earlier one.
      id === RESPONSE_BYTES_STAGE.id
        ? []
        : [
            {
              number: step + 1,
              name: short,
              lines: steps.has(step) ? [...new Set(linesOf(step))] : [],
              isChanged: steps.has(step),
            },
          ],
    ),
  };
}
