/** The body of a vector: text, bytes in hexadecimal, or something over and over. */
import * as v from 'valibot';
import { type Octets, octetsFromHex, octetsFromText } from '../bytes/octets.ts';

/** Bytes: a vector has no need of more, and a slip of the pen shall not fill the memory. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Any number of bytes, two digits for each. */
export const hexFormat = v.pipe(v.string(), v.regex(/^(?:[\da-f]{2})*$/i, 'These are no pairs of hexadecimal digits'));

const repetition = v.pipe(
  v.strictObject({ repeat: v.string(), count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.check(({ repeat, count }) => repeat.length * count <= LARGEST_BODY, `This is more than ${LARGEST_BODY} bytes`),
);

export const bodyFormat = v.union([v.string(), v.strictObject({ hex: hexFormat }), repetition]);

export type Body = v.InferOutput<typeof bodyFormat>;

export function octetsOfBody(body: Body): Octets {
  if (typeof body === 'string') return octetsFromText(body);
  return 'hex' in body ? octetsFromHex(body.hex) : (octetsFromText(body.repeat).repeat(body.count) as Octets);
}
