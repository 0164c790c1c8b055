/**
 * Random requests of the kind of which Swift has to have the same canonical request as S3. So they leave out in what
 * Swift is known to differ:
 *
 * - it keeps the last of query parameters of one name: no name comes twice;
 * - it sorts the names before it encodes them: only names that come in the same order both ways;
 * - it reads a + in a path as a plus sign: every request is signed by that rule;
 * - it reads a + in a query as a space: a bare + comes only in values of requests signed by that rule;
 * - in header values it folds everything that Python takes for space, byte by byte: no tab, no byte 0x85 or 0xA0;
 * - some it refuses before it looks at the signature: a path that is no UTF-8 or has a NUL, a PUT of a bucket with a
 *   body that is no XML, a POST that it does not know. Every path has a key, and there is no POST;
 * - to a HEAD it says nothing.
 */
import fc from 'fast-check';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import type { Rules } from '../../src/sigv4/rules.ts';

/** All strings are bytes: one character is one byte. */
export interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly plusInQuery: Rules['plusInQuery'];
}

const character = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...' /.+~%aZ09-_=&?#;:\\"\'(*)!') },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 0x7f }).map((code) => String.fromCharCode(code)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((one) => one !== '\0') },
  { weight: 1, arbitrary: fc.constantFrom('\u00e9', 'e\u0301', '\u65e5', '\u{1f600}', '\u200d', '\ufeff', '\u00a0') },
);

interface Spelled {
  readonly meant: Octets;
  readonly spelled: string;
}

const hexOf = (octet: string) => octet.charCodeAt(0).toString(16).padStart(2, '0');

/** Text, each of its bytes spelled as it is or with its code; always with its code if `bare` does not have it. */
function spelledText(
  bare: RegExp,
  size: { readonly minLength?: number; readonly maxLength: number },
): fc.Arbitrary<Spelled> {
  return fc.array(character, size).chain((characters) => {
    const meant = octetsFromText(characters.join(''));
    const spelling = fc.constantFrom('bare', 'upper', 'lower');
    return fc.array(spelling, { minLength: meant.length, maxLength: meant.length }).map((spellings) => ({
      meant,
      spelled: [...meant]
        .map((octet, index) => {
          if (spellings[index] === 'bare' && bare.test(octet)) return octet;
          return `%${spellings[index] === 'lower' ? hexOf(octet) : hexOf(octet).toUpperCase()}`;
        })
        .join(''),
    }));
  });
}

/** What may be bare in a path and in a query (RFC 3986, sections 3.3 and 3.4). */
const IN_PATH = /[A-Za-z0-9._~!$&'()*+,;=:@/-]/;
const IN_QUERY = /[A-Za-z0-9._~!$'()*,;:@/?-]/;
const IN_QUERY_OR_PLUS = /[A-Za-z0-9._~!$'()*,;:@/?+-]/;

/** Without the names that are there already, or that would be sorted one way decoded and another way encoded. */
function comparable(parameters: readonly (readonly [Spelled, string])[]): string[] {
  const kept: (readonly [string, string, string])[] = [];
  for (const [{ meant, spelled }, rest] of parameters) {
    const name = meant.replace(/[^A-Za-z0-9._~-]/g, (octet) => `%${hexOf(octet).toUpperCase()}`);
    const fits = kept.every(([decoded, encoded]) => decoded !== meant && decoded < meant === encoded < name);
    if (fits) kept.push([meant, name, spelled + rest]);
  }
  return kept.map(([, , pair]) => pair);
}

function queryOf(plusInQuery: Rules['plusInQuery']): fc.Arbitrary<string[]> {
  const bare = plusInQuery === 'space' ? IN_QUERY_OR_PLUS : IN_QUERY;
  const name = spelledText(IN_QUERY, { minLength: 1, maxLength: 8 });
  const value = spelledText(bare, { maxLength: 12 }).map(({ spelled }) => `=${spelled}`);
  const parameter = fc.tuple(
    name,
    fc.oneof({ weight: 6, arbitrary: value }, { arbitrary: fc.constant(''), weight: 1 }),
  );
  return fc.array(parameter, { maxLength: 6 }).map(comparable);
}

const headerName = fc.oneof(
  fc.stringMatching(/^[Xx]-[Tt][A-Za-z0-9-]{0,2}$/),
  fc.stringMatching(/^[Xx]-Amz-Meta-[A-Za-z0-9]{1,2}$/),
);
const headerValue = fc
  .array(fc.oneof(character, fc.constantFrom(' ', '  ', '    ')), { maxLength: 14 })
  .map((characters) => octetsFromText(characters.join('')).replace(/[\0-\x1f\x7f\x85\xa0]/g, ' '));

export const randomRequest: fc.Arbitrary<RandomRequest> = fc
  .constantFrom('literal' as const, 'space' as const)
  .chain((plusInQuery) =>
    fc.record({
      method: fc.constantFrom('GET', 'PUT', 'DELETE'),
      path: spelledText(IN_PATH, { minLength: 1, maxLength: 40 }).map(({ spelled }) => spelled),
      query: queryOf(plusInQuery),
      headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 6 }),
      body: fc.string({ unit: 'binary-ascii', maxLength: 20 }),
      plusInQuery: fc.constant(plusInQuery),
    }),
  );
