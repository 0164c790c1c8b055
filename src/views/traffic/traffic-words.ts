/** Describes a request of the list in words: its size, its duration, and what is known about it. */
import type { Comparison } from '../../verification/comparison/comparison.ts';
import type { Verdict } from '../../verification/verdict.ts';
import { printable } from '../characters/visible.ts';
import type { TrafficEntry } from './traffic-entry.ts';

/** A line of the part of the screen that is about one request. */
export interface TrafficFact {
  readonly label: string;
  readonly says: string;
  /** Whether a screen must show all of the text or may shorten it. */
  readonly length: 'whole' | 'short';
}

const VERDICT_WORDS: Readonly<Record<Verdict['kind'], string>> = {
  match: 'The signature is right.',
  mismatch: 'The signature is wrong.',
  expired: 'The request has expired.',
  'not-yet-valid': 'The request is not valid yet.',
  malformed: 'The signature cannot be read.',
  'signature-version-2': 'It has a signature of version 2.',
  unsigned: 'The request is not signed.',
  unknown: 'The signature could not be verified.',
};

/** Returns the facts about a request, the most important first. What was changed in transit explains everything else. */
export function trafficFacts(entry: TrafficEntry): TrafficFact[] {
  const { cause, suspect, alike, error, search, keyId, client, host } = entry;
  return [
    ...changeFacts(entry),
    ...(cause ? [fact('cause', cause.says, 'whole'), fact('fix', cause.fix, 'whole')] : []),
    ...(suspect ? [fact('likely', suspect.says, 'whole'), fact('check', suspect.fix, 'whole')] : []),
    ...(alike === null ? [] : [fact('alike', alikeInWords(alike))]),
    ...(error !== null && cause === null ? [fact('server', error)] : []),
    fact('signature', signatureInWords(entry)),
    ...(cause === null && suspect === null && search !== 'none' ? [fact('cause', SEARCH_WORDS[search])] : []),
    ...(host === null ? [] : [fact('host', host === '' ? 'There is no Host header.' : host)]),
    ...(keyId === '' ? [] : [fact('key', keyId)]),
    ...(client === '' ? [] : [fact('client', client)]),
    fact('received', receivedInWords(entry)),
  ];
}

/** What a difference in another value shows about the signature of the request. */
const SIGNATURES: Readonly<Record<Comparison['standing'], Verdict['kind']>> = {
  same: 'match',
  differs: 'mismatch',
  unknown: 'unknown',
};

/** Says what is known about the signature. Only the request that the client sent was verified, not what arrived. */
function signatureInWords({ verdict, otherScheme, outcome, difference }: TrafficEntry): string {
  if (otherScheme !== null) return otherScheme;
  if (difference) return `${VERDICT_WORDS[SIGNATURES[difference.signature]]} ${difference.says}`;
  return verdict === 'match' && outcome === 'refused'
    ? 'The signature is right as the client sent it; the server refused what arrived.'
    : VERDICT_WORDS[verdict];
}

const SEARCH_WORDS = {
  running: 'Looking for the cause…',
  ended: 'No known mistake explains the refusal; d shows what is known.',
  skipped: 'd looks for the cause.',
} as const;

/** Says what narrow lists have no columns for. */
const receivedInWords = ({ at, form, bytes, milliseconds }: TrafficEntry): string =>
  `${timeOfDay(at)} UTC, ${form}, ${shortSize(bytes).trim()} bytes, ${shortDuration(milliseconds)}`;

const alikeInWords = (alike: number): string =>
  `Request ${alike} is like this one: all mistakes were tried there, and only the usual ones here.`;

/** The maximum number of changed lines, so that they leave room for the cause. */
const MOST_CHANGES = 6;

/** Lists the lines that were changed in transit. If there are too many, the last line counts the others. */
function changeFacts({ changes }: TrafficEntry): TrafficFact[] {
  const shown = changes.length > MOST_CHANGES ? changes.slice(0, MOST_CHANGES - 1) : changes;
  const others = changes.length - shown.length;
  const all = others === 0 ? shown : [...shown, `… and ${others} more lines; y copies all of them.`];
  return all.map((line, index) => fact(index === 0 ? 'changed' : '', line));
}

const fact = (label: string, says: string, length: TrafficFact['length'] = 'short'): TrafficFact => ({
  label,
  says: printable(says),
  length,
});

const KIBI = 1024;
/** The number below which a size is written exactly. */
const EXACT = 10_000;
const UNITS = ['', ' K', ' M', ' G', ' T'] as const;

/**
 * Writes a size in at most six characters, such as `4321`, `48 K`, or `1.2 M`. Each unit is 1024 times the previous
 * one.
 */
export function shortSize(bytes: number): string {
  if (bytes < EXACT) return String(bytes);
  let size = bytes;
  let unit = 0;
  while (size >= KIBI && unit < UNITS.length - 1) {
    size /= KIBI;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)}${UNITS[unit]}`;
}

const SECOND = 1000;
const MINUTE = 60_000;

/** Writes a duration in at most seven characters, such as `12 ms`, `1.2 s`, or `3 min`. */
export function shortDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < MINUTE) return `${(milliseconds / SECOND).toFixed(1)} s`;
  return `${Math.round(milliseconds / MINUTE)} min`;
}

/** Writes the time of day in UTC, such as `14:02:09`. */
export const timeOfDay = (at: number): string => new Date(at).toISOString().slice(11, 19);
