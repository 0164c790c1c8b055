/** Who signs, when, for what and by which rules: the inputs of every walk besides the request. */

import { serviceRules } from '../../aws/services.ts';
import {
  ACCESS_KEY_ID,
  EXPIRES,
  REGION,
  REGION_SET,
  SECRET_ACCESS_KEY,
  SERVICE,
  TIMESTAMP,
} from '../../sigv4/stages/request.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { momentInWords } from '../../verification/moments.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, type Line, link, prose, type Run, words } from '../page.ts';
import { valueLine } from '../value-blocks.ts';

/** Labels and values in order; values that a walk does not have are left out. */
const INPUTS: readonly (readonly [string, ValueDefinition])[] = [
  ['key ID', ACCESS_KEY_ID],
  ['secret key', SECRET_ACCESS_KEY],
  ['timestamp', TIMESTAMP],
  ['region', REGION],
  ['region set', REGION_SET],
  ['service', SERVICE],
  ['seconds', EXPIRES],
];

function timeInWords({ bytes }: RedactedValue): Run[] {
  const moment = readTimestamp(bytes.octets);
  return moment === null ? [] : [aside(`   ${momentInWords(moment)}`)];
}

export function signerLines({ trace }: WalkFacts, tell: OriginTeller): Line[] {
  return INPUTS.flatMap(([label, { id }]) => {
    const value = findValue(trace, id);
    if (!value) return [];
    const shown = valueLine(label, value, tell);
    return [id === TIMESTAMP.id ? { ...shown, runs: [...shown.runs, ...timeInWords(value)] } : shown];
  });
}

/** Returns the signing rules of the service, which the request does not mention: the signer must know them. */
export function serviceBlocks(facts: WalkFacts): Block[] {
  const { says, source } = serviceRules(requireValue(facts, SERVICE).bytes.octets);
  return [prose(words(`Rules for this service: ${says}. `), link(source, source))];
}
