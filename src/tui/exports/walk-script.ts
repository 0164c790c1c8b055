/** Writes the signature of a walk as a script for the clipboard. */
import { isProblem } from '../../bytes/problem.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { ScriptLanguage } from '../../render/script/script.ts';
import { KEPT_CHUNKS } from '../../sigv4/schemes/chain.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { redact } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';

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
  const { signatureScript } = await import('../../render/script/script.ts');
  const script = signatureScript(redact(facts.trace, 'mask'), language, { body: bodyOf(facts), step: null });
  return isProblem(script) ? `${script.says} ${script.fix}` : { text: script };
}

/** Returns the payload if it is short and sent without frames or a form around it. */
function bodyOf({ body, trace: { payload } }: WalkFacts) {
  const isPlain = body.length === payload.length && body.beginning.length === payload.length;
  return isPlain && payload.length <= LONGEST_BODY ? body.beginning : null;
}
