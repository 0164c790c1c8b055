/** Prints the signature of a planned request as a script that uses only the standard library of a language. */
import { type RequestPlan, tokensOf } from '../../app/planning/planned-request.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { type ScriptLanguage, signatureScript } from '../../outputs/script/table.ts';
import { KEPT_CHUNKS } from '../../sigv4/schemes/chain.ts';
import { maskOf } from '../../trace/masks/mask.ts';
import { redact } from '../../trace/redact.ts';

/** The maximum length in bytes of a body that a script contains. A longer body is read from a file. */
const LONGEST_BODY = 4096;

/** Prints the script. `step` is the ID of a value or of a stage, or `null` for the whole signature. */
export async function printScript(
  world: World,
  plan: RequestPlan,
  language: ScriptLanguage,
  step: string | null,
): Promise<Problem | null> {
  const trace = await plan.wholeTrace();
  if (trace === null) return NOT_SIGNED;
  if (trace.values.some(({ id }) => id === `chunk-${KEPT_CHUNKS + 2}/signature`)) return TOO_MANY_CHUNKS;
  const body = plan.payloadLength <= LONGEST_BODY ? plan.payloadBeginning : null;
  if (body !== null && maskOf(tokensOf(plan))(body) !== body) return HELD_SECRET;
  const script = await signatureScript(redact(trace, 'mask'), language, { body, step });
  if (isProblem(script)) return script;
  world.output(script);
  return null;
}

const NOT_SIGNED = problem(
  'unsigned',
  'A request that is not signed has no signature.',
  'Leave out --no-sign-request.',
);

/** A script that masked a part of the body would compute another signature. */
const HELD_SECRET = problem(
  'secret',
  'The body contains the secret access key or another secret of the request. A script must not contain it.',
  'Sign another body.',
);

const TOO_MANY_CHUNKS = problem(
  'option',
  `The body has more than ${KEPT_CHUNKS} chunks, and a script contains each of them.`,
  'Use a shorter body or --chunk-size.',
);
