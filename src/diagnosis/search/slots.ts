/** Names the places in a draft that a mistake can change, so that mistakes in different places can be combined. */
import { type Draft, headerOf, SCOPE_PARTS, type Steps } from '../draft/draft.ts';

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

const ORDER: Slot = 'headers';

function headerSlots(one: Draft, other: Draft): readonly Slot[] {
  const names = new Set([...one.headers, ...other.headers].map(({ name }) => name));
  const differing = [...names].filter((name) => linesOf(one, name) !== linesOf(other, name));
  // The order of the lines matters even if the values are the same.
  const isOrderOther = differing.length === 0 && orderOf(one) !== orderOf(other);
  return isOrderOther ? [ORDER] : differing.map((name) => `header/${name}`);
}

const linesOf = ({ headers }: Draft, name: string): string =>
  headers.map((header) => (header.name === name ? `\n${header.value}` : '')).join('');
const orderOf = ({ headers }: Draft): string => headers.map(({ name }) => name).join('\n');

/**
 * Returns `made` with the changes from `other` added. Returns `null` if both change the same place, or if nothing
 * changes.
 */
export function madeTogether(base: Draft, made: SlottedDraft, other: SlottedDraft): Draft | null {
  if (other.slots.some((slot) => made.slots.includes(slot))) return null;
  let merged: Draft = made.draft;
  for (const slot of other.slots) merged = withSlot(merged, other.draft, slot);
  return merged === base ? null : merged;
}

/** A draft, and the places in which the draft differs from its base. */
export interface SlottedDraft {
  readonly draft: Draft;
  readonly slots: readonly Slot[];
}

function withSlot(draft: Draft, from: Draft, slot: Slot): Draft {
  const [kind, name = ''] = slot.split(/\/(.*)/s, 2);
  if (kind === 'header') return withHeaderOf(draft, from, name);
  if (kind === 'scope')
    return { ...draft, scope: { ...draft.scope, [name]: from.scope[name as keyof Draft['scope']] } };
  if (kind === 'step') return { ...draft, steps: { ...draft.steps, [name]: from.steps[name as keyof Steps] } };
  if (kind === ORDER) return { ...draft, headers: reordered(draft, from) };
  return { ...draft, [slot]: from[slot as keyof Draft] };
}

function withHeaderOf(draft: Draft, from: Draft, name: string): Draft {
  const value = headerOf(from, name);
  const present = headerOf(draft, name);
  const isMany = [draft, from].some(({ headers }) => headers.filter((header) => header.name === name).length > 1);
  if (value !== null && present !== null && !isMany)
    return { ...draft, headers: draft.headers.map((header) => (header.name === name ? { ...header, value } : header)) };
  const others = draft.headers.filter((header) => header.name !== name);
  const own = from.headers.filter((header) => header.name === name);
  const at = from.headers.findIndex((header) => header.name === name);
  const after = new Set(from.headers.slice(Math.max(at, 0)).map((header) => header.name));
  const place = others.findIndex((header) => after.has(header.name));
  const index = place < 0 ? others.length : place;
  return { ...draft, headers: [...others.slice(0, index), ...own, ...others.slice(index)] };
}

function reordered({ headers }: Draft, from: Draft): Draft['headers'] {
  const order = from.headers.map(({ name }) => name);
  return [...headers].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}
