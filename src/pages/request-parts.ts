/** Finds the parts of the request as given. Each part has a name that can be shown. */
import { type Bytes, copyOf } from '../bytes/bytes.ts';
import { isProblem } from '../bytes/problem.ts';
import { readRequestHead } from '../http/read-head.ts';
import { splitTarget } from '../http/target.ts';
import { REQUEST } from '../sigv4/stages/request.ts';
import type { RedactedTrace } from '../trace/redact.ts';
import { findValue } from '../trace/trace.ts';
import { visible } from './characters/visible.ts';

/** A named part of the request as given, from byte `start` to byte `end` (exclusive). */
export interface RequestPart {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

interface RequestHeader {
  /** The name of the header, as sent. */
  readonly shown: string;
  readonly name: RequestPart;
  readonly value: RequestPart;
}

export interface RequestParts {
  /** The method, the path, and the query. */
  readonly line: readonly RequestPart[];
  readonly query: RequestPart | null;
  readonly headers: readonly RequestHeader[];
}

/** Reads the request head again and returns its parts. Returns none if the head is malformed. */
export function partsOfRequest(trace: RedactedTrace): RequestParts {
  const request = findValue(trace, REQUEST.id);
  const head = request && readRequestHead(copyOf(REQUEST.id, request.bytes.octets));
  if (!head || isProblem(head)) return { line: [], query: null, headers: [] };
  const target = splitTarget(head.target);
  const query = part(target.query, 'the query of the URL');
  return {
    line: [part(head.method, 'the method'), part(target.path, 'the path of the URL'), query].filter(
      (found) => found !== null,
    ),
    query,
    headers: head.headers.flatMap((field): RequestHeader[] => {
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
