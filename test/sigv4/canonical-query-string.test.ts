/** The canonical query string: encoded, an equals sign everywhere, sorted by bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalQueryString } from '../../src/sigv4/stages/canonical-request/canonical-query-string.ts';
import { plainOf, utf8 } from '../support/octets-of.ts';
import { uriEncode } from '../support/sigv4/independent-signer.ts';
import { spelledBytes } from '../support/sigv4/random-requests.ts';

const LITERAL = { plusInQuery: 'literal', equalQueryNames: 'sorted-by-value' } as const;
const SPACE = { ...LITERAL, plusInQuery: 'space' } as const;
const canonical = (query: string) => canonicalQueryString(plainOf(utf8(query)), LITERAL).octets;

describe('the canonical query string', () => {
  it('is empty without a query', () => {
    expect(canonicalQueryString(null, LITERAL).octets).toBe('');
    expect(canonical('')).toBe('');
  });

  it.each([
    ['gives a valueless parameter an equals sign', 'lifecycle', 'lifecycle='],
    ['leaves the equals sign of an empty value', 'acl=', 'acl='],
    ['writes no parameter for nothing between ampersands', '&a&&b=1&', 'a=&b=1'],
    ['keeps a value whose name is empty', '=1&a=2', '=1&a=2'],
    ['splits at the first equals sign only', 'a=b=c==', 'a=b%3Dc%3D%3D'],
    ['is that of the AWS example', 'max-keys=2&prefix=J', 'max-keys=2&prefix=J'],
    ['encodes a slash', 'prefix=my%20photos/', 'prefix=my%20photos%2F'],
    ['encodes a bare space', 'prefix=my photos', 'prefix=my%20photos'],
    ['takes a plus for a plus', 'a=b+c', 'a=b%2Bc'],
    ['decodes what needs no encoding', '%7E=%41-%5f', '~=A-_'],
    ['writes hexadecimal digits in upper case', 'a=%2f%c3%a9', 'a=%2F%C3%A9'],
    ['encodes UTF-8 byte by byte', 'ሴ=bar&é=1', '%C3%A9=1&%E1%88%B4=bar'],
    ["encodes what encodeURIComponent leaves: (1)!*'", "a=(1)!*'", 'a=%281%29%21%2A%27'],
    ['encodes a question mark and a hash', 'a=?&b=#', 'a=%3F&b=%23'],
    ['encodes a percent sign without digits', 'a=100%&b=%zz', 'a=100%25&b=%25zz'],
    ['keeps a percent sign of the value encoded', 'a=%2525', 'a=%2525'],
  ])('%s', (_rule, query, expected) => {
    expect(canonical(query)).toBe(expected);
  });
});

describe('a plus in the query, where it is a space', () => {
  it.each([
    ['is encoded as one', 'a=b+c', 'a=b%20c'],
    ['also in a name', 'a+b', 'a%20b='],
    ['unless it is encoded already', 'a=b%2Bc+d', 'a=b%2Bc%20d'],
    ['and is sorted as one', 'a=b+&a=b!', 'a=b%20&a=b%21'],
  ])('%s', (_rule, query, expected) => {
    expect(canonicalQueryString(plainOf(query), SPACE).octets).toBe(expected);
  });
});

describe('the order of the canonical query string', () => {
  it.each([
    ['upper case before lower case', 'b=2&B=1&a=0', 'B=1&a=0&b=2'],
    ['equal names by value', 'a=2&a=10&a=1&a', 'a=&a=1&a=10&a=2'],
    ['the value that is a prefix of another first', 'a=11&a=1', 'a=1&a=11'],
    ['the name that is a prefix of another first', 'a-=1&a=2', 'a=2&a-=1'],
    ['digits before letters', 'a=1&1=a&A=2', '1=a&A=2&a=1'],
    ['encoded bytes before all others', 'a=1&{=2&A=3', '%7B=2&A=3&a=1'],
    ['by the encoded value', 'a=a&a={&a=A', 'a=%7B&a=A&a=a'],
    ['tilde last', '~=1&z=2&_=3', '_=3&z=2&~=1'],
    ['the same parameter twice, twice', 'a=1&b=2&a=1', 'a=1&a=1&b=2'],
    [
      'everything at once',
      'b=2&B=1&a=x%20y&a=X/(*)~&a-=1&%C3%A9=1&acl',
      '%C3%A9=1&B=1&a=X%2F%28%2A%29~&a=x%20y&a-=1&acl=&b=2',
    ],
  ])('is: %s', (_rule, query, expected) => {
    expect(canonical(query)).toBe(expected);
  });

  it('does not depend on the order or the spelling that was sent', () => {
    const part = spelledBytes(/[%&=#\r\n]/);
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { maxLength: 6 }), (parameters) => {
        const sent = parameters.map(([name, value]) => `${name.spelled}=${value.spelled}`);
        const encoded = parameters.map(([name, value]) => `${uriEncode(name.meant)}\0${uriEncode(value.meant)}`);
        const expected = encoded.sort().map((pair) => pair.replace('\0', '='));
        expect(canonicalQueryString(plainOf(sent.join('&')), LITERAL).octets).toBe(expected.join('&'));
        expect(canonicalQueryString(plainOf(sent.reverse().join('&')), LITERAL).octets).toBe(expected.join('&'));
      }),
    );
  });
});
