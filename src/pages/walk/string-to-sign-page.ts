/** The page of the string to sign and its four lines. */
import { HASHED_STRING_TO_SIGN, STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import { findValue } from '../../trace/trace.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { type Block, heading, type Page, prose, words } from '../page.ts';
import { printLine } from '../shell.ts';
import { checkRuns, hexLines, shellBlock, textLines, valueLine } from '../value-blocks.ts';

const LABELS = ['algorithm', 'time', 'scope', 'request hash'];

function hashedBlocks(facts: WalkFacts, tell: OriginTeller): Block[] {
  const hash = findValue(facts.trace, HASHED_STRING_TO_SIGN.id);
  return hash ? [heading('Its hash, which ECDSA signs', ...checkRuns(facts, hash.id)), valueLine('', hash, tell)] : [];
}

export function stringToSignPage(facts: WalkFacts, tell: OriginTeller): Page {
  const value = requireValue(facts, STRING_TO_SIGN);
  return {
    ...STRING_TO_SIGN_STAGE,
    main: textLines('', value, tell).map((text, index) => ({ ...text, label: LABELS[index] ?? '' })),
    blocks: [
      prose(
        words('The request appears here only as the hash of its canonical form: changing one byte of the request '),
        words('changes the last line, and with it the signature. There is no newline after the last line.'),
      ),
      heading('The four lines as bytes', ...checkRuns(facts, value.id)),
      ...hexLines(value, tell),
      ...hashedBlocks(facts, tell),
      ...shellBlock('The same string:', printLine(value.bytes.octets)),
    ],
  };
}
