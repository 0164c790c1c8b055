/** The floor below all other causes: the two sides have different texts, and no known mistake makes the one of the other. */

import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import { type Difference, differenceOf } from '../../sides/difference/difference.ts';
import type { Sides } from '../../sides/sides.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { cause, possible } from '../define-cause.ts';
import { quoted } from '../words.ts';

/** Returns whether the paste did not damage the texts that differ: each canonical request has the hash that is stated. */
function isExact({ text }: Difference, { answer, client }: Sides['evidence']): boolean {
  if (text !== CANONICAL_REQUEST) return true;
  return [answer, client].every((side) => side?.canonicalRequest?.proof === 'proved');
}

/** Says which line differs, of the side that has it. */
function inWords({ text, part, pairs, first }: Difference): string {
  const { server = null, client = null } = pairs[first.pair] ?? {};
  const number = pairs.slice(0, first.pair + 1).filter((pair) => pair[server ? 'server' : 'client'] !== null).length;
  const where = `Line ${number} of the ${text.name.toLowerCase()}${part.name === text.name ? '' : ` (${part.name})`}`;
  if (server && client)
    return `${where} was signed as ${quoted(client.octets)}, but the server has ${quoted(server.octets)}.`;
  if (client) return `${where} was signed as ${quoted(client.octets)}, and the server has no such line.`;
  return `${where} is ${quoted(server?.octets ?? '')} on the server, and the client signed no such line.`;
}

export const otherDifference = cause('other-difference', 'canonical-request', {
  says: 'The text that was signed and the text that the server computed differ, in a way that no known mistake makes.',
  symptom: 'Both texts are known, and a line of one is not in the other.',
  fix: 'Find where that line is made in the signer, and what can change it between the signer and the server.',
  inVersion2: true,
  suspects(sides) {
    const difference = mayBeMismatch(sides) ? differenceOf(sides) : null;
    if (difference === null || sides.client.known !== 'quoted' || !isExact(difference, sides.evidence)) return null;
    return possible(inWords(difference), { role: 'difference' });
  },
});
