/** Random requests, each as its author means it and as a client may spell it. One character is one byte. */
import fc from 'fast-check';
import { type Pair, sha256Of } from './independent-signer.ts';

/** Bytes, and one of the many spellings of them in a URL. */
export interface Spelled {
  readonly meant: string;
  readonly spelled: string;
}

const byte = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...' /.+~%aZ0(*') },
  fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
);

const SPELLINGS = {
  bare: (character: string) => character,
  upper: (character: string) => `%${hex(character).toUpperCase()}`,
  lower: (character: string) => `%${hex(character)}`,
};
const hex = (character: string) => character.charCodeAt(0).toString(16).padStart(2, '0');

/** Any bytes, each bare or percent-encoded; those that match `encoded` never bare. */
export function spelledBytes(encoded: RegExp): fc.Arbitrary<Spelled> {
  const spelling = fc.constantFrom(SPELLINGS.bare, SPELLINGS.upper, SPELLINGS.lower);
  return fc.array(fc.tuple(byte, spelling), { maxLength: 12 }).map((characters) => ({
    meant: characters.map(([character]) => character).join(''),
    spelled: characters
      .map(([character, spell]) =>
        (encoded.test(character) && spell(character) === character ? SPELLINGS.upper : spell)(character),
      )
      .join(''),
  }));
}

export interface RandomRequest {
  readonly method: string;
  readonly path: Spelled;
  readonly query: readonly (readonly [name: Spelled, value: Spelled])[];
  readonly headers: readonly Pair[];
  readonly body: string;
}

const headerName = fc.stringMatching(/^X-[A-Za-z0-9-]{1,4}$/);
const headerValue = fc
  .array(fc.oneof(byte, fc.constant(' ')), { maxLength: 12 })
  .map((bytes) => bytes.join('').replace(/[\r\n\0]/g, ' '));

export const randomRequest: fc.Arbitrary<RandomRequest> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'M-SEARCH'),
  path: spelledBytes(/[%?+\0-\x1f\x7f]/).map(({ meant, spelled }) => ({ meant: `/${meant}`, spelled: `/${spelled}` })),
  query: fc.array(fc.tuple(spelledBytes(/[%&=\0-\x1f\x7f]/), spelledBytes(/[%&\0-\x1f\x7f]/)), { maxLength: 4 }),
  headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 4 }),
  body: fc.string({ unit: byte, maxLength: 20 }),
});

/** The head as a client sends it, without the empty line that ends it where `more` headers follow. */
export function headOf({ method, path, query, headers }: RandomRequest, more: readonly Pair[] = []): string {
  const pairs = query.map(([name, value]) => `${name.spelled}=${value.spelled}`);
  const target = path.spelled + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
  const lines = [HOST, ...headers, ...more].map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

export const HOST: Pair = ['Host', 'examplebucket.s3.amazonaws.com'];

/** The same request for the independent signer, with the headers that S3 asks for. */
export function meantBy({ method, path, query, headers, body }: RandomRequest, timestamp: string) {
  const payloadHash = sha256Of(body);
  const needed: Pair[] = [
    ['x-amz-content-sha256', payloadHash],
    ['x-amz-date', timestamp],
  ];
  return {
    method,
    path: path.meant,
    query: query.map(([name, value]): Pair => [name.meant, value.meant]),
    headers: [HOST, ...headers, ...needed],
    payloadHash,
  };
}
