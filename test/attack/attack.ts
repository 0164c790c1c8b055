/**
 * Attacks the built program: `npm run attack`, or `npm run attack -- ID…` for single attacks. Prints PASS or FAIL for each,
 * and writes the whole run into docs/hardness.md.
 */

import { HARDNESS, writeSection } from '../support/recorded-section.ts';
import { ATTACKS } from './attacks.ts';
import { underAttack } from './tools.ts';

const wanted = process.argv.slice(2);
const rows: string[] = [];
let failed = 0;
for (const attack of ATTACKS) {
  if (wanted.length > 0 && !wanted.includes(attack.id)) continue;
  const achieved = await underAttack(attack);
  if (achieved !== null) failed++;
  process.stdout.write(`${achieved === null ? 'PASS' : 'FAIL'}  ${attack.id}: ${achieved ?? attack.says}\n`);
  rows.push(`| ${attack.id} | ${attack.says} | ${achieved === null ? 'PASS' : `FAIL: ${achieved}`} |`);
}
process.stdout.write(`${rows.length - failed} of ${rows.length} attacks were withstood.\n`);
if (wanted.length === 0)
  writeSection(HARDNESS, 'attacks', ['| attack | what is tried | |', '|---|---|---|', ...rows].join('\n'));
if (failed > 0) process.exitCode = 1;
