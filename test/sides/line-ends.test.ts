/** The ends of lines are shown whole, or not at all. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { pairLines } from '../../src/sides/difference/line-difference.ts';
import { shownLines, shownPairs } from '../../src/sides/difference/line-ends.ts';
import { toSign } from '../evidence/answers.ts';
import { diagnosed, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const linesOf = (...texts: string[]) => shownLines(...(texts as Octets[]));
const pairsOf = (server: string, client: string) => shownPairs(pairLines(server as Octets, client as Octets));

describe('the lines of a text', () => {
  it('have no LF, and every empty line is one', () => {
    expect(linesOf('GET\n\n/\n')).toEqual([['GET', '', '/', '']]);
  });

  it('keep every end if one of them is CR LF, also one of another text', () => {
    expect(linesOf('GET\r\n/\nh')).toEqual([['GET\r\n', '/\n', 'h']]);
    expect(linesOf('GET\n/', 'GET\r\n/')).toEqual([
      ['GET\n', '/'],
      ['GET\r\n', '/'],
    ]);
  });

  it('may have a CR of their own, which ends no line', () => {
    expect(linesOf('a\rb\nc\r')).toEqual([['a\rb', 'c\r']]);
  });
});

describe('the lines of two texts', () => {
  it('have no LF', () => {
    expect(pairsOf('GET\n/a\nh', 'GET\n/b\nh')).toEqual([
      { server: 'GET', client: 'GET' },
      { server: '/a', client: '/b' },
      { server: 'h', client: 'h' },
    ]);
  });

  it('keep every end if one of them is CR LF, and the last line has none', () => {
    expect(pairsOf('GET\n\nh', 'GET\r\n\r\nh')).toEqual([
      { server: 'GET\n', client: 'GET\r\n' },
      { server: '\n', client: '\r\n' },
      { server: 'h', client: 'h' },
    ]);
  });

  it('may be missing on one side', () => {
    expect(pairsOf('a:1\nb:2\nh', 'a:1\nh')).toEqual([
      { server: 'a:1', client: 'a:1' },
      { server: 'b:2', client: null },
      { server: 'h', client: 'h' },
    ]);
  });
});

it('are those that the client hashed, which a print does not show', () => {
  const { canonicalRequest } = ordered();
  const log = logOf(
    { canonicalRequest, stringToSign: toSign(canonicalRequest.replaceAll('\n', '\r\n')), signature: '' },
    ['canonicalRequest', 'stringToSign'],
  );
  const answer = mismatch({ canonicalRequest, stringToSign: toSign(canonicalRequest) });
  const sure = (text: string) =>
    diagnosed([text, log])?.findings.map(({ cause, certainty }) => [cause.id, certainty.kind]);
  expect(sure(answer)?.[0]).toEqual(['crlf-or-extra-newline', 'proved']);
  expect(sure(mismatch())).toEqual([['crlf-or-extra-newline', 'explains']]);
});
