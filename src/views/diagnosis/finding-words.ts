/**
 * Says what a finding proves, how certain it is, and how to fix it. If the bytes are proved but not who changed them, the sentence says the
 * bytes, and the fix is for both.
 */

import { joined } from '../../bytes/joined.ts';
import type { Octets } from '../../bytes/octets.ts';
import { enumerated } from '../../causes/words.ts';
import type { ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Certainty } from '../../search/certainty/hit.ts';
import {
  CANONICAL_QUERY_STRING,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  HTTP_METHOD,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { visible } from '../characters/visible.ts';
import { isLikely } from './suspect-words.ts';

/**
 * Returns the bytes in words if they are known, but not where they changed; `null` otherwise. A path or a query is
 * encoded by its signer, and its causes speak of what was signed, which is certain.
 */
function openBytes(finding: ShownFinding): string | null {
  const { place, twins, certainty, changes } = finding;
  const isOpen = place === null && twins.length > 0 && certainty.kind !== 'possible';
  return isOpen && changes.every(({ value }) => !OF_TARGET.has(value)) ? bytesInWords(finding) : null;
}

const OF_TARGET: ReadonlySet<string> = new Set([CANONICAL_URI.id, CANONICAL_QUERY_STRING.id]);

/**
 * Says the cause. If nothing shows where the bytes changed, says the bytes instead, unless the sentence of the cause
 * leaves open who changed them. The `says` of a finding comes from the entry of its cause in `src/causes`: for a mistake that
 * was made again, `saysOf` or `says` of the mistake; for what a server or a request says itself, `says` of the statement; for
 * a suspect, `says` of the cause.
 */
export function findingSays(finding: ShownFinding): string {
  const bytes = finding.point === 'either' ? null : openBytes(finding);
  return bytes === null
    ? finding.says
    : `${bytes}: something in transit changed it, such as a proxy, or the client signs something other than it sends.`;
}

/**
 * Says how to fix the cause. If it was changed in transit, the proxy is to be fixed first. If nothing shows that, both
 * fixes are given.
 */
export function findingFix(finding: ShownFinding): string {
  const { fix, fixIn, place, side, changes, twins } = finding;
  const other = openBytes(finding) === null ? fix : (twins[0]?.fix ?? fix);
  const [ofProxy, ofClient] = side === 'way' ? [fix, other] : [other, fix];
  if (ofProxy !== ofClient) return `If a proxy changes it: ${ofProxy} If the client does: ${ofClient}`;
  const changed = changedInWords(changes);
  if (place !== 'transit' || fixIn === 'proxy' || changed === null) return fix;
  return `Let the proxy pass on ${changed} unchanged. Or change the client: ${fix}`;
}

const PARTS: Readonly<Record<string, string>> = {
  [HTTP_METHOD.id]: 'the method',
  [CANONICAL_URI.id]: 'the path',
  [CANONICAL_QUERY_STRING.id]: 'the query',
  [HASHED_PAYLOAD.id]: 'the body',
};

/** Names the first part of the request that was changed; `null` if it is not a part that a proxy passes on. */
function changedInWords(changes: ShownFinding['changes']): string | null {
  const part = changes.map(({ value }) => PARTS[value]).find((words) => words !== undefined);
  const names = headersIn(changes);
  return part ?? (names.length === 0 ? null : joined(names, 'and'));
}

const HEADER = 'header-';

/** Returns the lowercase names of the headers that a mistake changes. */
const headersIn = (changes: ShownFinding['changes']): string[] =>
  changes.flatMap(({ value }) => (value.startsWith(HEADER) ? [value.slice(HEADER.length)] : []));

/**
 * Says the cause in a list of requests. Names the headers that the mistake changes, unless the cause already names them, and
 * says if other mistakes were made together with it.
 */
export function findingInList(finding: ShownFinding): string {
  const { oneOf, changes } = finding;
  const says = findingSays(finding);
  const names = headersIn(changes).filter((name) => !says.toLowerCase().includes(name));
  const named = names.length === 0 ? says : `${enumerated(names)}: ${says}`;
  return oneOf === null ? named : `${named} This is ${oneOf.number} of ${oneOf.count} mistakes.`;
}

/** Says what was signed and what arrived, of the first value that changed; `null` if it does not fit in a sentence. */
function bytesInWords({ changes, side }: ShownFinding): string | null {
  const change = changes.find(({ value }) => value.startsWith(HEADER) || PARTS[value] !== undefined);
  if (change === undefined) return null;
  const { value, from, to } = change;
  const name = PARTS[value] ?? value.slice(HEADER.length);
  const [was, is] = (side === 'way' ? [from, to] : [to, from]).map((octets) => shortOf(octets, name));
  if (was == null || is == null) return null;
  const begin = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (was === '') return `${begin} was not signed with a value, but arrived as ${is}`;
  return `${begin} was signed as ${was}, but ${is === '' ? 'did not arrive' : `arrived as ${is}`}`;
}

/** The length from which a value is not repeated in a sentence. */
const MOST_SAID = 80;

/** Returns a value without its name; empty if there is none, and `null` if it is too long. */
function shortOf(octets: Octets | null, name: string): string | null {
  const text = octets === null ? '' : visible(octets);
  const value = text.startsWith(`${name}:`) ? text.slice(name.length + 1) : text;
  return value.length > MOST_SAID || value.includes('\n') ? null : value;
}

/** What the certainty of a cause depends on. */
type Certain = Pick<ShownFinding, 'certainty' | 'side' | 'variant' | 'role' | 'suspected' | 'isSameBytes' | 'shownBy'>;

/** Explains in a sentence how certain a cause is. */
export const certaintyInWords = (finding: Certain): string => `${certaintyWord(finding)}: ${reasonInWords(finding)}`;

/** Returns the word for how certain a cause is, which is the same wherever the cause is shown. */
export const certaintyWord = (
  finding: Pick<ShownFinding, 'certainty' | 'suspected' | 'isSameBytes'>,
): Certainty['kind'] | 'likely' | 'same' =>
  finding.isSameBytes ? 'same' : isLikely(finding) ? 'likely' : finding.certainty.kind;

/** Gives the reason that a cause is certain, but does not state the certainty itself. */
export function reasonInWords({ certainty, side, variant, role, suspected, isSameBytes, shownBy }: Certain): string {
  if (isSameBytes) return 'it produces the same bytes as the first cause, so nothing tells them apart.';
  if (isLikely({ suspected })) return 'it is more likely than all other causes together, but nothing proves it.';
  if (certainty.kind === 'possible') return 'it fits what is known, but nothing proves it.';
  if (variant === 'server-has-another')
    return 'the signature that was sent is exactly the one that the secret given here makes from what the server signed.';
  if (certainty.kind === 'explains' && role === 'defect') return 'the bytes of the request show it.';
  if (certainty.kind === 'explains')
    return 'it accounts for everything that is known, but no hash or signature proves it.';
  switch (certainty.by) {
    case 'signature':
      return "with the client's secret access key, this mistake produces exactly the signature that was sent.";
    case 'hash':
      return side === 'way'
        ? "with this change, the canonical request has exactly the hash in the server's string to sign."
        : 'with this mistake, the canonical request has exactly the hash that the client signed.';
    case 'statement':
      return shownBy === 'body'
        ? 'of the two hashes that the server states, one is that of the given body, and the other one differs from it by this change.'
        : 'the server says so.';
  }
}
