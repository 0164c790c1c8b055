/** Implements `sigv4 verify --jsonl`, which reads a request from each line and writes a verdict on each request. */

import { answerBatch, type LineAnswer, problemAnswer } from '../../app/reading/json-lines.ts';
import type { SecretSources } from '../../app/settings/secrets.ts';
import type { AnsweredLines, BatchAnswerer, BatchVerifier } from '../../app/world/programs.ts';
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
import { verdictJson } from '../../views/documents/verification-document.ts';

/** Creates a verifier of lines for a single thread. */
export function batchVerifier(settings: VerifierSettings): BatchVerifier {
  let { secrets } = settings;
  let verifyLine = lineVerifier(settings);
  return {
    answer: (lines) => answerBatch(lines, verifyLine),
    learn(more) {
      secrets = [...secrets, ...more];
      verifyLine = lineVerifier({ ...settings, secrets });
    },
    mostOpen: 1,
  };
}

export function lineVerifier({ secrets, now, rules }: VerifierSettings): (line: Uint8Array) => LineAnswer {
  const secretOf = withoutOrigins(secretSource(secrets));
  const keySource = keptKeysFrom(secretOf);
  const hidden = new Set(hiddenSecrets(secrets));
  const shownId = (keyId: Octets) => (hidden.has(keyId) || hasFormOfSecret(keyId) ? '*'.repeat(keyId.length) : keyId);
  return (line) => {
    const { id, request } = readVerificationLine(line);
    if (isProblem(request)) return problemAnswer(id, request);
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
 * Creates a verifier that loads the profile once, when a line first names an unknown key. The verifier then answers the
 * batch again. `report` is called with the reason if the profile has no key. If the user named the profile, the reason
 * is a problem that ends the command.
 */
export function askingProfile(
  verifier: BatchVerifier,
  ofProfile: SecretSources['ofProfile'],
  report: (remark: string) => void,
): BatchAnswerer {
  let profile: 'not-asked' | 'asked' = 'not-asked';
  let asking: Promise<Problem | null> | null = null;
  const ask = async (): Promise<Problem | null> => {
    const found = await ofProfile();
    profile = 'asked';
    if (isProblem(found)) return found;
    verifier.learn(found.secrets);
    found.remarks.forEach(report);
    return null;
  };
  return {
    mostOpen: verifier.mostOpen,
    answer(lines) {
      if (profile === 'asked') return verifier.answer(lines);
      const first = verifier.answer(lines);
      if (!(first instanceof Promise) && first.secrets === 'known') return first;
      const kept = lines.map((line) => (line === 'too-long' ? line : new Uint8Array(line)));
      return answerAgain(first, async () => {
        asking ??= ask();
        return (await asking) ?? verifier.answer(kept);
      });
    },
  };
}

async function answerAgain(
  first: ReturnType<BatchVerifier['answer']>,
  again: () => Promise<AnsweredLines | Problem>,
): Promise<AnsweredLines | Problem> {
  const answered = await first;
  return answered.secrets === 'known' ? answered : again();
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
