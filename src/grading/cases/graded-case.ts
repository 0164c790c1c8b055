/** Defines a case: one question to a learner's signer, together with the correct answer. */
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../../drafts/draft.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import type { Group } from './groups.ts';

/** The values of an answer, in the order in which they are computed. These are also their names in JSON. */
export const VALUE_NAMES = [
  'canonicalRequest',
  'stringToSign',
  'signingKeyHex',
  'signature',
  'authorization',
  'url',
] as const;
export type ValueName = (typeof VALUE_NAMES)[number];

/** Values as octets. A case does not necessarily have all of these values. */
export type Values = Readonly<Partial<Record<ValueName, Octets>>>;

/** The input that leads to the correct answer. Mistakes can be applied to this input. */
export interface Model {
  readonly draft: Draft;
  readonly around: MutationContext;
}

export type Expected =
  | { readonly kind: 'values'; readonly values: Values; readonly model: Model }
  /** For this kind, the correct answer is a line with `problem`. `says` explains why the case cannot be signed. */
  | { readonly kind: 'problem'; readonly says: string };

export interface GradedCase {
  /**
   * The ID, which consists of the group of vectors and the name within the group, such as
   * `s3-documentation/get-object`.
   */
  readonly id: string;
  /** The group of vectors. For this project's own cases that must be refused, this is `refuse`. */
  readonly publisher: string;
  /** Groups that must be requested explicitly. Empty if the case is asked by default. */
  readonly needs: readonly Group[];
  /** The JSON object that the program receives as one line. */
  readonly line: Readonly<Record<string, unknown>>;
  readonly expected: Expected;
}
