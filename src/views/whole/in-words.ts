/** Tells a whole signature in sentences, for those who hear it. */
import { counted as countedOf } from '../../bytes/joined.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import { textOf } from '../page.ts';
import type { PartName, Whole, WholeLine } from './whole.ts';

/** Returns a sentence for each part, in the order in which one leads to the next. */
export function wholeInWords({ parts, joins }: Whole): string[] {
  const linesOf = (name: PartName) => parts.find((part) => part.name === name)?.lines ?? [];
  const [asked, asking, message, toSign, key, signature, chunks] = (
    ['asked', 'asking', 'message', 'to-sign', 'key', 'signature', 'chunks'] as const
  ).map(linesOf);
  const [keyId] = asking ?? [];
  const [made] = signature ?? [];
  const { title = '', says = '' } = parts.find((part) => part.name === 'message') ?? {};
  const changed = (message ?? []).filter(({ arrives }) => arrives);
  return [
    'The whole signature: what you ask and who you are meet in it.',
    asked?.[0] ? `What you ask: ${textOfLine(asked[0])}, in ${counted(asked)}.` : '',
    `It becomes the ${title.toLowerCase()}, ${counted(message)}: ${changed.length > 0 ? 'as it was signed' : says}.`,
    ...changed.map(
      (line) => `It is changed in transit: ${lineInWords(line)}. The signature is of the text that was signed.`,
    ),
    `Its ${joins.message} is the last line of the string to sign, ${counted(toSign)}: all that is signed.`,
    keyId
      ? `Who you are: the access key ID ${textOfLine(keyId)}, which is sent, and the secret, which is never sent.`
      : '',
    key?.length === 0
      ? 'Without the secret, the signing key is not computable.'
      : 'The secret becomes the signing key, which is narrowed to one day, one Region, and one service.',
    made ? `${joins.signature} of the string to sign with this key is the signature ${textOfLine(made)}.` : '',
    chunks && chunks.length > 0
      ? `${counted(chunks, 'signature')} of chunks follow; each covers the one before it.`
      : '',
  ].filter((sentence) => sentence !== '');
}

/**
 * Says which lines of the texts changed, and whether the key did, such as `canonical request: line 5 · string to sign: line 4
 * · signing key: the same`.
 */
export function changedInWords({ parts }: Whole, isChanged: (range: ByteRange) => boolean): string {
  const of = COMPARED.flatMap((name) => parts.find((part) => part.name === name && part.lines.length > 0) ?? []);
  return of
    .map(({ title, lines }) => `${title.toLowerCase()}: ${linesInWords(lines.filter(({ range }) => isChanged(range)))}`)
    .join(' · ');
}

const COMPARED: readonly PartName[] = ['message', 'to-sign', 'key'];

function linesInWords(changed: readonly WholeLine[]): string {
  const numbers = changed.flatMap(({ number }) => number ?? []);
  if (numbers.length === 0) return changed.length > 0 ? 'another' : 'the same';
  return `${numbers.length === 1 ? 'line' : 'lines'} ${numbers.join(' ')}`;
}

/** Returns a line as it is heard, with its note. */
export const lineInWords = ({ runs, number, note, arrives, was }: WholeLine): string =>
  [
    number === null ? '' : `line ${number}`,
    textOfLine({ runs }),
    arrives ? `arrives as ${textOf(arrives)}` : '',
    was ? `was ${textOf(was)}` : '',
    note,
  ]
    .filter((part) => part !== '')
    .join(', ');

const textOfLine = ({ runs }: Pick<WholeLine, 'runs'>): string => textOf(runs).trimEnd();

const counted = (lines: readonly WholeLine[] = [], of = 'line'): string => countedOf(lines.length, of);
