/** Who signs, when, and for what: the inputs of every walk besides the request. */
import {
  ACCESS_KEY_ID,
  EXPIRES,
  REGION,
  REGION_SET,
  SECRET_ACCESS_KEY,
  SERVICE,
  TIMESTAMP,
} from '../sigv4/stages/request.ts';
import { findValue, type ValueDefinition } from '../trace/trace.ts';
import type { WalkFacts } from './facts.ts';
import type { OriginTeller } from './origins.ts';
import type { Line } from './page.ts';
import { valueLine } from './value-blocks.ts';

/** In their order, with a label each; those that a walk does not have are left out. */
const INPUTS: readonly (readonly [string, ValueDefinition])[] = [
  ['key ID', ACCESS_KEY_ID],
  ['secret key', SECRET_ACCESS_KEY],
  ['timestamp', TIMESTAMP],
  ['region', REGION],
  ['region set', REGION_SET],
  ['service', SERVICE],
  ['seconds', EXPIRES],
];

export function signerLines({ trace }: WalkFacts, tell: OriginTeller): Line[] {
  return INPUTS.flatMap(([label, { id }]) => {
    const value = findValue(trace, id);
    return value ? [valueLine(label, value, tell)] : [];
  });
}
