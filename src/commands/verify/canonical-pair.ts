/** A canonical request and its string to sign: whether they belong together, and whose signature it is. */

import type { VerifySettings } from '../../app/settings/verify-settings.ts';
import { withProfile } from '../../app/settings/verify-settings.ts';
import type { Terminal } from '../../app/world/world.ts';
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
import { refuse, say, withoutClaim } from './one-request.ts';

/** It names no key: the profile is asked where nobody gave another one, and none that AWS published is that of the signature. */
export async function verifyPair(world: Terminal, settings: VerifySettings, pair: CanonicalPair): Promise<number> {
  const candidates = candidatesOf(settings.secrets);
  const verified = verifyCanonical(pair, candidates);
  if (verified.signedBy !== null || candidates.own.length > 0) return sayPair(world, settings, pair, verified);
  const found = pair.stringToSign === null ? settings : await withProfile(settings);
  if (isProblem(found)) return refuse(world, found);
  return sayPair(world, found, pair, verifyCanonical(pair, candidatesOf(found.secrets)));
}

function sayPair(
  world: Terminal,
  settings: VerifySettings,
  { remarks }: CanonicalPair,
  { verdict, comparisons, signedBy }: VerifiedCanonical,
): number {
  return say(world, settings, {
    ...withoutClaim(verdict, [...remarks, ...settings.remarks, NO_CLOCK]),
    comparisons,
    secretSource: signedBy?.source ?? null,
  });
}

const NO_CLOCK =
  'No clock is checked: until when the signature is good depends on the form of the request, which is not there.';

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
