/** Random failures: right requests made wrong by one to three mistakes, pasted in many forms, and right requests refused. */

import { type BrokenRequest, breakRequest, type RightRequest } from '../../src/breaks/break-request.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { replay } from '../../src/drafts/replay.ts';
import { brokenParts, type InvariantId } from '../../src/evidence/invariants.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { differingSlots, madeTogether } from '../../src/search/slots.ts';
import { changesBetween } from '../../src/sides/difference/changes.ts';
import type { LogPart } from '../support/evidence/pasted-failure.ts';
import { ask, SECRETS } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { MEASURED_BASES } from './bases.ts';

/** A pseudo-random sequence, the same for the same seed (mulberry32). */
export type Random = <Item>(items: readonly Item[]) => Item;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return (items) => items[Math.floor(next() * items.length)] as (typeof items)[number];
}

/** One variant of one cause. */
interface Mistake {
  readonly id: string;
  readonly mutation: Mutation;
}

const MISTAKES: readonly Mistake[] = CAUSES.flatMap(({ id, mutations }) =>
  mutations.map((mutation) => ({ id, mutation })),
);

/** A mistake of a signer that no cause lists. */
const unlisted = (variant: string, change: (draft: Draft) => Partial<Draft>): Mistake => ({
  id: 'unlisted',
  mutation: {
    variant,
    side: 'client',
    point: 'signing',
    says: '',
    change: (draft) => [{ ...draft, ...change(draft) }],
  },
});

const reversed = (text: Octets): Octets => [...text].reverse().join('') as Octets;

/** Mistakes from outside the catalogue: what is said of them for sure must be about the bytes that they change. */
const UNLISTED: readonly Mistake[] = [
  unlisted('path in capitals', ({ canonicalUri }) => ({ canonicalUri: canonicalUri.toUpperCase() as Octets })),
  unlisted('path backward', ({ canonicalUri }) => ({ canonicalUri: `/${reversed(canonicalUri)}` as Octets })),
  unlisted('query written twice', ({ canonicalQueryString: query }) => ({
    canonicalQueryString: `${query}&${query}` as Octets,
  })),
  unlisted('hash of the hash of the body', ({ hashedPayload }) => ({ hashedPayload: sha256Hex(hashedPayload) })),
  unlisted('last value written twice', ({ headers }) => ({
    headers: headers.map((header, index) =>
      index === headers.length - 1 ? { ...header, value: `${header.value}${header.value}` as Octets } : header,
    ),
  })),
  unlisted('values without vowels', ({ headers }) => ({
    headers: headers.map((header) => ({ ...header, value: header.value.replace(/[aeiou]/g, '') as Octets })),
  })),
  unlisted('time of another century', ({ timestamp }) => ({ timestamp: timestamp.replace(/^20/, '19') as Octets })),
];

export const LOG_FORMS = {
  none: [],
  'canonical request': ['canonicalRequest'],
  'string to sign': ['stringToSign'],
  'both texts': ['canonicalRequest', 'stringToSign'],
  signature: ['signature'],
  everything: ['canonicalRequest', 'stringToSign', 'signature'],
} as const;
export type LogForm = keyof typeof LOG_FORMS;

export const SAYERS = ['answer', 'client', 'both'] as const;
export type Sayer = (typeof SAYERS)[number];

/** A failure as a person pastes it. */
export interface RandomFailure {
  readonly kind: 'one' | 'two' | 'refused' | 'three' | 'unlisted';
  readonly base: string;
  readonly mistakes: readonly Mistake[];
  /** For each mistake, the values that it changes in each of its ways, as lists of ids. */
  readonly changed: readonly (readonly (readonly string[])[])[];
  /** What is true of every right text, and not of those that the client signed. */
  readonly broken: ReadonlySet<InvariantId>;
  readonly form: LogForm;
  readonly sayer: Sayer;
  readonly pieces: readonly string[];
  readonly secret: string;
}

