/** Follows the chain of HMACs that derives the signing key. */
import { sourcesOf } from '../../bytes/origin.ts';
import { TERMINATOR_NAME } from '../../sigv4/names.ts';
import { CREDENTIAL_SCOPE, type ScopePart } from '../../sigv4/stages/credential-scope.ts';
import { KEY_LINKS } from '../../sigv4/stages/signing-key.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';

export interface ShownKeyLink {
  readonly part: ScopePart;
  /** The key that the link makes. */
  readonly value: RedactedValue;
  /** The key of the HMAC, if it is a value of the trace. */
  readonly by: RedactedValue | undefined;
  /** The message of the HMAC: bytes `start` to `end` (exclusive) of a value. */
  readonly message: { readonly of: RedactedValue; readonly start: number; readonly end: number };
  /** To what the message limits the key; absent for the terminator. */
  readonly limit: string | undefined;
}

/** To what each message limits the key; the terminator is always the same. */
const LIMITS: Readonly<Record<ScopePart, string | undefined>> = {
  date: 'one day',
  region: 'one Region',
  service: 'one service',
  terminator: undefined,
};

/** Returns the links whose keys are known, in order. If the chain itself is wrong, only the last key is. */
export function keyChain(trace: RedactedTrace): ShownKeyLink[] {
  const scope = findValue(trace, CREDENTIAL_SCOPE.id);
  const { length } = scope?.bytes.octets ?? '';
  // The scope has the messages that are no copies of an input: the date, if the chain is wrong, and the terminator.
  const inScope = (part: ScopePart) => {
    if (!scope) return null;
    if (part === 'date') return { of: scope, start: 0, end: scope.bytes.octets.indexOf('/') };
    return { of: scope, start: length - TERMINATOR_NAME.length, end: length };
  };
  return KEY_LINKS.flatMap(([part, { id }]): ShownKeyLink[] => {
    const value = findValue(trace, id);
    const [by, copied] = value ? inputsOf(trace, value) : [];
    const message = copied ?? inScope(part);
    return value && message ? [{ part, value, by: by?.of, message, limit: LIMITS[part] }] : [];
  });
}

/** Returns the key and the message of an HMAC, those that are copies of values. */
function inputsOf(trace: RedactedTrace, { bytes }: RedactedValue) {
  const origin = bytes.spans?.[0]?.origin;
  return (origin?.kind === 'derived' ? sourcesOf(origin) : []).map((source) => {
    const of = source.kind === 'copy' ? findValue(trace, source.value) : undefined;
    return source.kind === 'copy' && of ? { of, start: source.start, end: source.end } : undefined;
  });
}
