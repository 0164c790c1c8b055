/** Names the places in a draft that a mistake can change, so that mistakes in different places can be combined. */
import { type CanonicalHeader, type Draft, SCOPE_PARTS, type Steps } from '../drafts/draft.ts';

const TEXT_SLOTS = [
  'method',
  'canonicalUri',
  'canonicalQueryString',
  'signedHeaders',
  'hashedPayload',
  'algorithm',
  'timestamp',
  'accessKeyId',
  'secretAccessKey',
] as const satisfies readonly (keyof Draft)[];

const STEP_SLOTS = [
  'canonicalRequest',
  'hash',
  'stringToSign',
  'signingKey',
  'signature',
] as const satisfies readonly (keyof Steps)[];

/** A place in a draft, such as `canonicalUri`, `header/range`, `scope/date`, or `step/hash`. */
export type Slot = string;

/** The places that affect only the key and the signature, so that changes in them do not appear in any text. */
const OF_THE_KEY: ReadonlySet<Slot> = new Set(['secretAccessKey', 'step/signingKey', 'step/signature']);

/** Returns whether all of these places affect only the key and the signature. */
export const isOfKey = (slots: readonly Slot[]): boolean =>
  slots.length > 0 && slots.every((slot) => OF_THE_KEY.has(slot));

/** Matches the places that do not affect the canonical request. */
const AFTER_REQUEST =
  /^(?:algorithm|timestamp|scope\/.*|secretAccessKey|step\/(?:hash|stringToSign|signingKey|signature))$/;

/** Returns whether a change in this place leaves the canonical request unchanged. */
export const isAfterRequest = (slot: Slot): boolean => AFTER_REQUEST.test(slot);

/** Returns whether one of these places is a step. The result of a wrong step may lack some parts. */
export const hasStep = (slots: readonly Slot[]): boolean => slots.some((slot) => slot.startsWith('step/'));

/** Returns the places in which two drafts differ. All headers with the same name are one place. */
export function differingSlots(one: Draft, other: Draft): readonly Slot[] {
  return [
    ...TEXT_SLOTS.filter((slot) => one[slot] !== other[slot]),
    ...(one.headers === other.headers ? [] : headerSlots(one, other)),
    ...(one.scope === other.scope
      ? []
      : SCOPE_PARTS.filter((part) => one.scope[part] !== other.scope[part]).map((part) => `scope/${part}`)),
    ...(one.steps === other.steps
      ? []
      : STEP_SLOTS.filter((step) => one.steps[step] !== other.steps[step]).map((step) => `step/${step}`)),
  ];
}

/** Returns whether two drafts differ in no place. Stops at the first difference, so it is faster than `differingSlots`. */
export const areSame = (one: Draft, other: Draft): boolean =>
  TEXT_SLOTS.every((slot) => one[slot] === other[slot]) &&
  (one.steps === other.steps || STEP_SLOTS.every((step) => one.steps[step] === other.steps[step])) &&
  (one.scope === other.scope || SCOPE_PARTS.every((part) => one.scope[part] === other.scope[part])) &&
  (one.headers === other.headers || haveSameLines(one.headers, other.headers));

const haveSameLines = (some: Draft['headers'], others: Draft['headers']): boolean =>
  some.length === others.length &&
  some.every(({ name, value }, at) => name === others[at]?.name && value === others[at]?.value);

const ORDER: Slot = 'headers';
const OF_HEADER = 'header/';

function headerSlots(one: Draft, other: Draft): readonly Slot[] {
  const [before, after] = [linesByName(one), linesByName(other)];
  const names = new Set([...before.keys(), ...after.keys()]);
  const differing = [...names].filter((name) => before.get(name) !== after.get(name));
  // The order of the lines that both drafts have matters, even if a value differs.
  const isOrderOther =
    differing.length === 0 ? orderOf(one) !== orderOf(other) : namesIn(before, after) !== namesIn(after, before);
  return [...differing.map((name) => OF_HEADER + name), ...(isOrderOther ? [ORDER] : [])];
}

/** Returns the names that both have, in the order of the first. */
const namesIn = (lines: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string =>
  [...lines.keys()].filter((name) => others.has(name)).join('\n');

/** Returns the values of each header by name, each value after a newline. */
function linesByName({ headers }: Draft): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const { name, value } of headers) lines.set(name, `${lines.get(name) ?? ''}\n${value}`);
  return lines;
}

