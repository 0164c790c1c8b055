/**
 * Verifies a canonical request and its string to sign. Determines whether the two texts belong together, and which key
 * signed them.
 */

import type { Exit } from '../../app/options/command.ts';
import type { OutputWorld } from '../../app/outputs/write-result.ts';
import { withProfile } from '../../app/settings/verify-settings.ts';
import { type Bytes, given, NOTHING } from '../../bytes/bytes.ts';
import type { InputId } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { CanonicalPair } from '../../intake/canonical-pair.ts';
import { isPublished, type KnownSecret } from '../../verification/keys.ts';
import {
  type Candidate,
  type Candidates,
  type VerifiedCanonical,
  verifyCanonical,
} from '../../verification/verify-canonical.ts';
import { printReport, type VerifyOrder, withoutClaim } from './one-request.ts';

/**
 * Verifies the pair, which does not name a key. If neither the user's keys nor the keys published by AWS match, the
 * profile is loaded too.
 */
export async function verifyPair(world: OutputWorld, settings: VerifyOrder, pair: CanonicalPair): Promise<Exit> {
  const candidates = candidatesOf(settings.secrets);
  const verified = verifyCanonical(pair, candidates);
  if (verified.signedBy !== null || candidates.own.length > 0) return printPair(world, settings, pair, verified);
  const found = pair.stringToSign === null ? settings : await withProfile(settings);
  if (isProblem(found)) return found;
  return printPair(world, found, pair, verifyCanonical(pair, candidatesOf(found.secrets)));
}

function printPair(
  world: OutputWorld,
  settings: VerifyOrder,
  { remarks }: CanonicalPair,
  { verdict, comparisons, signedBy }: VerifiedCanonical,
): Promise<number> {
  return printReport(world, settings, {
    ...withoutClaim(verdict, [...remarks, ...settings.remarks, NO_CLOCK]),
    comparisons,
    secretSource: signedBy?.source ?? null,
  });
}

const NO_CLOCK =
  'The time is not checked: how long the signature is valid depends on the form of the request, which is not known.';

function candidatesOf(secrets: readonly KnownSecret[]): Candidates {
  return {
    own: secrets.filter((secret) => !isPublished(secret)).map(candidateOf),
    published: secrets.filter(isPublished).map(candidateOf),
  };
}

function candidateOf({ accessKeyId, secretAccessKey, source }: KnownSecret): Candidate {
  const from = (id: InputId, text: string): Bytes => given(octetsFromText(text), { id, source });
  return {
    accessKeyId: accessKeyId === null ? NOTHING : from('access-key-id', accessKeyId),
    secretAccessKey: from('secret-access-key', secretAccessKey),
    source,
  };
}
