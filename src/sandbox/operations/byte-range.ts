/** The Range header (RFC 9110, section 14): one range of bytes, as S3 serves it. */
import { trimmed } from '../../bytes/white-space.ts';

export type ByteRange =
  /** Bytes `start` to `end`, not included. */
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'whole' }
  | { readonly kind: 'unsatisfiable' };

/**
 * What a Range header asks of an object of `length` bytes. What is no single range of bytes is ignored, as S3 does. The
 * unit is read in any case (RFC 9110, section 14.1).
 */
export function byteRange(range: string | undefined, length: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(trimmed(range ?? ''));
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return { kind: 'whole' };
  const start = first === '' ? Math.max(length - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? length : Math.min(Number(last) + 1, length);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return { kind: 'whole' };
  return start < end ? { kind: 'part', start, end } : { kind: 'unsatisfiable' };
}
