/** Creates the page of the string to sign, which shows its four lines. */
import { HASHED_STRING_TO_SIGN, STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import { findValue } from '../../trace/trace.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { letteredText } from '../map/lettered-text.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, heading, type Page, prose, words } from '../page.ts';
import { printLine } from '../shell.ts';
import { checkRuns, digestLine, type LineWords, numberedLines, shellBlock } from '../value-blocks.ts';

/** The words about each line, by its index. */
const ABOUT: readonly LineWords[] = [
  {
    label: 'algorithm',
    explains: { rule: 'the name of the algorithm', why: 'the server must compute the same signature' },
  },
  {
    label: 'date',
    explains: { rule: 'the time of signing in UTC', why: 'S3 refuses a signature that is 15 minutes old' },
  },
  { label: 'scope', explains: { rule: 'the credential scope', why: 'the signature is valid only there' } },
  {
    label: 'hash',
    explains: {
      rule: 'the SHA-256 of the canonical request as 64 hexadecimal digits',
      why: 'changing any signed byte changes this line, and with it the signature',
    },
  },
];

const about = (index: number): LineWords => ABOUT[index] ?? {};

function hashedBlocks(facts: WalkFacts, tell: OriginTeller): Block[] {
  const hash = findValue(facts.trace, HASHED_STRING_TO_SIGN.id);
  return hash
    ? [heading('Its hash, which ECDSA signs', ...checkRuns(facts, hash.id)), digestLine(facts, 'hash', hash, tell)]
    : [];
}

export function stringToSignPage(facts: WalkFacts, tell: OriginTeller): Page {
  const value = requireValue(facts, STRING_TO_SIGN);
  return {
    ...STRING_TO_SIGN_STAGE,
    // A replay begins with texts that came as bytes.
    main: facts.replay ? letteredText(STRING_TO_SIGN.id, value, tell, about) : numberedLines(value, tell, about),
    blocks: [
      prose(aside(`${value.bytes.octets.length} bytes, without a newline at the end  `), ...checkRuns(facts, value.id)),
      prose(
        words('The request appears here only as the hash of its canonical form: changing one signed byte of the '),
        words('request changes the last line, and with it the signature.'),
      ),
      ...hashedBlocks(facts, tell),
      ...shellBlock('The same string:', printLine(value.bytes.octets)),
    ],
  };
}
