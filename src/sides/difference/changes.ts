/** Lists the values that a mistake changes. */
import type { Octets } from '../../bytes/octets.ts';
import { type CanonicalHeader, type Draft, scopeOf } from '../../drafts/draft.ts';
import { replay } from '../../drafts/replay.ts';
import {
  CANONICAL_QUERY_STRING,
  CANONICAL_REQUEST,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  HTTP_METHOD,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { CREDENTIAL_SCOPE } from '../../sigv4/stages/credential-scope.ts';
import { TIMESTAMP } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';

export interface Change {
  /** The ID of the value, such as `canonical-uri`, or `header-range` for a header. */
  readonly value: string;
  /** The AWS name of the value. */
  readonly name: string;
  /** The value before the mistake; `null` if there was no such value. */
  readonly from: Octets | null;
  readonly to: Octets | null;
}

/** Returns the ID of the canonical header with this lowercase name. */
export const headerValueId = (lowerCaseName: string): string => `header-${lowerCaseName}`;

/**
 * Lists the changes in the order in which the values are computed. A change to the key or to a later step changes no
 * value.
 */
export function changesBetween(from: Draft, to: Draft): readonly Change[] {
  const parts = changed([
    [HTTP_METHOD, from.method, to.method],
    [CANONICAL_URI, from.canonicalUri, to.canonicalUri],
    [CANONICAL_QUERY_STRING, from.canonicalQueryString, to.canonicalQueryString],
  ]);
  const list = changed([
    [SIGNED_HEADERS, from.signedHeaders, to.signedHeaders],
    [HASHED_PAYLOAD, from.hashedPayload, to.hashedPayload],
    [TIMESTAMP, from.timestamp, to.timestamp],
    [CREDENTIAL_SCOPE, scopeOf(from.scope), scopeOf(to.scope)],
  ]);
  const all = [...parts, ...changedHeaders(from.headers, to.headers), ...list];
  return all.length > 0 ? all : changedTexts(from, to);
}

/** Compares the whole texts if all parts are equal. */
function changedTexts(from: Draft, to: Draft): readonly Change[] {
  const before = replay(from);
  const after = replay(to);
  const [first] = changed([
    [CANONICAL_REQUEST, before.canonicalRequest, after.canonicalRequest],
    [STRING_TO_SIGN, before.stringToSign, after.stringToSign],
  ]);
  return first ? [first] : [];
}

/** Lists the change from one hash of the payload to another one. */
export const changesOfPayload = (from: Octets, to: Octets): readonly Change[] => changed([[HASHED_PAYLOAD, from, to]]);

type Row = readonly [value: { readonly id: string; readonly name: string }, from: Octets, to: Octets];

function changed(rows: readonly Row[]): Change[] {
  return rows.flatMap(([{ id, name }, from, to]) => (from === to ? [] : [{ value: id, name, from, to }]));
}

function changedHeaders(from: readonly CanonicalHeader[], to: readonly CanonicalHeader[]): Change[] {
  const names = new Set([...from, ...to].map(({ name }) => name.toLowerCase()));
  return [...names].flatMap((name) => {
    const before = lineOf(from, name);
    const after = lineOf(to, name);
    return before === after
      ? []
      : [{ value: headerValueId(name), name: `Canonical header ${name}`, from: before, to: after }];
  });
}

function lineOf(headers: readonly CanonicalHeader[], lowerCaseName: string): Octets | null {
  const lines = headers
    .filter(({ name }) => name.toLowerCase() === lowerCaseName)
    .map(({ name, value }) => `${name}:${value}`);
  return lines.length === 0 ? null : (lines.join('\n') as Octets);
}
