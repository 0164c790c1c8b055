/** Step 2: what the signature is good for. */
import { CREDENTIAL_SCOPE, CREDENTIAL_SCOPE_STAGE } from '../sigv4/stages/credential-scope.ts';
import { REGION, SERVICE } from '../sigv4/stages/request.ts';
import { requireValue, type WalkFacts } from './facts.ts';
import type { OriginTeller } from './origins.ts';
import { heading, line, type Page, prose, words } from './page.ts';
import { printLine } from './shell.ts';
import { shellBlock, titleLine, valueLine } from './value-blocks.ts';
import { runsOf } from './visible.ts';

export function credentialScopePage(facts: WalkFacts, tell: OriginTeller): Page {
  const scope = requireValue(facts, CREDENTIAL_SCOPE);
  return {
    ...CREDENTIAL_SCOPE_STAGE,
    main: [titleLine(facts, scope.name, scope.id), valueLine('', scope, tell)],
    blocks: [
      heading('Its four parts'),
      ...partRanges(facts).map(([name, start, end]) => line(name, runsOf(scope, start, end), tell(scope, start, end))),
      prose(
        words('The date is the day of the time of signing, in UTC. '),
        words('A slash stands between the parts, none before the first and none after the last.'),
      ),
      ...shellBlock('The same scope:', printLine(scope.bytes.octets)),
    ],
  };
}

/** Where the four parts stand. A region or service could hold a slash, so their lengths decide, not the slashes. */
function partRanges(facts: WalkFacts): [string, number, number][] {
  const { octets } = requireValue(facts, CREDENTIAL_SCOPE).bytes;
  const date = octets.indexOf('/');
  const region = date + 1 + requireValue(facts, REGION).bytes.octets.length;
  const service = region + 1 + requireValue(facts, SERVICE).bytes.octets.length;
  return [
    ['date', 0, date],
    ['region', date + 1, region],
    ['service', region + 1, service],
    ['terminator', service + 1, octets.length],
  ];
}
