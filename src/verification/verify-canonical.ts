/**
 * Verifies a canonical request and its string to sign from a log. Compares the two texts with each other and with a
 * signature.
 */

import { type Bytes, NOTHING, plain } from '../bytes/bytes.ts';
import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { CanonicalPair } from '../intake/canonical-pair.ts';
import type { StringToSignParts } from '../intake/canonical-parts.ts';
import type { SigningKey } from '../sigv4/algorithms/algorithm.ts';
import { algorithmNamed } from '../sigv4/algorithms/table.ts';
import { readCredential } from '../sigv4/claims/claim-parts.ts';
import { HEADER_CALCULATION } from '../sigv4/documentation.ts';
import { AUTHORIZATION_STAGE, SIGNATURE } from '../sigv4/stages/authorization.ts';
import { HASHED_CANONICAL_REQUEST, SIGNED_HEADERS } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import { unrecorded } from '../trace/trace.ts';
import { compareScope } from './comparison/compare-claim.ts';
import { type Comparison, comparison } from './comparison/comparison.ts';
import { ALWAYS_VALID, type Verdict, verdictOf } from './verdict.ts';

export interface VerifiedCanonical {
  readonly verdict: Verdict;
  readonly comparisons: readonly Comparison[];
  /** The key that produced the signature; `null` if the key is unknown. */
  readonly signedBy: Candidate | null;
}

/** A key that may have produced the signature. The texts do not name the key, so each candidate is tried. */
export interface Candidate {
  /** The access key ID; empty if unknown. SigV4A derives its key from the ID and the secret. */
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
  readonly source: InputSource;
}

export interface Candidates {
  /** The keys that the user gave. If none of these keys produced the signature, the signature is wrong. */
  readonly own: readonly Candidate[];
  /** Published keys, which are also tried. If none of these keys produced the signature, nothing is proved. */
  readonly published: readonly Candidate[];
}

export function verifyCanonical(pair: CanonicalPair, candidates: Candidates): VerifiedCanonical {
  const { stringToSignParts } = pair;
  const signer = stringToSignParts && readSigner(stringToSignParts);
  if (isProblem(signer)) {
    return { verdict: { kind: 'malformed', problem: signer }, comparisons: [], signedBy: null };
  }
  const signedBy = signer && signerOf(pair, signer, candidates);
  const comparisons = [
    ...compareSignedHeaders(pair),
    ...(signer ? compareScope(signer) : []),
    ...compareHash(pair),
    signer ? compareWithKeys(pair, signer, { signedBy, own: candidates.own }) : nothingToCompare(pair),
  ];
  // The time is checked only for whole requests, so here it is always valid.
  return { verdict: verdictOf(comparisons, null, ALWAYS_VALID, 0), comparisons, signedBy };
}

type Signer = Parameters<typeof compareScope>[0] & {
  readonly keyOf: (candidate: Candidate) => SigningKey;
  readonly isAsymmetric: boolean;
};

function readSigner({ algorithm: name, credentialScope, timestamp }: StringToSignParts): Signer | Problem {
  const algorithm = algorithmNamed(name.octets);
  // A credential is a key ID followed by a scope.
  const credential =
    algorithm && readCredential(plain(`-/${credentialScope.octets}` as Octets), algorithm, plain('*' as Octets));
  if (!algorithm || !credential) return malformed(algorithm ? 'credential scope' : 'algorithm');
  const { scope, terminator } = credential;
  return {
    scope,
    terminator,
    timestamp,
    isAsymmetric: algorithm.isAsymmetric,
    keyOf: (candidate) => algorithm.deriveKey({ ...scope, ...candidate }, unrecorded),
  };
}

function malformed(what: string): Problem {
  return problem(
    'string-to-sign',
    `The ${what} of the string to sign is unknown.`,
    'Give its four lines: algorithm, time, DATE/REGION/SERVICE/aws4_request, and the hash of the canonical request.',
    { see: HEADER_CALCULATION },
  );
}

/** Compares the list of signed headers with the canonical headers. */
function compareSignedHeaders({ canonicalRequestParts: parts }: CanonicalPair): Comparison[] {
  if (!parts) return [];
  const names = parts.canonicalHeaders.map(({ name }) => name.octets).join(';') as Octets;
  const values = { claimed: parts.signedHeaders.octets, computed: names };
  const says = 'The list of signed headers does not name the canonical headers in their order.';
  return [comparison(SIGNED_HEADERS, values, says)];
}

function compareHash({ canonicalRequest, stringToSignParts }: CanonicalPair): Comparison[] {
  if (!canonicalRequest || !stringToSignParts) return [];
  const values = {
    claimed: stringToSignParts.hashedCanonicalRequest.octets,
    computed: sha256Hex(canonicalRequest.octets),
  };
  const says = 'The last line of the string to sign is not the hash of this canonical request.';
  return [comparison({ ...HASHED_CANONICAL_REQUEST, stage: STRING_TO_SIGN.stage }, values, says)];
}

/** Finds the key that produced the signature by trying each key. */
function signerOf(
  { signature, stringToSign }: CanonicalPair,
  { keyOf }: Signer,
  { own, published }: Candidates,
): Candidate | null {
  if (!signature) return null;
  const text = plain((stringToSign ?? NOTHING).octets);
  return [...own, ...published].find((candidate) => keyOf(candidate).accepts(text, signature.octets)) ?? null;
}

function compareWithKeys(
  { signature, stringToSign }: CanonicalPair,
  { keyOf, isAsymmetric }: Signer,
  { signedBy, own }: Pick<VerifiedCanonical, 'signedBy'> & Pick<Candidates, 'own'>,
): Comparison {
  const claimed = signature?.octets ?? null;
  if (signedBy) return { ...SIGNATURE_HERE, claimed, computed: claimed, standing: 'same', says: EMPTY };
  const text = plain((stringToSign ?? NOTHING).octets);
  const [first] = own;
  const computed = first && !isAsymmetric ? keyOf(first).sign(text, unrecorded).octets : null;
  const standing = claimed !== null && first ? 'differs' : 'unknown';
  return { ...SIGNATURE_HERE, claimed, computed, standing, says: signatureInWords(claimed, computed) };
}

const SIGNATURE_HERE = { id: SIGNATURE.id, name: SIGNATURE.name, stage: AUTHORIZATION_STAGE.id };

function nothingToCompare({ signature }: CanonicalPair): Comparison {
  const values = { claimed: signature?.octets ?? null, computed: null };
  return comparison(SIGNATURE_HERE, values, 'There is nothing to compare without the string to sign.');
}

function signatureInWords(claimed: Octets | null, computed: Octets | null): string {
  if (claimed !== null && computed !== null)
    return 'The string to sign was signed with a different secret or incorrectly, or is not the one that was signed.';
  if (claimed !== null) return 'It cannot be computed without the secret access key.';
  if (computed !== null) return `No signature was given to compare. With the known secret, it is ${computed}.`;
  return 'Neither a signature nor the secret access key was given.';
}
