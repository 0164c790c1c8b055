/** A request target (RFC 9112, section 3.2) in its parts, as slices: nothing is normalised, nothing decoded unless asked for. */
import { type Bytes, NOTHING, slice } from '../bytes/bytes.ts';
import { percentDecode, split } from '../bytes/text-operations.ts';

export interface Target {
  /** Before the first `?`. */
  readonly path: Bytes;
  /** After the first `?`; `null` without one. */
  readonly query: Bytes | null;
}

interface QueryParameter {
  readonly name: Bytes;
  /** `null` where there is no `=`. */
  readonly value: Bytes | null;
}

export function splitTarget(target: Bytes): Target {
  const mark = target.octets.indexOf('?');
  return mark < 0 ? { path: target, query: null } : { path: slice(target, 0, mark), query: slice(target, mark + 1) };
}

/** The parameters in the order they stand; nothing between two `&` is no parameter. */
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

/** Gives the parameters with name and value percent-decoded; a plus sign is itself, and a value that is missing empty. */
export function decodedParameters(target: Bytes): { readonly name: Bytes; readonly value: Bytes }[] {
  return queryParameters(splitTarget(target).query).map(({ name, value }) => ({
    name: percentDecode(name),
    value: percentDecode(value ?? NOTHING),
  }));
}
