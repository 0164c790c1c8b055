/** Defines a planned request, including everything known about the request before it is sent. */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import { headerValue } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { UrlParts } from '../../intake/url.ts';
import { secretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { PRESIGNED_URL } from '../../sigv4/stages/presigned-url.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { secretsOf } from '../../trace/redact.ts';
import { findValue, type Trace, type ValueDefinition } from '../../trace/trace.ts';
import type { RequestInputs } from './request-inputs.ts';

export interface RequestPlan {
  readonly inputs: RequestInputs;
  readonly place: UrlParts;
  /** The body as it is sent, which can be in signed chunks or inside a form. */
  readonly body: RequestBody;
  /** The length of the payload in bytes, not including the framing of chunks or of a form. */
  readonly payloadLength: number;
  /** The first bytes of the payload, without framing. If the payload is short, these are all of its bytes. */
  readonly payloadBeginning: Octets;
  /** The head before it is signed. */
  readonly request: Bytes;
  /** The fields of a browser upload, without the file; `null` for any other request. */
  readonly form: readonly (readonly [name: Octets, value: Octets])[] | null;
  /** The trace; `null` for a request that is not signed. */
  readonly trace: Trace | null;
  /**
   * Reads the body and resolves with a trace that includes its chunks, or with `null` for a request that is not signed.
   */
  readonly wholeTrace: () => Promise<Trace | null>;
}

/** Returns the head that is sent. The result is the signed head unless the request is not signed. */
export function headOf({ trace, request }: Pick<RequestPlan, 'trace' | 'request'>): Octets {
  return trace ? (findValue(trace, SIGNED_REQUEST.id)?.bytes.octets ?? EMPTY) : request.octets;
}

/** Returns the host that is signed. The host is the value of the Host header, which may come from the user. */
export function hostOf({ request, place }: Pick<RequestPlan, 'request' | 'place'>): Octets {
  const head = readRequestHead(request);
  const host = isProblem(head) ? null : headerValue(head.headers, 'host');
  return host?.octets ?? place.authority.octets;
}

/** Returns the secrets in the trace and the secrets in the request itself, such as a session token. */
export function tokensOf({ request, trace }: Pick<RequestPlan, 'request' | 'trace'>): Octets[] {
  const signed = trace ? secretsOf(trace) : [];
  return [...signed, ...secretsIn(request).map(({ octets }) => octets)];
}

export function urlText({ scheme, authority, target }: UrlParts): string {
  const octets = `${authority.octets}${target.octets}` as Octets;
  return `${scheme}://${asText(octets)}`;
}

export function presignedUrl(plan: RequestPlan): string {
  const url = octetsOfValue(plan, PRESIGNED_URL);
  return asText(url);
}

/** Returns the bytes of a value in the trace. The result is empty if there is no such value. */
export function octetsOfValue({ trace }: RequestPlan, { id }: ValueDefinition): Octets {
  return (trace && findValue(trace, id)?.bytes.octets) || EMPTY;
}

export function fieldsOf({ form }: RequestPlan): [string, string][] {
  return (form ?? []).map(([name, value]) => [asText(name), asText(value)]);
}

/** Returns the names and values of the headers that are sent, as text. */
export function headersOf(plan: RequestPlan): [string, string][] {
  const head = readRequestHead(plain(headOf(plan)));
  if (isProblem(head)) return [];
  return head.headers.map(({ name, value }) => [asText(name.octets), asText(value.octets)]);
}
