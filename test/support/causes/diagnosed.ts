/** Diagnoses as the screen gets them: of a request that fails by one mistake, or of two texts that differ. */

import { diagnosisWalk } from '../../../src/app/walks/diagnosis-walk.ts';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { breakRequest } from '../../../src/breaks/break-request.ts';
import { type Octets, octetsFromText } from '../../../src/bytes/octets.ts';
import { isProblem, problem } from '../../../src/bytes/problem.ts';
import { traveling } from '../../../src/causes/define-cause.ts';
import { signingKeyNotBinary } from '../../../src/causes/structure/signing-key.ts';
import { diagnose } from '../../../src/diagnosis/diagnosis.ts';
import type { Mutation } from '../../../src/drafts/mutation.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { readEvidence } from '../../../src/evidence/read-evidence.ts';
import { writeRequestHead } from '../../../src/http/message.ts';
import { fixtures } from '../fixtures.ts';
import { ordered, SECRET } from '../sandbox/sandbox-client.ts';
import { askIn, TEMPORARY_KEY_ID, TOKEN } from '../sandbox/sandbox-settings.ts';
import { type BaseName, rightRequest, rightRequestOf } from '../sigv4/base-requests.ts';
import { presigned } from '../sigv4/presigned-order.ts';
import { named } from '../sources.ts';
import { evidenceOf, type Failing, failingRequests, type Input } from './failing-requests.ts';

/** A mistake of the key: both sides have the same texts. */
export const [HEX_TEXT] = signingKeyNotBinary.mutations as readonly [Mutation, ...Mutation[]];

/** Something on the way encodes the spaces of the path once more: no cause that is known. */
export const ENCODED_AGAIN: Mutation = traveling(
  'The spaces of the path were encoded once more on its way.',
  (draft) => [{ ...draft, canonicalUri: draft.canonicalUri.replaceAll('%20', '%2520') as Octets }],
)('again');

export function failing(mutation: Mutation, base: BaseName = 'get-range'): Failing {
  const [first] = failingRequests(rightRequest(base), mutation);
  if (!first) throw new Error('Nothing fails by this mistake.');
  return first;
}

/** As `sigv4 diagnose` shows it; the secret is AWS's example. */
export function diagnosedWalk(mutation: Mutation, inputs: readonly Input[], base: BaseName = 'get-range'): ShownWalk {
  return walkOfEvidence(evidenceOf(failing(mutation, base), inputs), inputs.includes('secret') ? SECRET : null);
}

export function walkOfEvidence(evidence: Evidence, secret: string | null): ShownWalk {
  const diagnosis = diagnose(evidence, () => secret as Octets | null);
  const paste = async () => problem('paste', 'This test reads no paste.', 'Type.');
  return diagnosisWalk(diagnosis, { showsSecrets: false, paste });
}

/** A client's log, whose canonical request has two headers that the server's does not. */
export const CLIENT_WITH_HEADERS = fixtures
  .read('failures/client-log.txt')
  .replace(/StringToSign[\s\S]*/, '')
  .replace('x-amz-meta-note:one two', 'x-amz-meta-mine:1\nx-amz-meta-note:one two\nx-amz-security-token:T');

/** A diagnosis of texts as they were pasted; the secret is AWS's example, unless it is `null`, which is unknown. */
export function walkOfTexts(texts: readonly string[], secret: string | null = SECRET): ShownWalk {
  const evidence = readEvidence(texts.map((text) => ({ octets: octetsFromText(text), by: named('the test') })));
  if (isProblem(evidence)) throw new Error(evidence.says);
  return walkOfEvidence(evidence, secret);
}

/** A request of temporary credentials that fails by the mistake of the key, read from the answer and the request. */
export function diagnosedToken(where: 'header' | 'query'): ShownWalk {
  const keyId = TEMPORARY_KEY_ID;
  const { request } =
    where === 'header'
      ? ordered({ keyId, headers: [['X-Amz-Security-Token', TOKEN]] })
      : presigned({ keyId, token: TOKEN });
  const right = rightRequestOf(request);
  const draft = { ...right.draft, secretAccessKey: SECRET as Octets };
  const [broken] = breakRequest({ ...right, draft }, HEX_TEXT);
  if (!broken) throw new Error('It cannot be broken.');
  const sent = writeRequestHead(broken.arrived).octets;
  const pieces = [askIn({}, sent).body, sent].map((octets) => ({ octets: octets as Octets, by: named('the test') }));
  const evidence = readEvidence(pieces);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return walkOfEvidence(evidence, SECRET);
}

export { TOKEN };
