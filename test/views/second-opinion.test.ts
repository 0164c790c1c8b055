/** How two signers are compared, and how the walk shows a second opinion. */
import { describe, expect, it } from 'vitest';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import type { Block } from '../../src/views/page.ts';
import {
  compareSigners,
  type LeftOut,
  opinionBlocks,
  type SecondOpinion,
  type SecondOpinionInput,
} from '../../src/views/second-opinion/second-opinion.ts';
import { octetsOf } from '../support/octets-of.ts';

const BY = '@smithy/signature-v4 5.7.5';
const OURS = ['GET', '/a', 'b=c', 'host:h', 'x-amz-security-token:token', '', 'host;x-amz-security-token', 'hash'];

function inputWith(lines: readonly string[], signature = 's'): Pick<SecondOpinionInput, 'ours'> {
  const canonicalRequest = octetsOf(lines.join('\n'));
  return {
    ours: {
      canonicalUri: octetsOf('/a'),
      canonicalRequest,
      stringToSign: octetsOf('to sign'),
      signature: octetsOf(signature),
    },
  };
}

function compare(theirs: readonly string[], signature = 's', leftOut: readonly LeftOut[] = [], ours = OURS) {
  const answer = { canonicalRequest: octetsOf(theirs.join('\n')), signature: octetsOf(signature) };
  const opinion = compareSigners(inputWith(ours), answer, { leftOut, notCompared: [] }, BY);
  if (opinion.kind === 'unavailable') throw new Error(opinion.because);
  return opinion;
}

const changed = (line: number, text: string) => OURS.map((old, index) => (index === line ? text : old));

describe('two answers', () => {
  it('agree where every byte is the same', () => {
    expect(compare(OURS)).toMatchObject({ kind: 'agrees', firstDifferingLine: null });
  });

  it.each([...OURS.keys()])('differ first in line %i, where that line does', (index) => {
    const difference = compare(changed(index, 'other')).firstDifferingLine;
    expect(difference?.theirs).toBe('other');
    expect(difference?.ours).toBe(index === 4 ? 'x-amz-security-token:*****' : OURS[index]);
  });

  it('differ in the first line that only one has', () => {
    expect(compare([...OURS, '']).firstDifferingLine).toEqual({ ours: null, theirs: '' });
    expect(compare(OURS.slice(0, -1)).firstDifferingLine).toEqual({ ours: 'hash', theirs: null });
  });

  it('differ where only the signature does', () => {
    expect(compare(OURS, 'other')).toMatchObject({ kind: 'differs', firstDifferingLine: null, signature: 'other' });
  });

  it.each<[LeftOut, number]>([
    [{ part: 'path' }, 1],
    [{ part: 'query' }, 2],
    [{ part: 'header', name: 'host' }, 3],
  ])('are compared without %j, and with all the rest', (leftOut, line) => {
    for (const index of OURS.keys()) {
      const text = index === 3 ? 'host:other' : 'other';
      expect(compare(changed(index, text), 's', [leftOut]).kind).toBe(index === line ? 'agrees' : 'differs');
    }
  });

  it('are compared without a header that only one of them has', () => {
    const theirs = OURS.filter((_line, index) => index !== 3).map((line) => line.replace(/^host;/, ''));
    expect(compare(theirs, 's', [{ part: 'header', name: 'host' }]).kind).toBe('agrees');
    expect(compare(theirs).firstDifferingLine).toEqual({ ours: 'host:h', theirs: 'x-amz-security-token:*****' });
  });

  it('show no session token, even of unusual bytes', () => {
    const token = 'x-amz-security-token:a\r\x85\u00e9b';
    const opinion = compare(changed(4, token));
    expect(opinion.canonicalRequest.split('\n')[4]).toBe('x-amz-security-token:*****');
    expect(opinion.firstDifferingLine).toEqual({
      ours: 'x-amz-security-token:*****',
      theirs: 'x-amz-security-token:*****',
    });
  });
});

const textOf = (blocks: readonly Block[]) => plainBlocks(blocks, 200).trim();
const shown = (opinion: SecondOpinion) => textOf(opinionBlocks(opinion));

describe('the blocks of an opinion', () => {
  it('are none if no other signer was asked', () => {
    expect(opinionBlocks(null)).toEqual([]);
  });

  it('say who agrees', () => {
    expect(shown(compare(OURS))).toBe(
      [
        "AWS's own JavaScript signer  ✓ gives the same canonical request and signature",
        `  Signed again with ${BY}, the signer of the AWS SDK for JavaScript.`,
      ].join('\n'),
    );
  });

  it('do not agree too easily', () => {
    const opinion = { ...compare(OURS), notCompared: ['Not compared: date. Why not.', 'Not compared: a\x1b[31m.'] };
    expect(shown(opinion)).toContain('✓ agrees in everything that can be compared');
    expect(shown(opinion)).toContain('\n  Not compared: date. Why not.\n  Not compared: a\\x1b[31m.');
    expect(shown(compare(OURS, 's', [{ part: 'query' }]))).not.toContain('  ✗');
  });

  it('show both sides of the line that differs, each byte visible', () => {
    const text = shown(compare(changed(3, 'host:\x1b]52;')));
    expect(text).toContain('✗ differs in the canonical request, first in this line');
    expect(text).toMatch(/^ {2}ours +host:h$/m);
    expect(text).toMatch(/^ {2}theirs +host:\\x1b\]52;$/m);
    expect(shown(compare(OURS.slice(0, -1)))).toMatch(/^ {2}theirs +\(no such line\)$/m);
  });

  it('show a signature that differs alone', () => {
    const text = shown(compare(OURS, 'other'));
    expect(text).toContain('✗ differs in the signature only');
    expect(text).toMatch(/^ {2}theirs +other$/m);
  });

  it('say why there is no opinion', () => {
    const text = shown({ kind: 'unavailable', by: BY, because: 'It failed: \x07.' });
    expect(text).toMatch(/^AWS's own JavaScript signer {2}no result$/m);
    expect(text).toContain('It failed: \\x07.');
  });
});
