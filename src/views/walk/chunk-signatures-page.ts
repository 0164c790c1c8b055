/** Creates the page of the chunk signatures. Each signature also covers the previous one. */
import { counted } from '../../bytes/joined.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import {
  chunkNumbers,
  chunkSignature,
  chunkStringToSign,
  ENCODED_LENGTH,
  TRAILER_SIGNATURE,
  TRAILER_STRING_TO_SIGN,
  TRAILING_HEADERS,
} from '../../sigv4/stages/chunk-signatures.ts';
import { PROVIDED_SIGNATURE } from '../../sigv4/stages/comparison.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { TERMS } from '../map/terms.ts';
import { aside, type Block, heading, type Line, type PageContent, prose } from '../page.ts';
import { checkRuns, digestLine, inText, numberedLines, valueLine } from '../value-blocks.ts';

/** Draws the chain of signatures and, below the chain, the string to sign for each chunk. */
export function chunkSignaturesPage(facts: WalkFacts): PageContent {
  const numbers = chunkNumbers(facts.trace);
  const last = numbers.at(-1) ?? 1;
  const length = findValue(facts.trace, ENCODED_LENGTH.id);
  return {
    main: [seedLine(facts)],
    blocks: [
      ...chainBlocks(facts, numbers),
      prose(
        "On the wire, a line before each chunk gives the chunk's length and signature. Changing, dropping, or ",
        'reordering a chunk invalidates every signature after it.',
      ),
      ...numbers.flatMap((number, index) => [
        ...gap((numbers[index - 1] ?? 0) + 1, number),
        ...chunkBlocks(facts, number, number === last),
      ]),
      ...trailerBlocks(facts),
      ...(length ? [heading('On the wire', ...checkRuns(facts, length.id)), valueLine('bytes', length)] : []),
    ],
  };
}

function seedLine(facts: WalkFacts): Line {
  const seed = findValue(facts.trace, PROVIDED_SIGNATURE.id) ?? requireValue(facts, SIGNATURE);
  const shown = valueLine('seed', seed, 'the signature of the request, which does not cover the body');
  return inText(shown, { explains: { why: 'it ties the chunks to this request' } });
}

/** Shows the signatures in the order of the chain, in which each signature covers the previous one. */
function chainBlocks(facts: WalkFacts, numbers: readonly number[]): Block[] {
  const trailer = findValue(facts.trace, TRAILER_SIGNATURE.id);
  const linkOf = (signature: ValueDefinition, { id }: ValueDefinition): Line => ({
    ...digestLine(facts, '', requireValue(facts, signature)),
    madeFrom: id,
  });
  const links = numbers.flatMap((number, index): Block[] => {
    const isEnd = number === numbers.at(-1);
    const skipped = number - (numbers[index - 1] ?? 0) - 1;
    const what = `chunk ${number}${isEnd ? ' (empty)' : ''}`;
    return [
      ...(skipped > 0 ? [prose(aside(`│  … ${counted(skipped, 'more chunk')} …`))] : []),
      prose(aside(`${isEnd && !trailer ? '└' : '├'}─ HMAC of the signature above and ${what}`)),
      linkOf(chunkSignature(number), chunkStringToSign(number)),
    ];
  });
  if (!trailer) return links;
  return [
    ...links,
    prose(aside('└─ HMAC of the signature above and the trailer')),
    linkOf(TRAILER_SIGNATURE, TRAILER_STRING_TO_SIGN),
  ];
}

function gap(expected: number, number: number): Block[] {
  const count = number - expected;
  return count > 0 ? [prose(aside(`… ${counted(count, 'more chunk')}, each signed in the same way …`))] : [];
}

const LABELS = [TERMS.algorithm, TERMS.date, TERMS.scope, 'previous', 'no headers', TERMS.body];

function chunkBlocks(facts: WalkFacts, number: number, isLast: boolean): Block[] {
  const toSign = requireValue(facts, chunkStringToSign(number));
  const signature = requireValue(facts, chunkSignature(number));
  return [
    heading(`Chunk ${number}${isLast ? ', which is empty and ends the body' : ''}`, ...checkRuns(facts, toSign.id)),
    ...label(toSign, LABELS),
    prose(...checkRuns(facts, signature.id)),
    digestLine(facts, 'signature', signature),
  ];
}

function label(value: RedactedValue, labels: readonly string[]): Line[] {
  return numberedLines(value, (index) => ({ label: labels[index] ?? '' }));
}

const TRAILER_LABELS = [TERMS.algorithm, TERMS.date, TERMS.scope, 'previous', TERMS.headers];

function trailerBlocks(facts: WalkFacts): Block[] {
  const headers = findValue(facts.trace, TRAILING_HEADERS.id);
  if (!headers) return [];
  const toSign = requireValue(facts, TRAILER_STRING_TO_SIGN);
  const signature = requireValue(facts, TRAILER_SIGNATURE);
  return [
    heading('Trailing headers, as they are hashed', ...checkRuns(facts, headers.id)),
    ...numberedLines(headers),
    heading('Their string to sign', ...checkRuns(facts, toSign.id)),
    ...label(toSign, TRAILER_LABELS),
    prose(...checkRuns(facts, signature.id)),
    digestLine(facts, 'signature', signature),
  ];
}
