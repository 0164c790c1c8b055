/**
 * Makes plain differences: values that differ between the two sides without a specific mistake as the explanation. Plain
 * differences are reported only if nothing more specific is found.
 */
import { putBytes, withPart } from '../drafts/draft.ts';
import { type Change, type Mistakes, seenOtherwise, travelling } from './catalogue.ts';

interface PlainDifference {
  readonly signed: string;
  readonly arrived: string;
  readonly fix?: string;
  readonly change: Change;
}

/**
 * Creates the change in both directions: from the text that the server computed to the text that was signed, and back.
 */
export function plainDifference(part: string, { signed, arrived, change, ...fix }: PlainDifference): Mistakes {
  const more = { isPlain: true, ...fix };
  return {
    [`signed-another-${part}`]: seenOtherwise(signed, change, more),
    [`another-${part}-arrived`]: travelling(arrived, change, more),
  };
}

/** Creates a change that copies a part of the other side's draft. */
export const copied =
  (part: 'method' | 'canonicalUri' | 'canonicalQueryString'): Change =>
  (draft, { other }) =>
    other === null || other[part] === draft[part] ? [] : [withPart(draft, part, putBytes(draft, other[part]))];
