/** Restores the canonical request and the string to sign that one side quotes in a document or a log. */
import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets, octetsFromHex } from '../../bytes/octets.ts';
import type { QuotedText, Strings } from '../evidence.ts';
import { isWhole, repairCanonicalRequest } from '../repairs/repair-canonical-request.ts';
import { hashedCanonicalRequestOf, repairStringToSign } from '../repairs/repair-string-to-sign.ts';

/** The quotations from one side. Anything that the side does not quote is `null`. */
export interface Quotes {
  readonly by: InputSource;
  /** Whose texts these are, and `server` if a response quotes them. */
  readonly side: 'client' | 'server';
  readonly canonicalRequest: Octets | null;
  /** The canonical request as a list of numbers, one for each byte. */
  readonly canonicalRequestBytes: Octets | null;
  readonly stringToSign: Octets | null;
  readonly stringToSignBytes: Octets | null;
  readonly signature: Octets | null;
  /** The hash of the canonical request, as 64 hexadecimal digits, if that hash is logged separately. */
  readonly hashedCanonicalRequest: Octets | null;
  /** Sentences about repairs to the whole quotation. */
  readonly repairs: readonly string[];
}

export const NO_QUOTES: Omit<Quotes, 'by'> = {
  side: 'server',
  canonicalRequest: null,
  canonicalRequestBytes: null,
  stringToSign: null,
  stringToSignBytes: null,
  signature: null,
  hashedCanonicalRequest: null,
  repairs: [],
};

/** Restores both texts and compares the canonical request with its hash. */
export function readStrings(quotes: Quotes): Strings {
  const stringToSign = stringToSignOf(quotes);
  const hash = hashedCanonicalRequestOf(stringToSign?.octets ?? null) ?? quotes.hashedCanonicalRequest;
  return { stringToSign, canonicalRequest: canonicalRequestOf(quotes, hash), signature: quotes.signature };
}

/** Restores a string to sign. Its proof is `unknown`, because there is no hash with which to compare the string. */
function stringToSignOf(quotes: Quotes): QuotedText | null {
  const { by, stringToSign, stringToSignBytes, repairs } = quotes;
  const bytes = wholeBytes(stringToSignBytes);
  if (bytes) return { octets: bytes, by, readFrom: 'bytes', repairs: [], proof: 'unknown' };
  const text = stringToSign?.trim() ? stringToSign : (readQuotedBytes(stringToSignBytes ?? '')?.octets ?? EMPTY);
  if (text.trim() === '') return null;
  const repaired = isOwnLine(quotes) ? { octets: text, repairs: [] } : repairStringToSign(text);
  return {
    octets: repaired.octets,
    by,
    readFrom: 'text',
    repairs: [...repairs, ...repaired.repairs],
    proof: 'unknown',
  };
}

/**
 * Returns whether a client's string to sign is a single line because its signer built it so: the log that printed it
 * kept the line endings of the canonical request.
 */
const isOwnLine = ({ side, canonicalRequest, stringToSign }: Quotes): boolean =>
  side === 'client' && canonicalRequest !== null && canonicalRequest.includes('\n') && !stringToSign?.includes('\n');

function wholeBytes(numbers: Octets | null): Octets | null {
  const read = readQuotedBytes(numbers ?? '');
  return read?.end === 'whole' ? read.octets : null;
}

function canonicalRequestOf(quotes: Quotes, hash: Octets | null): QuotedText | null {
  const { by, canonicalRequest, canonicalRequestBytes, repairs } = quotes;
  const bytes = readQuotedBytes(canonicalRequestBytes ?? '');
  const fromBytes = bytes && repairCanonicalRequest(bytes.octets, hash);
  if (bytes && fromBytes && (fromBytes.proof === 'proved' || isUsable(bytes, canonicalRequest))) {
    if (fromBytes.proof !== 'proved')
      return { octets: bytes.octets, by, readFrom: 'bytes', repairs: [], proof: fromBytes.proof };
    const edited = editedText(canonicalRequest, hash);
    return {
      ...fromBytes,
      by,
      readFrom: 'bytes',
      ...(edited === null ? {} : { edited, repairs: [...fromBytes.repairs, EDITED] }),
    };
  }
  if (!canonicalRequest?.trim()) return null;
  const joined = bytes ? withBeginning(canonicalRequest, bytes.octets) : canonicalRequest;
  const repaired = repairCanonicalRequest(joined, hash);
  const beginning =
    joined === canonicalRequest ? [] : ['Its beginning is from the bytes, and its end is from the text.'];
  return {
    octets: repaired.octets,
    by,
    readFrom: 'text',
    repairs: [...repairs, ...beginning, ...repaired.repairs],
    proof: repaired.proof,
  };
}

