/** Implements `sigv4 verify --jsonl`, which reads a request from each line and writes a verdict on each request. */

import type { Exit } from '../../app/options/command.ts';
import { answerLines, type LineAnswer, problemAnswer } from '../../app/reading/json-lines.ts';
import type { SecretSources } from '../../app/settings/secrets.ts';
import type { Files } from '../../app/world/files.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import { hasFormOfSecret } from '../../aws/secret-form.ts';
import { type Bytes, plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { readVerificationLine } from '../../intake/lines/verification-line.ts';
import {
  hiddenSecrets,
  keptKeysFrom,
  type SecretSource,
  secretSource,
  type VerifierSettings,
} from '../../verification/keys.ts';
import { verifyRequest } from '../../verification/verify-request.ts';
import { printable } from '../../views/characters/visible.ts';
import { verdictJson } from '../../views/documents/verification-document.ts';

/** Verifies each line of standard input, and resolves with the exit code. */
export function verifyLines(world: Files & Terminal, { ofProfile, ...settings }: LineSettings): Promise<Exit> {
  let verifyLine = lineVerifier(settings);
  let profile: 'not-asked' | 'asked' = 'not-asked';
  /** Loads the profile when a line first names an unknown key, and answers that line again. */
  const afterAsking = async (line: Uint8Array): Promise<LineAnswer | Problem> => {
    profile = 'asked';
    const found = await ofProfile();
    if (isProblem(found)) return found;
    for (const remark of found.remarks) world.errors(`sigv4: ${printable(remark)}\n`);
    verifyLine = lineVerifier({ ...settings, secrets: [...settings.secrets, ...found.secrets] });
    return verifyLine(line);
  };
  return answerLines(world, (line) => {
    const answered = verifyLine(line);
    return answered.secret === 'known' || profile === 'asked' ? answered : afterAsking(line);
  });
}

type LineSettings = VerifierSettings & Pick<SecretSources, 'ofProfile'>;

interface VerifiedLine extends LineAnswer {
  /** Whether the secret of the key that the line names is known. */
  readonly secret: 'known' | 'missing';
}

/** Returns a function that verifies a line. */
export function lineVerifier({ secrets, now, rules }: VerifierSettings): (line: Uint8Array) => VerifiedLine {
  const secretOf = withoutOrigins(secretSource(secrets));
  const keySource = keptKeysFrom(secretOf);
  const hidden = new Set(hiddenSecrets(secrets));
  const shownId = (keyId: Octets) => (hidden.has(keyId) || hasFormOfSecret(keyId) ? '*'.repeat(keyId.length) : keyId);
  return (line) => {
    const { id, request } = readVerificationLine(line);
    if (isProblem(request)) return { ...problemAnswer(id, request), secret: 'known' };
    const { verdict, claim, notices } = verifyRequest(request, { keySource, now: request.at ?? now, rules });
    const accessKeyId = claim?.accessKeyId.octets ?? null;
    return {
      document: {
        id,
        ...verdictJson(verdict),
        accessKeyId: accessKeyId && shownId(accessKeyId),
        notices: [...new Set(notices().map(({ id }) => id))],
      },
      verdict: verdict.kind === 'match' ? 'yes' : 'no',
      secret: accessKeyId === null || secretOf(accessKeyId) ? 'known' : 'missing',
    };
  };
}

/**
 * Caches secrets without their origins, because the same keys are looked up repeatedly and the origins are not needed
 * here.
 */
function withoutOrigins(source: SecretSource): SecretSource {
  const known = new Map<Octets, Bytes | null>();
  return (accessKeyId) => {
    const found = known.get(accessKeyId);
    if (found !== undefined) return found;
    const secret = source(accessKeyId);
    const bare = secret && plain(secret.octets);
    if (known.size >= MOST_KEYS) known.clear();
    known.set(accessKeyId, bare);
    return bare;
  };
}

/** The maximum number of cached keys. Without a limit, requests that keep naming new keys would fill the memory. */
const MOST_KEYS = 256;
