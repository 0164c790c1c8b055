/**
 * Creates the page of the credential scope, which contains the day, the Region, and the service for which the signature
 * is valid.
 */

import { CREDENTIAL_SCOPE, type ScopePart } from '../../sigv4/stages/credential-scope.ts';
import { REGION, REGION_SET, SERVICE } from '../../sigv4/stages/request.ts';
import { DATE_KEY, SIGNING_KEY_STAGE } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import type { Range } from '../../trace/ranges.ts';
import { findValue } from '../../trace/trace.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import { TERMS } from '../map/terms.ts';
import { type Block, type Explanation, heading, line, type PageContent, prose } from '../page.ts';
import { printLine } from '../shell.ts';
import { digestLine, inText, partLine, shellBlock, valueLine } from '../value-blocks.ts';

export function credentialScopePage(facts: WalkFacts): PageContent {
  const scope = requireValue(facts, CREDENTIAL_SCOPE);
  return {
    main: [digestLine(facts, TERMS.scope, scope)],
    blocks: [
      heading('Its parts'),
      ...partRanges(facts).map(({ name, ...range }) => ({
        ...partLine(name === 'terminator' ? name : TERMS[name], scope, range),
        explains: PARTS[name] ?? {},
      })),
      prose('Slashes separate the parts. There is no slash before the first part or after the last.'),
      ...regionSetBlocks(facts),
      ...uses(facts),
      ...shellBlock('The same scope:', printLine(scope.bytes.octets)),
    ],
  };
}

/** Lists where the scope and its parts are used. */
function uses(facts: WalkFacts): Block[] {
  const isInKey = findValue(facts.trace, DATE_KEY.id) !== undefined;
  const inKey = `each part is the message of an HMAC (${stepOf(facts, SIGNING_KEY_STAGE)})`;
  return [
    heading('Where it is used'),
    ...(isInKey ? [line('signing key', inKey)] : []),
    line('to sign', `line 3 of the string to sign (${stepOf(facts, STRING_TO_SIGN_STAGE)})`),
    line('credential', 'after the access key ID and a slash'),
  ];
}

const PARTS: Readonly<Record<string, Explanation>> = {
  date: { rule: 'the day of signing in UTC, not the local day', why: 'a stolen signature or key is useless tomorrow' },
  region: { rule: 'the Region of the bucket', why: 'a server of another Region refuses the signature' },
  service: { rule: 'the service that the request is for', why: 'a signature for S3 does not open another service' },
};

/**
 * Returns the name and the place of each part. The parts are found by length because a Region or
 * service could contain a slash.
 */
function partRanges(facts: WalkFacts): (Range & { readonly name: ScopePart })[] {
  const { octets } = requireValue(facts, CREDENTIAL_SCOPE).bytes;
  const length = (id: string) => findValue(facts.trace, id)?.bytes.octets.length ?? null;
  const parts: readonly (readonly [ScopePart, number | null])[] = [
    ['date', octets.indexOf('/')],
    ['region', length(REGION.id)],
    ['service', length(SERVICE.id)],
    ['terminator', octets.length],
  ];
  const lengths = parts.flatMap(([part, known]) => (known === null ? [] : [[part, known] as const]));
  let start = 0;
  return lengths.map(([name, length]) => {
    const end = Math.min(start + length, octets.length);
    const range = { name, start, end };
    start = end + 1;
    return range;
  });
}

function regionSetBlocks({ trace }: WalkFacts): Block[] {
  const set = findValue(trace, REGION_SET.id);
  if (!set) return [];
  return [
    prose(
      'SigV4A signs for several Regions at once, so the scope contains none. They are signed as a header or a query parameter:',
    ),
    inText(valueLine('Regions', set)),
  ];
}
