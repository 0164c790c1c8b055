/** A verified request as the facts of pages: its trace redacted, nothing signed, nothing to send. */
import type { InputSource } from '../../bytes/input.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { ReportedRequest } from '../../pages/verification/verification-report.ts';
import { redact } from '../../trace/redact.ts';
import type { SentRequest } from '../../verification/sent-request.ts';
import type { TracedVerification } from '../../verification/trace-verification.ts';
import { factsOfTrace } from './facts-of-trace.ts';
import { redactionOf } from './walk-facts.ts';

export interface VerificationSubject {
  readonly sent: SentRequest;
  readonly traced: TracedVerification;
  /** On how the input was read. */
  readonly remarks: readonly string[];
  /** Who said the secret; `null` where nobody knows it. */
  readonly secretSource: InputSource | null;
  readonly showsSecrets: boolean;
}

export function reportedRequest({
  sent,
  traced,
  remarks,
  secretSource,
  showsSecrets,
}: VerificationSubject): ReportedRequest {
  const { verified, trace } = traced;
  const { verdict, comparisons, claim } = verified;
  return {
    verdict,
    comparisons,
    notices: verified.notices(),
    remarks,
    isBodyKnown: sent.body !== null,
    claim,
    trace: trace && redact(trace, redactionOf({ trace, showsSecrets })),
    secretSource,
  };
}

/** `null` where there is no claim, and so nothing to walk through. */
export function verificationFacts(reported: ReportedRequest, request: SentRequest): WalkFacts | null {
  const { trace, ...verification } = reported;
  return trace && factsOfTrace(trace, request, { verification });
}
