/** A case: one question to a learner's signer, and the right answer. */
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../../diagnosis/draft/draft.ts';
import type { Surroundings } from '../../diagnosis/surroundings.ts';
import type { Group } from './groups.ts';

/** The values of an answer by their names in JSON, in the order in which they are computed. */
export const VALUE_NAMES = [
  'canonicalRequest',
  'stringToSign',
  'signingKeyHex',
  'signature',
  'authorization',
  'url',
] as const;
export type ValueName = (typeof VALUE_NAMES)[number];

/** Values as octets; a case may not have all of them. */
export type Values = Readonly<Partial<Record<ValueName, Octets>>>;

/** The input of the right answer, which mistakes are made in. */
export interface Model {
  readonly draft: Draft;
  readonly around: Surroundings;
}

export type Expected =
  | { readonly kind: 'values'; readonly values: Values; readonly model: Model }
  /** The right answer is a line with `problem`. `says` is the reason why the case cannot be signed. */
  | { readonly kind: 'problem'; readonly says: string };

export interface GradedCase {
  /** The publisher's group and the name in it: `s3-documentation/get-object`. */
  readonly id: string;
  /** The group of vectors, or `refuse` for this project's own cases. */
  readonly publisher: string;
  /** Groups that must be requested explicitly; empty for cases that are asked by default. */
  readonly needs: readonly Group[];
  /** The JSON that the program receives as one line. */
  readonly line: Readonly<Record<string, unknown>>;
  readonly expected: Expected;
}
