/** Lists the checks that a server makes first, and the known facts about these checks before the request is sent. */

import { isExampleKey } from '../aws/example-keys.ts';
import { counted } from '../bytes/joined.ts';
import { EMPTY } from '../bytes/octets.ts';
import { ACCESS_KEY_ID, TIMESTAMP } from '../sigv4/stages/request.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import { findValue } from '../trace/trace.ts';
import { momentInWords, spanInWords } from '../verification/moments.ts';
import { visible } from './characters/visible.ts';
import type { LiveTarget, WalkFacts } from './facts.ts';
import { TERMS } from './map/terms.ts';
import { named, type Run, words } from './page.ts';

export interface PreflightCheck {
  readonly passes: boolean;
  readonly name: string;
  readonly says: string;
}

/**
 * The maximum difference between the time of a request and the server's time, in milliseconds (S3:
 * RequestTimeTooSkewed).
 */
const SKEW = 15 * 60 * 1000;

export function preflightChecks(facts: WalkFacts, { now }: Pick<LiveTarget, 'now'>): PreflightCheck[] {
  return [
    { passes: true, name: 'host, path, headers', says: 'the bytes above are the bytes that were signed' },
    payloadCheck(facts),
    clockCheck(facts, now),
    keyCheck(facts),
  ];
}

function payloadCheck({ trace }: WalkFacts): PreflightCheck {
  const bytes = counted(trace.payload.length, 'byte');
  const says = trace.rules.payload === 'hashed' ? `${bytes}, hash as stated` : `${bytes}, not hashed as a whole`;
  return { passes: true, name: TERMS.body, says };
}

function clockCheck({ trace }: WalkFacts, now: number): PreflightCheck {
  const signed = readTimestamp(findValue(trace, TIMESTAMP.id)?.bytes.octets ?? '');
  const name = 'clock';
  if (signed === null) return { passes: false, name, says: 'the request has no time that can be read' };
  const age = Math.abs(now - signed);
  return age <= SKEW
    ? { passes: true, name, says: `signed ${spanInWords(age)} ago by this machine's clock; S3 allows 15 minutes` }
    : { passes: false, name, says: `signed ${momentInWords(signed)}; S3 allows 15 minutes` };
}

function keyCheck({ trace }: WalkFacts): PreflightCheck {
  const id = visible(findValue(trace, ACCESS_KEY_ID.id)?.bytes.octets ?? EMPTY);
  return isExampleKey(id)
    ? { passes: false, name: 'key', says: `${id} is published in AWS's documentation; AWS refuses it` }
    : { passes: true, name: 'key', says: `${id}; only the server knows whether it is valid` };
}

const NAME_WIDTH = 22;

export const checkInRuns = ({ passes, name, says }: PreflightCheck): Run[] => [
  { text: `${passes ? '✓' : '✗'} `, meaning: passes ? 'agrees' : 'differs' },
  named(name.padEnd(NAME_WIDTH)),
  words(says),
];
