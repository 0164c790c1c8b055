/** Makes mistakes that sign with a secret other than the given one. */
import { type Bytes, NOTHING } from '../../../bytes/bytes.ts';
import type { Octets } from '../../../bytes/octets.ts';
import { type Draft, putBytes, secretBytes, withPart } from '../../draft/draft.ts';
import { byMistake, madeOf } from '../../draft/wrong-operations.ts';
import { type Change, type Mistake, signing } from '../catalogue.ts';

/**
 * Returns the wrong secrets that a mistake derives from the right secret, or an empty list if the mistake changes
 * nothing.
 */
type SecretChange = (secretAccessKey: Octets) => readonly string[];

/**
 * The maximum length of a secret that is tried. A longer secret cannot be real, and each changed secret requires
 * another signature.
 */
const LONGEST = 512;

/**
 * Creates a mistake with a secret that was changed before it reached the signer. `how` ends the sentence "The request
 * was signed …", such as "with a newline after the secret".
 */
export const signedWith =
  (how: string, change: SecretChange, more?: Parameters<typeof signing>[2]): Mistake =>
  (variant) => {
    const transform = byMistake(variant);
    const made: Change = (draft) =>
      otherSecrets(draft, change, (other) => madeOf(secretBytes(draft) ?? NOTHING, transform, other));
    return signing(signedHow(how), made, more)(variant);
  };

/** Creates the mistake of signing with one of these secrets instead of the right one. */
export const signedWithOneOf = (
  how: string,
  secrets: readonly string[],
  more?: Parameters<typeof signing>[2],
): Mistake =>
  signing(
    signedHow(how),
    (draft) =>
      secrets
        .filter((other) => other !== draft.secretAccessKey)
        .map((other) => withPart(draft, 'secretAccessKey', putBytes(draft, other))),
    more,
  );

const signedHow = (how: string): string => `The request was signed ${how}.`;

function otherSecrets(draft: Draft, change: SecretChange, bytesOf: (other: string) => Bytes): readonly Draft[] {
  const { secretAccessKey } = draft;
  if (secretAccessKey === null || secretAccessKey.length > LONGEST) return [];
  return [...new Set(change(secretAccessKey))]
    .filter((other) => other !== secretAccessKey)
    .map((other) => withPart(draft, 'secretAccessKey', bytesOf(other)));
}
