/** Writes the signature of a walk as a script for the clipboard. */
import { asText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { curlCommand } from '../../outputs/script/curl.ts';
import { type ScriptLanguage, signatureScript } from '../../outputs/script/table.ts';
import { KEPT_CHUNKS } from '../../sigv4/schemes/chain.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { PRESIGNED_URL } from '../../sigv4/stages/presigned-url.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { redact } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import type { WalkFacts } from '../../views/facts.ts';

/** The maximum length in bytes of a body that a script contains. A longer body is read from a file. */
const LONGEST_BODY = 4096;

/** Returns whether the walk is of a signature that a script can compute again. */
export function hasScript({ trace, verification, diagnosis, replay, breaks }: WalkFacts): boolean {
  const isOwn = verification === null && diagnosis === null && replay === null && breaks.length === 0;
  const isWhole = !findValue(trace, `chunk-${KEPT_CHUNKS + 2}/signature`);
  return isOwn && isWhole && !trace.algorithm.includes('ECDSA') && findValue(trace, SIGNATURE.id) !== undefined;
}

/**
 * Writes a script that computes the whole signature. If there can be no script, returns a sentence that says why. The
 * trace is masked again, so the script contains no secrets even if the screen shows them.
 */
export async function walkScript(
  facts: WalkFacts,
  language: ScriptLanguage,
): Promise<{ readonly text: string } | string> {
  const body = bodyOf(facts);
  if (body !== null && facts.body.isMasked) return MASKED_BODY;
  const script = await signatureScript(redact(facts.trace, 'mask'), language, { body, step: null });
  return isProblem(script) ? `${script.says} ${script.fix}` : { text: script };
}

const MASKED_BODY = 'The body contains a secret, which a script must not contain.';

/**
 * Writes a curl command that sends the signed request of a walk, or returns a sentence that says why there can be none.
 * A command cannot contain a token that is masked.
 */
export function walkCurl(facts: WalkFacts): { readonly text: string } | string {
  const { trace, breaks, body } = facts;
  const message = findValue(trace, SIGNED_REQUEST.id);
  const payload = bodyOf(facts);
  const sent = payload === null || body.isMasked ? null : textFromOctets(payload);
  if (!message || message.masked.length > 0 || breaks.length > 0 || sent === null || sent.includes('\0'))
    return NO_CURL;
  const head = readRequestHead(message.bytes);
  if (isProblem(head)) return NO_CURL;
  const presigned = findValue(trace, PRESIGNED_URL.id)?.bytes.octets;
  const command = curlCommand({
    method: asText(head.method.octets),
    url: presigned ? asText(presigned) : facts.url,
    headers: head.headers.map(({ name, value }) => [asText(name.octets), asText(value.octets)]),
    body: sent === '' ? null : { text: sent },
  });
  return { text: `${command}\n` };
}

const NO_CURL = 'There is no curl command for a request with a masked token, a mistake, signed chunks, or a long body.';

/** Returns the payload if it is short and sent without frames or a form around it. */
function bodyOf({ body, trace: { payload } }: WalkFacts) {
  const isPlain = body.length === payload.length && body.beginning.length === payload.length;
  return isPlain && payload.length <= LONGEST_BODY ? body.beginning : null;
}
