/** Changes to the headers of a draft that several mistakes share. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { HeaderField } from '../../http/message.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  type Draft,
  headerBytes,
  headerOf,
  withHeader,
  withHeaderBytes,
  withPart,
  withSignedHeaders,
  withValue,
} from './draft.ts';
import { byMistake, madeOf } from './wrong-operations.ts';

/** S3 takes 8 KiB of headers; whoever sends thousands is not tried one by one. */
const MOST_HEADERS = 100;

/** The names of the canonical headers, the first hundred. */
export const namesOf = ({ headers }: Draft): Octets[] => headers.slice(0, MOST_HEADERS).map(({ name }) => name);

/** One draft for each other value of this header; none where it is not signed. */
export function withValues(draft: Draft, name: string, values: readonly string[]): Draft[] {
  const present = headerOf(draft, name);
  if (present === null) return [];
  return [...new Set(values)].filter((value) => value !== present).map((value) => withValue(draft, name, value));
}

/** With the value that the other side has, where that is another; an empty one is that of a header that did not arrive. */
export function withOther(draft: Draft, { other }: Surroundings, name: string): Draft[] {
  const value = other && headerOf(other, name);
  return value === null || value === '' ? [] : withValues(draft, name, [value]);
}

/** With another list of names: in the canonical request alone, and in the parameter of a presigned URL too. */
export function withList(draft: Draft, list: Bytes): Draft[] {
  const alone = withPart(draft, 'signedHeaders', list);
  const both = withSignedHeaders(draft, list);
  return both.canonicalQueryString === draft.canonicalQueryString ? [alone] : [alone, both];
}

/** With these values of a header that is not there, or whose value did not arrive. */
export function withUnsent(draft: Draft, name: string, values: readonly string[]): Draft[] {
  const present = headerOf(draft, name);
  return present === null || present === '' ? values.map((value) => withHeader(draft, name, value)) : [];
}

/** With each value written otherwise at once; none where that changes nothing. `null` leaves a value as it is. */
export function mappedValues(draft: Draft, written: (value: Octets, name: Octets) => string | null): Draft[] {
  const headers = draft.headers.map(({ name, value }) => ({ name, value: (written(value, name) ?? value) as Octets }));
  const isSame = headers.every(({ value }, index) => value === draft.headers[index]?.value);
  return isSame ? [] : [{ ...draft, headers }];
}

const REWRITTEN = byMistake('rewritten-value');

/** Like `mappedValues`, where `written` makes each value of the one before and of nothing else. */
export function rewrittenValues(draft: Draft, written: (value: Octets, name: Octets) => string | null): Draft[] {
  const [made] = mappedValues(draft, written);
  if (!made?.recorded) return made ? [made] : [];
  const fields = headerBytes(draft).map(({ name, value }) => ({
    name,
    value: madeOf(value, REWRITTEN, written(value.octets, name.octets) ?? value.octets),
  }));
  return [withHeaderBytes(draft, fields)];
}

/** The fields as they were sent, by their names in lower case. */
export function sentFields({ head }: Surroundings): Map<string, HeaderField[]> {
  return Map.groupBy(head?.headers ?? [], ({ name }) => name.octets.toLowerCase());
}

/** The values of all fields of this name (lower case) as they were sent. */
export function sentValues({ head }: Surroundings, name: string): Octets[] {
  return (head?.headers ?? [])
    .filter((field) => field.name.octets.toLowerCase() === name)
    .map(({ value }) => value.octets);
}
