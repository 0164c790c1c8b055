/** Contains changes to a draft's headers that are shared by multiple mistakes. */
import type { Bytes } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { withoutPort } from '../http/host.ts';
import type { HeaderField } from '../http/message.ts';
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
import type { MutationContext } from './mutation.ts';
import { byMistake, madeOf } from './wrong-operations.ts';

/** The maximum number of headers that are tried one by one. S3 accepts at most 8 KiB of headers. */
const MOST_HEADERS = 100;

/** Returns the names of the first 100 canonical headers. */
export const namesOf = ({ headers }: Draft): Octets[] => headers.slice(0, MOST_HEADERS).map(({ name }) => name);

/**
 * Returns a draft for each value that differs from the header's current value. Returns an empty list if the header is
 * not signed.
 */
export function withValues(draft: Draft, name: string, values: readonly string[]): Draft[] {
  const present = headerOf(draft, name);
  if (present === null) return [];
  return [...new Set(values)].filter((value) => value !== present).map((value) => withValue(draft, name, value));
}

/**
 * Uses the other side's value if that value differs. An empty value is ignored, because an empty value means that the
 * header did not arrive.
 */
export function withOther(draft: Draft, { other }: MutationContext, name: string): Draft[] {
  const value = other && headerOf(other, name);
  return value === null || value === '' ? [] : withValues(draft, name, [value]);
}

/** Replaces the list of names in two ways: in the canonical request only, and also in the presigned URL's parameter. */
export function withList(draft: Draft, list: Bytes): Draft[] {
  const alone = withPart(draft, 'signedHeaders', list);
  const both = withSignedHeaders(draft, list);
  return both.canonicalQueryString === draft.canonicalQueryString ? [alone] : [alone, both];
}

/** Adds a header with each of these values if the header is missing or empty. */
export function withUnsent(draft: Draft, name: string, values: readonly string[]): Draft[] {
  const present = headerOf(draft, name);
  return present === null || present === '' ? values.map((value) => withHeader(draft, name, value)) : [];
}

/**
 * Rewrites all values together. Returns no draft if nothing changes. If `written` returns `null`, the value stays the
 * same.
 */
export function mappedValues(draft: Draft, written: (value: Octets, name: Octets) => string | null): Draft[] {
  const headers = draft.headers.map(({ name, value }) => ({ name, value: (written(value, name) ?? value) as Octets }));
  const isSame = headers.every(({ value }, index) => value === draft.headers[index]?.value);
  return isSame ? [] : [{ ...draft, headers }];
}

const REWRITTEN = byMistake('rewritten-value');

/** Works like `mappedValues`, but records that each new value is derived only from the old one. */
export function rewrittenValues(draft: Draft, written: (value: Octets, name: Octets) => string | null): Draft[] {
  const [made] = mappedValues(draft, written);
  if (!made?.recorded) return made ? [made] : [];
  const fields = headerBytes(draft).map(({ name, value }) => ({
    name,
    value: madeOf(value, REWRITTEN, written(value.octets, name.octets) ?? value.octets),
  }));
  return [withHeaderBytes(draft, fields)];
}

/** Returns the fields as they were sent, grouped by lowercase name. */
export function sentFields({ head }: MutationContext): Map<string, HeaderField[]> {
  return Map.groupBy(head?.headers ?? [], ({ name }) => name.octets.toLowerCase());
}

/** Returns the sent values of all fields with this lowercase name. */
export function sentValues({ head }: MutationContext, name: string): Octets[] {
  return (head?.headers ?? [])
    .filter((field) => field.name.octets.toLowerCase() === name)
    .map(({ value }) => value.octets);
}

const LOCAL_PORTS = ['', ':9000', ':8333', ':4566', ':3900', ':7480', ':8080'];
/** Names and ports that manuals and Compose files use for S3 servers on an internal network. */
const PORTS_OF_NAMES: Readonly<Record<string, readonly string[]>> = {
  localhost: LOCAL_PORTS,
  '127.0.0.1': LOCAL_PORTS,
  minio: ['', ':9000'],
  'host.docker.internal': ['', ':9000'],
  seaweedfs: [':8333'],
  s3: [':8333'],
  localstack: [':4566'],
  garage: [':3900'],
};

export const INTERNAL_HOSTS: readonly string[] = Object.entries(PORTS_OF_NAMES).flatMap(([name, ports]) =>
  ports.map((port) => name + port),
);

/**
 * Returns a draft for each internal name in place of the host name, with both the name's usual ports and the current
 * port. A different port for the same name is a separate mistake.
 */
export function withInternalName(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  const [, name = host, port = ''] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  const others = Object.keys(PORTS_OF_NAMES).map((other) => other + port);
  const isOtherName = (other: string) => withoutPort(other) !== name.toLowerCase();
  return withValues(draft, 'host', [...INTERNAL_HOSTS, ...others].filter(isOtherName));
}
