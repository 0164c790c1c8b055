/** Reads signing and verification logs: the texts and signatures of clients and servers, grouped by signature. */
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { Strings } from '../evidence.ts';
import { hashedCanonicalRequestOf } from '../repairs/repair-string-to-sign.ts';
import type { ScannedText } from '../scanned-text.ts';
import type { SignedText } from '../texts/find-texts.ts';
import { findLabeledNumbers, type Logged, sideAt } from './labels.ts';
import { NO_QUOTES, type Quotes, readStrings } from './quoted-strings.ts';

/** The texts that one side logged about one signature. */
export interface LoggedStrings {
  readonly side: Logged['side'];
  /**
   * Present if there are two texts of one request: `label` if only the words before this one show its side, and `nothing`
   * if nothing shows which one is whose.
   */
  readonly sideFrom?: 'label' | 'nothing';
  readonly start: number;
  readonly end: number;
  readonly strings: Strings;
  /** The signature that the server received, if the server logged it. */
  readonly provided: Octets | null;
}

interface Open extends Omit<LoggedStrings, 'strings'> {
  readonly quotes: Quotes;
  /** The hash that links the canonical request with the string to sign; `null` if nothing links them. */
  readonly link: Octets | null;
}

/**
 * Groups the texts and the numbers by signature. A canonical request belongs to the string to sign that
 * has its hash, wherever it was printed; other texts belong to the ones next to them.
 */
export function readSigningLog({ octets, by, texts }: ScannedText): LoggedStrings[] {
  const items = [...texts.map((text) => loggedText(octets, text)), ...findLabeledNumbers(octets)].sort(
    (one, other) => one.start - other.start,
  );
  const links = linksAmong(items);
  const found: Open[] = [];
  for (const item of items) {
    const link = links.get(item) ?? null;
    const index = groupOf(item, link, found);
    const open = found[index];
    if (open) found[index] = withItem(open, item);
    else if (BEGIN.includes(item.field)) found.push(withItem(opened(item, link, by), item));
  }
  return found.map(({ quotes, link: _link, ...rest }) => ({ ...rest, strings: readStrings(quotes) }));
}

/** The texts that can begin a group. A signature cannot begin a group, because it may belong to anything. */
const BEGIN: readonly Logged['field'][] = ['canonicalRequest', 'stringToSign'];

/** Returns the hash of each text that another text has too: a canonical request and a string to sign. */
function linksAmong(items: readonly Logged[]): ReadonlyMap<Logged, Octets> {
  const hashes = (field: Logged['field'], hashOf: (octets: Octets) => Octets | null) =>
    items.flatMap((item) => {
      const hash = item.field === field ? hashOf(item.octets) : null;
      return hash === null ? [] : [[item, hash] as const];
    });
  const requests = hashes('canonicalRequest', sha256Hex);
  const strings = hashes('stringToSign', hashedCanonicalRequestOf);
  const ofRequests = new Set(requests.map(([, hash]) => hash));
  const ofStrings = new Set(strings.map(([, hash]) => hash));
  return new Map([...requests, ...strings].filter(([, hash]) => ofRequests.has(hash) && ofStrings.has(hash)));
}

/** Returns the index of the group that an item belongs to, or -1 if it begins a group. */
function groupOf(item: Logged, link: Octets | null, found: readonly Open[]): number {
  const linked = link === null ? -1 : found.findLastIndex((open) => open.link === link && isFree(open, item));
  const last = found.at(-1);
  if (linked >= 0 || last === undefined) return linked;
  const isUnlinked = !BEGIN.includes(item.field) || (last.link === null && link === null);
  const isNear = last.side === item.side && item.start - last.end <= FARTHEST;
  return isUnlinked && isNear && isFree(last, item) ? found.length - 1 : -1;
}

/** The maximum distance between two texts of one signature, in bytes. */
const FARTHEST = 65_536;

const isFree = ({ provided, quotes }: Open, { field }: Logged): boolean =>
  (field === 'provided' ? provided : quotes[field]) === null;

const opened = ({ side, start, end }: Logged, link: Octets | null, by: InputSource): Open => ({
  side,
  start,
  end,
  link,
  provided: null,
  quotes: { ...NO_QUOTES, by, side },
});

function withItem(open: Open, { field, octets, repairs, end }: Logged): Open {
  if (field === 'provided') return { ...open, end, provided: octets };
  const all = [...new Set([...open.quotes.repairs, ...repairs])];
  return { ...open, end, quotes: { ...open.quotes, [field]: octets, repairs: all } };
}

function loggedText(octets: Octets, { kind, ...text }: SignedText): Logged {
  const field = kind === 'canonical-request' ? 'canonicalRequest' : 'stringToSign';
  return { ...text, field, side: sideAt(octets, text.start) };
}
