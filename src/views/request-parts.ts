/** Finds the parts of the given request. Each part has a name that can be shown. */

import { type Bytes, copyOf } from '../bytes/bytes.ts';
import { sliceOctets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { readRequestHead } from '../http/read-head.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import { REQUEST } from '../sigv4/stages/request.ts';
import { spansIn } from '../trace/provenance.ts';
import type { Range } from '../trace/ranges.ts';
import type { RedactedTrace, RedactedValue } from '../trace/redact.ts';
import { findValue } from '../trace/trace.ts';
import { visible } from './characters/visible.ts';
import { TERMS } from './map/terms.ts';

/** A named part of the request as given. */
export interface RequestPart extends Range {
  readonly name: string;
}

export const METHOD_PART = `the ${TERMS.method}`;
export const PATH_PART = `the ${TERMS.path}`;
export const QUERY_PART = `the ${TERMS.query}`;

/** A header, or a parameter of the query. */
export interface RequestField {
  /** The name as sent, in a form that can be shown. */
  readonly shown: string;
  readonly name: RequestPart;
  readonly value: RequestPart;
}

export interface RequestParts {
  /** The method, the path, and the query. */
  readonly line: readonly RequestPart[];
  readonly query: RequestPart | null;
  /** The parameters of the query that have a value. */
  readonly parameters: readonly RequestField[];
  readonly headers: readonly RequestField[];
}

/** Reads the request head again and returns its parts. Returns an empty list if the head is malformed. */
export function partsOfRequest(trace: RedactedTrace): RequestParts {
  const request = findValue(trace, REQUEST.id);
  const head = request && readRequestHead(copyOf(REQUEST.id, request.bytes.octets));
  if (!head || isProblem(head)) return { line: [], query: null, parameters: [], headers: [] };
  const target = splitTarget(head.target);
  const query = part(target.query, QUERY_PART);
  return {
    line: [part(head.method, METHOD_PART), part(target.path, PATH_PART), query].filter((found) => found !== null),
    query,
    parameters: queryParameters(target.query).flatMap((parameter): RequestField[] => {
      const shown = visible(parameter.name.octets);
      const name = part(parameter.name, `the name of the ${shown} parameter`);
      const value = part(parameter.value, `the value of the ${shown} parameter`);
      return name && value ? [{ shown, name, value }] : [];
    }),
    headers: head.headers.flatMap((field): RequestField[] => {
      const shown = visible(field.name.octets);
      const name = part(field.name, `the name of the ${shown} header as sent`);
      const value = part(field.value, `the value of the ${shown} header`) ?? (name && { ...name, start: name.end });
      return name && value ? [{ shown, name, value }] : [];
    }),
  };
}

function part(bytes: Bytes | null, name: string): RequestPart | null {
  const origin = bytes?.spans?.[0]?.origin;
  return origin?.kind === 'copy' ? { start: origin.start, end: origin.end, name } : null;
}

/** Returns whether a part of the request is an input, as opposed to being added by a rule. */
export const isFromOutside = ({ bytes }: RedactedValue, part: Range): boolean =>
  spansIn(bytes, part).some(({ origin }) => origin.kind !== 'fixed');

/** Returns the method of the request in a form that can be shown; empty if the head is malformed. */
export const methodOf = (trace: RedactedTrace): string => textOfPart(trace, partsOfRequest(trace).line[0] ?? null);

/** Returns the path of the request in a form that can be shown; empty if the head is malformed. */
export const pathOf = (trace: RedactedTrace): string =>
  textOfPart(trace, partsOfRequest(trace).line.find(({ name }) => name === PATH_PART) ?? null);

/** Returns the value of a header in a form that can be shown; `null` if the request has no such header. */
export function headerOf(trace: RedactedTrace, name: string): string | null {
  const found = partsOfRequest(trace).headers.find(({ shown }) => shown.toLowerCase() === name);
  return found ? textOfPart(trace, found.value) : null;
}

function textOfPart(trace: RedactedTrace, part: RequestPart | null): string {
  const request = findValue(trace, REQUEST.id);
  return part && request ? visible(sliceOctets(request.bytes.octets, part.start, part.end)) : '';
}
