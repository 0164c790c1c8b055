/** Random failures: right requests made wrong by one mistake, and pasted in many forms. */

import { type BrokenRequest, breakRequest } from '../../../src/breaks/break-request.ts';
import { CAUSES } from '../../../src/causes/table.ts';
import { replay } from '../../../src/drafts/replay.ts';
import { writeRequestHead } from '../../../src/http/message.ts';
import type { LogPart } from '../evidence/pasted-failure.ts';
import { numbersFrom } from '../random.ts';
import { ask } from '../sandbox/sandbox-client.ts';
import { BASE_NAMES, rightRequest } from '../sigv4/base-requests.ts';

type Random = <Item>(items: readonly Item[]) => Item;

function randomOf(seed: number): Random {
  const next = numbersFrom(seed);
  return (items) => items[Math.floor(next() * items.length)] as (typeof items)[number];
}

const MUTATIONS = CAUSES.flatMap(({ mutations }) => mutations);

const LOG_FORMS: readonly (readonly LogPart[])[] = [
  [],
  ['canonicalRequest'],
  ['stringToSign'],
  ['canonicalRequest', 'stringToSign'],
  ['signature'],
  ['canonicalRequest', 'stringToSign', 'signature'],
];

/** Returns the texts that a person pastes of failures drawn with so many seeds; some seeds make no failure. */
export function drawFailures(seeds: number): readonly (readonly string[])[] {
  return Array.from({ length: seeds }, (_, seed) => drawFailure(randomOf(seed))).filter((pieces) => pieces !== null);
}

function drawFailure(random: Random): readonly string[] | null {
  const right = rightRequest(random(BASE_NAMES));
  const sayer = random(['answer', 'client', 'both'] as const);
  const mutation = random(MUTATIONS);
  const ways = breakRequest(right, mutation);
  // A change in transit shows only where the request that was sent and the answer to the one that arrived are both there.
  if (ways.length === 0 || (sayer !== 'both' && mutation.side === 'way')) return null;
  const broken = random(ways);
  const reply = ask(writeRequestHead(broken.arrived).octets + right.body);
  if (reply.status < 400 || reply.status >= 500 || reply.element('Code') === undefined) return null;
  return [
    ...(sayer === 'client' ? [] : [reply.body]),
    ...(sayer === 'answer' ? [] : [writeRequestHead(broken.made).octets + right.body, logOf(broken, random)]),
  ];
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

function logOf({ signed }: BrokenRequest, random: Random): string {
  const replayed = replay(signed);
  const { canonicalRequest, stringToSign } = replayed;
  const made: Readonly<Record<LogPart, string>> = {
    canonicalRequest,
    stringToSign,
    signature: replayed.signature() ?? '',
  };
  const [labels, print] = [random(LABELS), random(PRINTS)];
  return random(LOG_FORMS)
    .map((part) => print(labels[part], made[part]))
    .join('');
}
