/** Creates the page of the string to sign, which shows its four lines. */
import { HASHED_STRING_TO_SIGN, STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { findValue } from '../../trace/trace.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { letteredText } from '../map/lettered-text.ts';
import { TERMS } from '../map/terms.ts';
import { aside, type Block, heading, type PageContent, prose } from '../page.ts';
import { printLine } from '../shell.ts';
import { checkRuns, digestLine, type LineWords, numberedLines, shellBlock } from '../value-blocks.ts';

/** The words about each line. */
const LINES: readonly LineWords[] = [
  {
    label: TERMS.algorithm,
    explains: { rule: 'the name of the algorithm', why: 'the server must compute the same signature' },
  },
  {
    label: TERMS.date,
    explains: { rule: 'the time of signing in UTC', why: 'S3 refuses a signature that is 15 minutes old' },
  },
  {
    label: TERMS.scope,
    explains: { rule: 'the credential scope', why: 'the signature is valid only there' },
  },
  {
    label: TERMS.hash,
    explains: {
      rule: 'the SHA-256 of the canonical request as 64 hexadecimal digits',
      why: 'changing any signed byte changes this line, and with it the signature',
    },
  },
];

function hashedBlocks(facts: WalkFacts): Block[] {
  const hash = findValue(facts.trace, HASHED_STRING_TO_SIGN.id);
  return hash
    ? [heading('Its hash, which ECDSA signs', ...checkRuns(facts, hash.id)), digestLine(facts, 'hash', hash)]
    : [];
}

export function stringToSignPage(facts: WalkFacts): PageContent {
  const value = requireValue(facts, STRING_TO_SIGN);
  const about = (index: number): LineWords => LINES[index] ?? {};
  return {
    // A replay begins with texts that came as bytes.
    main: facts.replay ? letteredText(STRING_TO_SIGN.id, value, about) : numberedLines(value, about),
    blocks: [
      prose(aside(`${value.bytes.octets.length} bytes, without a newline at the end  `), ...checkRuns(facts, value.id)),
      prose(
        'The request appears here only as the hash of its canonical form: changing one signed byte of the ',
        'request changes the last line, and with it the signature.',
      ),
      ...hashedBlocks(facts),
      ...shellBlock('The same string:', printLine(value.bytes.octets)),
    ],
  };
}
