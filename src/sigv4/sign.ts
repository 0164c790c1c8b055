/** Signing a request for people: every value kept, with where its bytes come from. */
import { isProblem } from '../bytes/problem.ts';
import { recording, type Trace } from '../trace/trace.ts';
import { AWS4_HMAC_SHA256 } from './algorithm.ts';
import { STAGES } from './line-of-stages.ts';
import { signHeader } from './schemes/header.ts';
import type { SigningInput } from './schemes/header-preparation.ts';

/** The trace of signing. Input that cannot be signed gives a trace that goes as far as it can, and says why. */
export function traceSigning(input: SigningInput): Trace {
  const { record, values } = recording();
  const signed = signHeader(input, record);
  return {
    version: 1,
    purpose: 'sign',
    scheme: 'header',
    algorithm: AWS4_HMAC_SHA256.name.octets,
    rules: input.rules,
    stages: STAGES,
    values,
    payload: input.payload,
    outcome: isProblem(signed) ? { kind: 'malformed', problem: signed } : { kind: 'signed' },
  };
}