/** Returns `null` where what was drawn makes no failure. */
export function drawFailure(kind: RandomFailure['kind'], random: Random): RandomFailure | null {
  const base = random(Object.keys(MEASURED_BASES));
  const right = rightRequestOf(MEASURED_BASES[base]?.().request ?? '');
  const form = random(Object.keys(LOG_FORMS) as LogForm[]);
  const sayer = random(SAYERS);
  const drawn = { kind, base, form, sayer, secret: SECRETS.get(right.draft.accessKeyId) ?? '' };
  if (kind === 'refused') return refused(right, drawn, random);
  const mistakes = Array.from({ length: COUNTS[kind] }, () => random(kind === 'unlisted' ? UNLISTED : MISTAKES));
  const broken = BREAKS[kind](right, mistakes, random);
  if (!broken || !isDecidable(mistakes, sayer)) return null;
  const reply = ask(writeRequestHead(broken.arrived).octets + right.body);
  if (reply.status < 400 || reply.status >= 500 || reply.element('Code') === undefined) return null;
  // A server that says of one mistake what it is says nothing of the other.
  if (kind !== 'one' && reply.element('Code') !== 'SignatureDoesNotMatch' && sayer !== 'client') return null;
  return {
    ...drawn,
    mistakes,
    changed: mistakes.map(({ mutation }) => changedBy(right, mutation)),
    broken: brokenBy(broken.signed, right.draft),
    pieces: piecesOf({ broken, body: right.body, answer: reply.body }, { form, sayer, random }),
  };
}

function brokenBy(signed: Draft, right: Draft): ReadonlySet<InvariantId> {
  const [inSigned, inRight] = [signed, right].map((draft) => [...brokenParts(replay(draft), draft.dialect).keys()]);
  return new Set(inSigned?.filter((id) => !inRight?.includes(id)));
}

const COUNTS = { one: 1, two: 2, three: 3, unlisted: 1 } as const;

type Drawn = Pick<RandomFailure, 'kind' | 'base' | 'form' | 'sayer' | 'secret'>;

/**
 * The request carries the signature, so what the client signed can be found without its log. A change in transit shows
 * only where the request that was sent and the answer to the one that arrived are both there.
 */
function isDecidable(mistakes: readonly Mistake[], sayer: Sayer): boolean {
  return sayer === 'both' || mistakes.every(({ mutation }) => mutation.side !== 'way');
}

const REFUSALS = [
  ['AccessDenied', 'Access Denied'],
  ['NoSuchKey', 'The specified key does not exist.'],
  ['NoSuchBucket', 'The specified bucket does not exist'],
  ['AllAccessDisabled', 'All access to this object has been disabled'],
  ['InvalidObjectState', "The operation is not valid for the object's storage class"],
  ['NotImplemented', 'A header you provided implies functionality that is not implemented'],
  ['KMS.DisabledException', 'arn:aws:kms:us-east-1:111122223333:key/1 is disabled.'],
  [
    'AccessDenied',
    'User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetObject on resource: "x" because no identity-based policy allows the s3:GetObject action',
  ],
] as const;

