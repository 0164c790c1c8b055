/** Makes the origins of the bytes in values: spans, and the tables that the spans refer to. */

import type { Input } from '../../bytes/input.ts';
import {
  type Ingredient,
  ingredientsOf,
  type Origin,
  type Rule,
  type Source,
  type Span,
  sliceOrigin,
  type Transform,
} from '../../bytes/origin.ts';
import type { Range } from '../../trace/ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { oneLine } from './one-line.ts';

/** A writer that writes spans and collects everything that the spans refer to by ID. */
export interface OriginWriter {
  /** Returns the spans of a value, which cover all bytes shown; `null` if the origins of its bytes are unknown. */
  readonly spansOf: (value: RedactedValue) => readonly object[] | null;
  /** Returns tables of everything that the spans written so far refer to. */
  readonly tables: () => object;
}

/** Creates a writer for the values of a trace, some of which may be masked. */
export function originWriter(values: readonly RedactedValue[]): OriginWriter {
  const inputs = namesOf<Input>(isAlike);
  const rules = namesOf<Rule>(isAlike);
  const transforms = namesOf<Transform>(Object.is);
  const hidden = new Set(values.filter(isHidden).map(({ id }) => id));

  const sourceJson = (source: Source) => {
    switch (source.kind) {
      case 'given':
        return { kind: source.kind, input: inputs.nameOf(source.input), from: source.start, to: source.end };
      case 'fixed':
        return { kind: source.kind, rule: rules.nameOf(source.rule) };
      case 'copy':
        // If a value is hidden, its length is hidden too.
        return {
          ...{ kind: source.kind, value: source.value },
          ...(hidden.has(source.value) ? {} : { from: source.start, to: source.end }),
        };
    }
  };
  const byJson = (by: readonly Transform[]) => by.map(transforms.nameOf);
  const ingredientJson = ({ source, by }: Ingredient, ofAll: readonly Transform[]) =>
    sameTransforms(by, ofAll) ? sourceJson(source) : { ...sourceJson(source), by: byJson(by) };
  const originJson = (origin: Origin) =>
    origin.kind === 'derived'
      ? { kind: origin.kind, by: byJson(origin.by), of: origin.from.map((each) => ingredientJson(each, origin.by)) }
      : sourceJson(origin);

  /** Lists the sources of masked bytes. Transforms and offsets are omitted, because they would reveal the bytes. */
  const maskedJson = (spans: readonly Span[]) => {
    const sources = spans.flatMap(({ origin }) => ingredientsOf(origin).map(({ source }) => source));
    const of = sources.flatMap((source): object[] => {
      if (source.kind === 'copy') return [{ kind: source.kind, value: source.value }];
      return source.kind === 'given' ? [{ kind: source.kind, input: inputs.nameOf(source.input) }] : [];
    });
    const texts = new Map(of.map((each) => [JSON.stringify(each), each]));
    return { kind: 'masked', of: [...texts.values()] };
  };

  return {
    spansOf(value) {
      const { spans } = value.bytes;
      if (spans === null) return null;
      if (isHidden(value)) return [oneLine(maskedJson(spans))];
      return piecesOf(spans, value.masked).map(({ start, end, ...piece }) =>
        oneLine({ start, end, ...('origin' in piece ? originJson(piece.origin) : maskedJson(piece.spans)) }),
      );
    },
    tables: () => ({
      inputs: inputs.table(({ name, source }) => oneLine({ ...(name === undefined ? {} : { name }), source })),
      rules: rules.table(({ says, see }) => ({ says, see })),
      transforms: transforms.table(({ done, secrecy, roles, see }) => oneLine({ done, secrecy, roles, see })),
    }),
  };
}

const isHidden = ({ form, masked }: RedactedValue) => form === 'octets' && masked.length > 0;

type Piece = Range & ({ readonly origin: Origin } | { readonly spans: readonly Span[] });

/** Cuts spans at the edges of the masked ranges. Each masked range becomes one piece. */
function piecesOf(spans: readonly Span[], masked: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const range of masked) {
    pieces.push(...within(spans, at, range.start), { ...range, spans: within(spans, range.start, range.end) });
    at = range.end;
  }
  return [...pieces, ...within(spans, at, Number.POSITIVE_INFINITY)];
}

function within(spans: readonly Span[], first: number, last: number): Span[] {
  return spans
    .filter(({ start, end }) => start < last && end > first)
    .map((span) => {
      const [start, end] = [Math.max(span.start, first), Math.min(span.end, last)];
      return { start, end, origin: sliceOrigin(span.origin, start - span.start, end - span.start) };
    });
}

/**
 * Collects objects by name. The name of an object is its ID or, if a different object already has that name, `id#2`,
 * `id#3`, and so on.
 */
function namesOf<Named extends { readonly id: string }>(isSame: (one: Named, other: Named) => boolean) {
  const known = new Map<string, Named>();
  return {
    nameOf(named: Named): string {
      for (let number = 1; ; number += 1) {
        const name = number === 1 ? named.id : `${named.id}#${number}`;
        const found = known.get(name);
        if (found === undefined) known.set(name, named);
        if (found === undefined || isSame(found, named)) return name;
      }
    },
    table: (write: (named: Named) => object) =>
      Object.fromEntries([...known].map(([name, named]) => [name, write(named)])),
  };
}

const isAlike = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
const sameTransforms = (one: readonly Transform[], other: readonly Transform[]) =>
  one.length === other.length && one.every((transform, index) => transform === other[index]);
