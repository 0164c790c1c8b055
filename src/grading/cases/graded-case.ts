/** One question to a learner's signer: the line that asks it, and the right answer. */
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../../diagnosis/draft/draft.ts';
import type { Surroundings } from '../../diagnosis/surroundings.ts';
import type { Group } from './groups.ts';

/** The values of an answer, by their names in JSON, in the order in which they are made. */
export const VALUE_NAMES = [
  'canonicalRequest',
  'stringToSign',
  'signingKeyHex',
  'signature',
  'authorization',
  'url',
] as const;
export type ValueName = (typeof VALUE_NAMES)[number];

/** One character a byte; those that a case does not have are left out. */
export type Values = Readonly<Partial<Record<ValueName, Octets>>>;

/** What the right answer is made of, so that mistakes can be made of it. */
export interface Model {
  readonly draft: Draft;
  readonly around: Surroundings;
}

export type Expected =
  | { readonly kind: 'values'; readonly values: Values; readonly model: Model }
  /** A line with `problem`; `says` why nothing can be signed. */
  | { readonly kind: 'problem'; readonly says: string };

export interface GradedCase {
  /** `s3-documentation/get-object`: the publisher's group, and the case in it. */
  readonly id: string;
  /** The group of vectors that it is from; `refuse` for what is this project's alone. */
  readonly publisher: string;
  /** All of them have to be asked for; none for what is asked by itself. */
  readonly needs: readonly Group[];
  /** What is written to the program, as JSON on one line. */
  readonly line: Readonly<Record<string, unknown>>;
  readonly expected: Expected;
}