const EDITED = 'The text next to its bytes was edited by hand: it has a different hash. The bytes were read instead.';

/**
 * Returns the text beside unedited bytes if it was edited, because its hash is another one; `null` if it was not. A text
 * that was cut off does not count as edited.
 */
function editedText(text: Octets | null, hash: Octets | null): Octets | null {
  const repaired = text?.trim() && hash !== null ? repairCanonicalRequest(text, hash) : null;
  return repaired && repaired.proof !== 'proved' && isWhole(repaired.octets) ? repaired.octets : null;
}

/**
 * Returns whether the bytes can be used instead of the text. Bytes that are not cut off can be used if they are a
 * complete canonical request, or are at least as long as the text. Without a text, any bytes can be used.
 */
function isUsable({ octets, end }: ReadBytes, text: Octets | null): boolean {
  if (!text?.trim()) return true;
  return end === 'whole' && (isWhole(octets) || octets.length >= text.trim().length);
}

/** Joins bytes that are cut off at the end with a text that is cut off at the beginning. */
function withBeginning(text: Octets, bytes: Octets): Octets {
  const bare = text.replace(/^(?:[\t-\r .]|\xe2\x80\xa6)+/, '');
  if (/^[A-Z]{3,10}[\s\\]/.test(bare)) return text;
  const overlap = bytes.lastIndexOf(bare.slice(0, SURE));
  if (overlap >= 0 && bare.startsWith(bytes.slice(overlap))) return `${bytes.slice(0, overlap)}${bare}` as Octets;
  return bytes.endsWith('\n') ? (`${bytes}${bare}` as Octets) : text;
}

/** The number of matching bytes that is too large to be a coincidence. */
const SURE = 12;

/** The bytes that a list of numbers represents, and whether the list was cut off. */
interface ReadBytes {
  readonly octets: Octets;
  readonly end: 'whole' | 'cut';
}

/** Matches the beginning of either text: the name of an algorithm, or a method and a line ending. */
const BEGINS_RIGHT = /^(?:AWS|[A-Z]{3,10}\n)/;

/** Converts a list of numbers to bytes. Returns `null` if the text contains no numbers. */
function readQuotedBytes(text: string): ReadBytes | null {
  const bare = text.replace(/^[[{(\s]+/, '');
  const stop = bare.search(/[^0-9A-Fa-f\s,-]/);
  const numbers = stop < 0 ? bare : bare.slice(0, stop);
  const rest = bare.slice(numbers.length).replace(/^[\])}\s]+/, '');
  const words = numbers.split(/[\s,]+/).filter((word) => word !== '');
  // A line break may be in the middle of a number.
  const joined = numbers.replace(/(?<![ \t])[ \t]*\r?\n[ \t]*/g, '').split(/[\s,]+/);
  const read = [hexadecimal(words), decimal(words), hexadecimal(joined)].filter((octets) => octets !== null);
  const octets = read.find((found) => BEGINS_RIGHT.test(found)) ?? read[0] ?? EMPTY;
  return octets === EMPTY ? null : { octets, end: rest === '' ? 'whole' : 'cut' };
}

function hexadecimal(words: readonly string[]): Octets | null {
  // A single digit at the end is the first half of a byte that was cut off.
  const whole = words.at(-1)?.length === 1 ? words.slice(0, -1) : words;
  return whole.every((word) => /^(?:[0-9A-Fa-f]{2})+$/.test(word)) ? octetsFromHex(whole.join('')) : null;
}

/** Converts decimal numbers. Java prints signed bytes, so -61 is C3. */
function decimal(words: readonly string[]): Octets | null {
  const isDecimal = words.every((word) => /^-?\d{1,3}$/.test(word) && Number(word) >= -128 && Number(word) <= 255);
  return isDecimal ? (words.map((word) => String.fromCharCode(Number(word) & 0xff)).join('') as Octets) : null;
}
