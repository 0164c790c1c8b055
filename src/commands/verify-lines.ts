/** `sigv4 verify --jsonl`: a request in each line, a verdict in the answer. */
import type { Bytes } from '../bytes/bytes.ts';
import { plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { readVerificationLine } from '../intake/verification-line.ts';
import { verdictJson } from '../render/verification-json.ts';
import { keptKeysFrom, type SecretSource } from '../verification/keys.ts';
import { secretSource, type VerifierSettings } from '../verification/known-secrets.ts';
import { verifyRequest } from '../verification/verify-request.ts';
import { type LineAnswer, problemAnswer } from './json-lines.ts';

export function lineVerifier({ secrets, now, rules }: VerifierSettings): (line: Uint8Array) => LineAnswer {
  const keySource = keptKeysFrom(withoutOrigins(secretSource(secrets)));
  return (line) => {
    const { id, request } = readVerificationLine(line);
    if (isProblem(request)) return problemAnswer(id, request);
    const { verdict, claim } = verifyRequest(request, { keySource, now: request.at ?? now, rules });
    const accessKeyId = claim?.accessKeyId.octets ?? null;
    return { document: { id, ...verdictJson(verdict), accessKeyId }, verdict: verdict.kind === 'match' ? 'yes' : 'no' };
  };
}

/** Nobody asks here where a byte comes from; the same few keys are asked for again and again. */
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

/** As many keys as are kept: requests that name one key after the other must not fill the memory. */
const MOST_KEYS = 256;
