/** The two texts of one side, out of what a document or a log quotes of them. */
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { QuotedText, Strings } from '../evidence.ts';
import { isWhole, repairCanonicalRequest } from '../repairs/repair-canonical-request.ts';
import { hashedCanonicalRequestOf, repairStringToSign } from '../repairs/repair-string-to-sign.ts';
import { type ReadBytes, readQuotedBytes } from './quoted-bytes.ts';

/** What there is of them; `null` for what is not quoted. */
export interface Quotes {
  readonly by: InputSource;
  readonly canonicalRequest: Octets | null;
  /** The same in numbers. */
  readonly canonicalRequestBytes: Octets | null;
  readonly stringToSign: Octets | null;
  readonly stringToSignBytes: Octets | null;
  readonly signature: Octets | null;
  /** The hash of the canonical request, where it is known without the string to sign: 64 hexadecimal digits. */
  readonly hashedCanonicalRequest: Octets | null;
  /** What had been done to all of it. */
  readonly repairs: readonly string[];
}

export function readStrings(quotes: Quotes): Strings {
  const stringToSign = stringToSignOf(quotes);
  const hash = hashedCanonicalRequestOf(stringToSign?.octets ?? null) ?? quotes.hashedCanonicalRequest;
  return { stringToSign, canonicalRequest: canonicalRequestOf(quotes, hash), signature: quotes.signature };
}

/** Nothing is known by which it could be proved: its standing is `unknown`. */
function stringToSignOf({ by, stringToSign, stringToSignBytes, repairs }: Quotes): QuotedText | null {
  const bytes = wholeBytes(stringToSignBytes);
  if (bytes) return { octets: bytes, by, readFrom: 'bytes', repairs: [], standing: 'unknown' };
  const text = stringToSign?.trim() ? stringToSign : (readQuotedBytes(stringToSignBytes ?? '')?.octets ?? '');
  if (text.trim() === '') return null;
  const mended = repairStringToSign(text as Octets);
  return { octets: mended.octets, by, readFrom: 'text', repairs: [...repairs, ...mended.repairs], standing: 'unknown' };
}

function wholeBytes(numbers: Octets | null): Octets | null {
  const read = readQuotedBytes(numbers ?? '');
  return read?.end === 'whole' ? read.octets : null;
}

function canonicalRequestOf(quotes: Quotes, hash: Octets | null): QuotedText | null {
  const { by, canonicalRequest, canonicalRequestBytes, repairs } = quotes;
  const bytes = readQuotedBytes(canonicalRequestBytes ?? '');
  const fromBytes = bytes && repairCanonicalRequest(bytes.octets, hash);
  if (bytes && fromBytes && (fromBytes.standing === 'proved' || isUsable(bytes, canonicalRequest))) {
    const { octets, standing } = fromBytes.standing === 'proved' ? fromBytes : { ...fromBytes, octets: bytes.octets };
    return {
      octets,
      by,
      readFrom: 'bytes',
      repairs: fromBytes.standing === 'proved' ? fromBytes.repairs : [],
      standing,
    };
  }
  if (!canonicalRequest?.trim()) return null;
  const joined = bytes ? withBeginning(canonicalRequest, bytes.octets) : canonicalRequest;
  const repaired = repairCanonicalRequest(joined, hash);
  const beginning = joined === canonicalRequest ? [] : ['Its beginning is from the bytes, its end from the text.'];
  return {
    octets: repaired.octets,
    by,
    readFrom: 'text',
    repairs: [...repairs, ...beginning, ...repaired.repairs],
    standing: repaired.standing,
  };
}

/** Bytes that are all there, or more than there is of the text. */
function isUsable({ octets, end }: ReadBytes, text: Octets | null): boolean {
  if (!text?.trim()) return true;
  return end === 'whole' && (isWhole(octets) || octets.length >= text.trim().length);
}

/** A text that has lost its beginning, behind the bytes that have lost their end. */
function withBeginning(text: Octets, bytes: Octets): Octets {
  const bare = text.replace(/^(?:[\t-\r .]|\xe2\x80\xa6)+/, '');
  if (/^[A-Z]{3,10}[\s\\]/.test(bare)) return text;
  const overlap = bytes.lastIndexOf(bare.slice(0, SURE));
  if (overlap >= 0 && bare.startsWith(bytes.slice(overlap))) return `${bytes.slice(0, overlap)}${bare}` as Octets;
  return bytes.endsWith('\n') ? (`${bytes}${bare}` as Octets) : text;
}

/** So many bytes in common are no chance. */
const SURE = 12;
