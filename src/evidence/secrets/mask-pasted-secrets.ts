/** Masks secrets in text that has not been parsed, such as a response, a log, or a paste. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { maskOf } from '../../trace/masks/mask.ts';
import { overwrite } from '../../trace/masks/ranges.ts';
import { SHORTEST_SECRET } from '../../trace/masks/shortest-secret.ts';
import { type FoundSecret, findEncodedSecrets, findSecrets, spellingsOf } from './find-secrets.ts';
import type { SecretRow } from './labels.ts';

/** The minimum length in bytes of a secret that is masked elsewhere too. A shorter text may be an ordinary word. */
const SHORTEST_ELSEWHERE = 16;

/**
 * Replaces each secret with `*`: the secrets that follow a label (`SECRET_ROWS`), and the secrets in `known`. Other
 * occurrences of the same secrets are masked too. Secrets of at least 8 bytes are also masked in encoded form, such as
 * hexadecimal or base64. Lengths never change.
 */
export function maskPastedSecrets(text: Octets, known: readonly Octets[]): Octets {
  const labelled = findSecrets(text);
  const found = [...labelled, ...findEncodedSecrets(text)];
  const asItIs = new Set<string>(elsewhere(found, 'as-it-is').flatMap(spellingsOf));
  const ranges = labelled.map(({ range }) => range);
  const masked = overwrite(text, ranges).replace(RUN, (run) => (asItIs.has(run) ? stars(run) : run));
  // A mask does not look for short secrets. Those that were given are masked where they are written literally.
  const withoutShort = known
    .filter((secret) => secret !== EMPTY && secret.length < SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, stars(secret)), masked);
  return maskOf([...known, ...secretsAnywhere(found)])(withoutShort as Octets);
}

/** Masks a piece of evidence: the secrets of requests in it, those that follow a label, and those in `known`. */
export const maskedPiece = (piece: Octets, known: readonly Octets[]): Octets =>
  maskSecretsIn(maskPastedSecrets(maskSecretsIn(piece), known));

/**
 * Returns the secrets that a text shows as such, and that are masked wherever they occur: those that are not too short,
 * but not signatures. Also finds those in what the text quotes as hexadecimal digits or in base64.
 */
export const labelledSecretsIn = (text: Octets): Octets[] =>
  secretsAnywhere([...findSecrets(text), ...(text.length > LONGEST_DECODED ? [] : findEncodedSecrets(text))]);

/**
 * The length in bytes of the longest text in which labels are also found in what it quotes as hexadecimal digits or in
 * base64, and of the part of a text in which the head of a request is looked for. Taking apart more, such as an object,
 * would take many times its size.
 */
export const LONGEST_DECODED = 2 ** 20;

/** Returns the same secrets of a text that quotes nothing, such as the head of a request. */
export const labelledSecretsInHead = (head: Octets): Octets[] => secretsAnywhere(findSecrets(head));

function secretsAnywhere(found: readonly FoundSecret[]): Octets[] {
  const whole = elsewhere(found, 'in-any-spelling');
  const parts = whole.flatMap(({ row, octets }) => row.parts?.(octets) ?? []).filter(isMaskedElsewhere);
  return [...whole.map(({ octets }) => octets), ...parts];
}

const elsewhere = (found: readonly FoundSecret[], how: SecretRow['elsewhere']): FoundSecret[] =>
  found.filter(({ row, octets }) => row.elsewhere === how && isMaskedElsewhere(octets));

/** Returns whether a secret that is only known by its label is masked elsewhere too. */
export const isMaskedElsewhere = ({ length }: Octets): boolean => length >= SHORTEST_ELSEWHERE;

const stars = ({ length }: string): string => '*'.repeat(length);

/** Matches a run of characters that a signature can consist of, in hexadecimal, base64, or percent-encoding. */
const RUN = /[A-Za-z0-9+/=%]+/g;