const orderOf = ({ headers }: Draft): string => headers.map(({ name }) => name).join('\n');

/**
 * Returns `made` with the changes from `other` added, both of which change `base`. Returns `null` if both change the
 * same place, or if nothing changes.
 */
export function madeTogether(base: Draft, made: SlottedDraft, other: SlottedDraft): Draft | null {
  if (made.slots.length + other.slots.length === 0) return null;
  if (other.slots.some((slot) => made.slots.includes(slot))) return null;
  const [first, second] = [made.draft, other.draft];
  const merged: { -readonly [Part in keyof Draft]: Draft[Part] } = { ...first };
  for (const slot of TEXT_SLOTS) if (second[slot] !== base[slot]) copyPart(merged, second, slot);
  merged.headers = merge(base.headers, first.headers, second.headers, () => withHeadersOf(first, other));
  merged.scope = merge(base.scope, first.scope, second.scope, () => withChanged(base.scope, first.scope, second.scope));
  merged.steps = merge(base.steps, first.steps, second.steps, () => withChanged(base.steps, first.steps, second.steps));
  return merged;
}

/** Copies a part. Millions of drafts are merged, and copying in place takes half as long as another object. */
function copyPart<Part extends keyof Draft>(to: Record<Part, Draft[Part]>, from: Draft, part: Part): void {
  to[part] = from[part];
}

/** Returns the part that one of two drafts changes. If both change it, `together` computes the result. */
function merge<Part>(base: Part, one: Part, other: Part, together: () => Part): Part {
  return other === base ? one : one === base ? other : together();
}

/** Returns `one` with the fields of `other` that differ from `base`. */
function withChanged<Fields extends object>(base: Fields, one: Fields, other: Fields): Fields {
  const keys = Object.keys(other) as (keyof Fields)[];
  const changed = keys.filter((key) => other[key] !== base[key]).map((key) => [key, other[key]]);
  return { ...one, ...Object.fromEntries(changed) };
}

function withHeadersOf(draft: Draft, { draft: from, slots }: SlottedDraft): Draft['headers'] {
  const headers = withLinesOf(draft, from, slots);
  return slots.includes(ORDER) ? reordered(headers, from) : headers;
}

function withLinesOf(draft: Draft, from: Draft, slots: readonly Slot[]): Draft['headers'] {
  const names = new Set(slots.filter((slot) => slot.startsWith(OF_HEADER)).map((slot) => slot.slice(OF_HEADER.length)));
  const [before, after] = [onlyLines(draft.headers, names), onlyLines(from.headers, names)];
  const isReplaced = (name: string) => Boolean(before.get(name) && after.get(name));
  const headers = draft.headers.map((header) =>
    isReplaced(header.name) ? (after.get(header.name) ?? header) : header,
  );
  const others = [...names].filter((name) => !isReplaced(name));
  return others.reduce<Draft['headers']>((all, name) => withHeaderOf(all, from, name), headers);
}

/** Returns the lines of these headers by name; a header that has several lines has `null`. */
function onlyLines(headers: Draft['headers'], names: ReadonlySet<string>): ReadonlyMap<string, CanonicalHeader | null> {
  const lines = new Map<string, CanonicalHeader | null>();
  for (const header of headers) {
    if (names.has(header.name)) lines.set(header.name, lines.has(header.name) ? null : header);
  }
  return lines;
}

/** A draft, and the places in which the draft differs from its base. */
export interface SlottedDraft {
  readonly draft: Draft;
  readonly slots: readonly Slot[];
}

function withHeaderOf(headers: Draft['headers'], from: Draft, name: string): Draft['headers'] {
  const own = from.headers.filter((header) => header.name === name);
  const others = headers.filter((header) => header.name !== name);
  const at = from.headers.findIndex((header) => header.name === name);
  const after = new Set(from.headers.slice(Math.max(at, 0)).map((header) => header.name));
  const place = others.findIndex((header) => after.has(header.name));
  const index = place < 0 ? others.length : place;
  return [...others.slice(0, index), ...own, ...others.slice(index)];
}

function reordered(headers: Draft['headers'], from: Draft): Draft['headers'] {
  const order = from.headers.map(({ name }) => name);
  return [...headers].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}
