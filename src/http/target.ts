/**
 * Splits a request target (RFC 9112, section 3.2) into slices. Nothing is normalized or decoded unless a docstring says
 * so.
 */
import { type Bytes, NOTHING, slice } from '../bytes/bytes.ts';
import { percentDecode, split } from '../bytes/text-operations.ts';

export interface Target {
  /** Everything before the first `?`. */
  readonly path: Bytes;
  /** Everything after the first `?`; `null` if there is no `?`. */
  readonly query: Bytes | null;
}

interface QueryParameter {
  readonly name: Bytes;
  /** The value; `null` if there is no `=`. */
  readonly value: Bytes | null;
}

/** Splits a target at its first `?`. */
export function splitTarget(target: Bytes): Target {
  const mark = target.octets.indexOf('?');
  return mark < 0 ? { path: target, query: null } : { path: slice(target, 0, mark), query: slice(target, mark + 1) };
}

/** Returns the parameters in order, omitting empty parameters. */
export function queryParameters(query: Bytes | null): QueryParameter[] {
  if (query === null) return [];
  return split(query, '&')
    .filter((pair) => pair.octets !== '')
    .map((pair) => {
      const equals = pair.octets.indexOf('=');
      return equals < 0
        ? { name: pair, value: null }
        : { name: slice(pair, 0, equals), value: slice(pair, equals + 1) };
    });
}

/** Returns the parameters of a target, percent-decoded. A plus sign is not decoded, and a missing value is empty. */
export function decodedParameters(target: Bytes): { readonly name: Bytes; readonly value: Bytes }[] {
  return queryParameters(splitTarget(target).query).map(({ name, value }) => ({
    name: percentDecode(name),
    value: percentDecode(value ?? NOTHING),
  }));
}