function refused(right: RightRequest, drawn: Drawn, random: Random): RandomFailure {
  const [code, message] = random(REFUSALS);
  const answer = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>`;
  const broken = { made: right.head, arrived: right.head, signed: right.draft };
  return {
    ...drawn,
    mistakes: [],
    changed: [],
    broken: new Set(),
    pieces: piecesOf({ broken, body: right.body, answer }, { form: drawn.form, sayer: 'both', random }),
  };
}

interface Failed {
  readonly broken: BrokenRequest;
  readonly body: Octets;
  readonly answer: string;
}

interface Said {
  readonly form: LogForm;
  readonly sayer: Sayer;
  readonly random: Random;
}

/** What programs call what they sign. Only the word for the signature is one that the reader knows. */
const LABELS: readonly Readonly<Record<LogPart, string>>[] = [
  { canonicalRequest: 'CanonicalRequest', stringToSign: 'StringToSign', signature: 'Signature' },
  { canonicalRequest: 'cr', stringToSign: 'sts', signature: 'signature' },
  { canonicalRequest: 'Schritt 1', stringToSign: 'Schritt 2', signature: 'Signature' },
  { canonicalRequest: 'what I hash', stringToSign: 'what goes into HMAC', signature: 'my signature' },
];

/** How programs print a text under its label. */
const PRINTS: readonly ((label: string, text: string) => string)[] = [
  (label, text) => `${label}:\n${text}\n`,
  (label, text) => `[debug] ${label} = ${JSON.stringify(text)}\n`,
  (label, text) => `--- ${label}: ---\n${text}\n---\n`,
  (label, text) => `${label}: ${text}`.replace(/^/gm, 'app-1  | ').concat('\n'),
];

function piecesOf({ broken, body, answer }: Failed, { form, sayer, random }: Said): string[] {
  const replayed = replay(broken.signed);
  const { canonicalRequest, stringToSign } = replayed;
  const made: Readonly<Record<LogPart, string>> = {
    canonicalRequest,
    stringToSign,
    signature: replayed.signature() ?? '',
  };
  const [labels, print] = [random(LABELS), random(PRINTS)];
  const log = LOG_FORMS[form].map((part) => print(labels[part], made[part])).join('');
  const request = writeRequestHead(broken.made).octets + body;
  return [...(sayer === 'client' ? [] : [answer]), ...(sayer === 'answer' ? [] : [request, log])];
}

function brokenByOne(right: RightRequest, [mistake]: readonly Mistake[], random: Random): BrokenRequest | null {
  const all = mistake ? breakRequest(right, mistake.mutation) : [];
  return all.length === 0 ? null : random(all);
}

/** Two mistakes of which neither undoes the other, nor changes nothing beside it. */
function brokenByTwo(right: RightRequest, [one, other]: readonly Mistake[], random: Random): BrokenRequest | null {
  if (!one || !other || one.id === other.id) return null;
  if (one.mutation.side !== other.mutation.side) {
    const [client, way] = one.mutation.side === 'client' ? [one, other] : [other, one];
    const first = brokenByOne(right, [client], random);
    const second = first && brokenByOne({ ...right, head: first.made }, [way], random);
    return first && second && { made: first.made, arrived: second.arrived, signed: first.signed };
  }
  const { head, body, scheme, draft } = right;
  const around = { head, body, scheme, other: null };
  const firsts = one.mutation.change(draft, around);
  const first = firsts.length > 0 ? random(firsts) : null;
  if (!first || !isOther(first, draft)) return null;
  const seconds = other.mutation.change(first, around).filter((made) => isOther(made, first) && isOther(made, draft));
  const second = seconds.length > 0 ? random(seconds) : null;
  const alone = other.mutation.change(draft, around);
  if (!second || alone.some((made) => !isOther(made, second))) return null;
  const composed: Mutation = { ...one.mutation, change: () => [second] };
  return breakRequest(right, composed)[0] ?? null;
}

/** Three mistakes of the signer, where what both sides say narrows the lines: each mistake is in a place of its own. */
function brokenByThree(right: RightRequest, mistakes: readonly Mistake[], random: Random): BrokenRequest | null {
  const { head, body, scheme, draft } = right;
  const around = { head, body, scheme, other: null };
  const ids = new Set(mistakes.map(({ id }) => id));
  if (ids.size < mistakes.length || mistakes.some(({ mutation }) => mutation.side === 'way')) return null;
  let made = { draft, slots: [] as readonly string[] };
  for (const { mutation } of mistakes) {
    const ways = mutation.change(draft, around).filter((way) => isOther(way, draft));
    if (ways.length === 0) return null;
    const way = random(ways);
    const next = madeTogether(draft, made, { draft: way, slots: differingSlots(draft, way) });
    if (next === null || !isOther(next, made.draft)) return null;
    made = { draft: next, slots: differingSlots(draft, next) };
  }
  const [first] = mistakes;
  const composed = first && { ...first.mutation, change: () => [made.draft] };
  return (composed && breakRequest(right, composed)[0]) ?? null;
}

const BREAKS = { one: brokenByOne, two: brokenByTwo, three: brokenByThree, unlisted: brokenByOne } as const;

function isOther(one: RightRequest['draft'], other: RightRequest['draft']): boolean {
  const [a, b] = [replay(one), replay(other)];
  return a.stringToSign !== b.stringToSign || a.signature() !== b.signature();
}

const changedBy = ({ draft, head, body, scheme }: RightRequest, { change }: Mutation): readonly (readonly string[])[] =>
  change(draft, { head, body, scheme, other: null }).map((made) =>
    changesBetween(draft, made).map(({ value }) => value),
  );
