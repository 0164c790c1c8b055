/** Signs requests and forms. A trace keeps every value together with the origin of its bytes. */
import { type Bytes, plain } from '../bytes/bytes.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type Payload, type Recorder, recording, type Trace, unrecorded, type Value } from '../trace/trace.ts';
import { stagesOf } from './line-of-stages.ts';
import { type ChainStart, type SigningChain, signingChain } from './schemes/chain.ts';
import { type SignedRequest, signHeader } from './schemes/header.ts';
import { type PolicyInput, type SignedPolicy, signPolicy } from './schemes/policy.ts';
import { signQuery } from './schemes/query.ts';
import type { SigningInput } from './schemes/signing-input.ts';

/** Signs a request in its header or its query. */
export function signRequest(input: SigningInput, record: Recorder): SignedRequest | Problem {
  return input.form.kind === 'header' ? signHeader(input, record) : signQuery(input, input.form, record);
}

export interface Signing {
  readonly trace: Trace;
  /** Starts a chain at the first chunk; `null` if the chunks are not signed. */
  readonly startChain: (() => SigningChain) | null;
  /**
   * Starts a chain that keeps every value of the first chunks, the last chunk, and the trailing headers; `null` if the
   * chunks are not signed.
   */
  readonly startRecordedChain: (() => RecordedChain) | null;
}

export interface RecordedChain {
  readonly chain: SigningChain;
  /** The recorded values. More values are added as the chain grows. */
  readonly values: readonly Value[];
}

/** Signs a request and returns the trace. If the input cannot be signed, the trace ends with the problem. */
export function traceSigning(input: SigningInput): Trace {
  return beginSigning(input).trace;
}

/**
 * Signs a request and returns the trace, together with the functions that start the chain for signing the chunks of the
 * body.
 */
export function beginSigning(input: SigningInput): Signing {
  const { record, values } = recording();
  const signed = signRequest(input, record);
  const { algorithm, rules, form, payload } = input;
  const trace: Trace = {
    purpose: 'sign',
    scheme: form.kind,
    algorithm: algorithm.names.request.octets,
    rules,
    stages: stagesOf(form.kind, algorithm, rules.payload),
    values,
    payload: payloadFacts(payload),
    outcome: isProblem(signed) ? { kind: 'malformed', problem: signed } : { kind: 'signed' },
  };
  const isChain = rules.payload === 'streaming' || rules.payload === 'streaming-trailer';
  if (isProblem(signed) || !isChain) return { trace, startChain: null, startRecordedChain: null };
  const start = { ...signed, seed: signed.signature };
  return {
    trace,
    startChain: () => signingChain(withoutOrigins(start), unrecorded),
    startRecordedChain: () => {
      const kept = recording();
      return { chain: signingChain(start, kept.record), values: kept.values };
    },
  };
}

/**
 * Signs the policy of a browser upload. `attach` builds the form and the request from the signed policy and records
 * them. `attached` is the value that `attach` returns, or `null` if nothing was signed. `payload` is the file.
 */
export function traceForm<Attached>(
  input: PolicyInput,
  payload: Payload,
  attach: (signed: SignedPolicy, record: Recorder) => Attached,
): { readonly trace: Trace; readonly attached: Attached | null } {
  const { record, values } = recording();
  const signed = signPolicy(input, record);
  const attached = isProblem(signed) ? null : attach(signed, record);
  const trace: Trace = {
    purpose: 'sign',
    scheme: 'policy',
    algorithm: input.algorithm.names.request.octets,
    rules: {},
    stages: stagesOf('policy', input.algorithm, 'unsigned'),
    values,
    payload: payloadFacts(payload),
    outcome: isProblem(signed) ? { kind: 'malformed', problem: signed } : { kind: 'signed' },
  };
  return { trace, attached };
}

/**
 * Keeps only the length and the hash. A caller's payload is often a whole body, whose bytes are not part of a trace.
 */
const payloadFacts = ({ length, sha256 }: Payload): Payload => ({ length, sha256 });

/** Drops the provenance of a chain's start, because provenance for a million links would be useless. */
function withoutOrigins({ algorithm, key, timestamp, credentialScope, seed }: ChainStart): ChainStart {
  const bare = ({ octets }: Bytes) => plain(octets);
  return { algorithm, key, timestamp: bare(timestamp), credentialScope: bare(credentialScope), seed: bare(seed) };
}
