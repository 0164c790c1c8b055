/**
 * Defines a case: a request or a refusal to look at again, with what is known of it, and never a secret
 * (docs/formats.md).
 */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { maskPastedSecrets } from '../../evidence/secrets/mask-pasted-secrets.ts';
import type { RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { maskCanonicalText, maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { CREDENTIAL_SCOPE } from '../../sigv4/stages/credential-scope.ts';
import { ACCESS_KEY_ID } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';

export const CASE_VERSION = 1;

/** The values that a case expects, by ID. */
export const EXPECTED = [CANONICAL_REQUEST, STRING_TO_SIGN, SIGNATURE] as const;
export type Expectations = Readonly<Partial<Record<string, Octets>>>;

export interface SignatureCase {
  readonly kind: 'walk' | 'verify' | 'diagnose';
  readonly madeBy: string;
  /** The time at which the request is verified, such as `20130524T000000Z`; `null` for the present. */
  readonly at: string | null;
  /** The request as it was sent; `null` for a diagnosis. */
  readonly request: CaseRequest | null;
  /** What a diagnosis was given. */
  readonly pieces: readonly Octets[];
  /** Whether secrets are masked in the request or in the pieces. */
  readonly isMasked: boolean;
  /** The access key ID and the credential scope; `null` if they are unknown. */
  readonly scope: { readonly accessKeyId: Octets; readonly credentialScope: Octets } | null;
  readonly expected: Expectations;
  /** What was found when the case was made. */
  readonly verdict: { readonly id: string; readonly says: string };
  readonly notes: readonly string[];
}

export interface CaseRequest {
  readonly head: RequestHead;
  /** The body; `null` if it is unknown, too long, or contains a secret. */
  readonly body: Octets | null;
}

/** Prepares a request for a case. Masks secrets, and leaves out a body that contains a secret. */
export function caseRequest(
  head: Octets,
  body: Octets | null,
  secrets: readonly Octets[],
): (CaseRequest & { readonly isMasked: boolean }) | Problem {
  const masked = maskPastedSecrets(maskSecretsIn(head), secrets);
  if (textFromOctets(masked) === null) return notText();
  const read = readRequestHead(plain(masked));
  if (isProblem(read)) return read;
  const kept = body !== null && body !== EMPTY && maskPastedSecrets(body, secrets) !== body ? null : body;
  return { head: read, body: kept, isMasked: kept !== body || masked !== head };
}

/** Returns the values of a trace that a case expects. Values with secrets are left out. */
export function expectationsOf(trace: RedactedTrace | null): Expectations {
  return Object.fromEntries(
    EXPECTED.flatMap(({ id }) => {
      const value = trace && findValue(trace, id);
      const octets = value?.bytes.octets;
      const isKept = octets !== undefined && value?.masked.length === 0 && maskCanonicalText(octets) === octets;
      return isKept ? [[id, octets]] : [];
    }),
  );
}

export function scopeOfTrace(trace: RedactedTrace | null): SignatureCase['scope'] {
  const octetsOf = ({ id }: ValueDefinition) => (trace ? findValue(trace, id)?.bytes.octets : undefined);
  const [accessKeyId, credentialScope] = [octetsOf(ACCESS_KEY_ID), octetsOf(CREDENTIAL_SCOPE)];
  return accessKeyId === undefined || credentialScope === undefined ? null : { accessKeyId, credentialScope };
}

/** Compares a trace with what the case expects. Returns a sentence; `null` if nothing can be compared. */
export function expectationInWords(expected: Expectations, trace: RedactedTrace | null): string | null {
  const now = expectationsOf(trace);
  const known = EXPECTED.filter(({ id }) => expected[id] !== undefined && now[id] !== undefined);
  const other = known.find(({ id }) => expected[id] !== now[id]);
  if (other) return `The case expects another ${other.name.toLowerCase()} than the one that is computed here.`;
  const names = known.map(({ name }) => name.toLowerCase());
  return names.length === 0 ? null : `As the case expects: ${names.join(', ')}.`;
}

function notText(): Problem {
  return problem(
    'case',
    'The request has bytes that are not UTF-8, which a case cannot hold.',
    'Keep the raw request in a file.',
  );
}
