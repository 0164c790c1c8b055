/** Text for a printer: sentences are broken at spaces in 80 columns, and texts to copy are whole. */
import { describe, expect, it } from 'vitest';
import { heading, line, prose, words } from '../../src/pages/page.ts';
import { paperText } from '../../src/render/plain.ts';

const SENTENCE = `${'The request is written in one exact form. '.repeat(4)}It is signed.`;
const HEADER = `Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524, Signature=${'f0'.repeat(32)}`;

describe('text for paper', () => {
  it('breaks sentences at spaces in 80 columns', () => {
    const rows = paperText([[heading(SENTENCE), prose(words(SENTENCE)), line('', [words(SENTENCE)])]]).split('\n');
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80);
    expect(rows.join(' ').replace(/ +/g, ' ').trim()).toBe(`${SENTENCE} ${SENTENCE} ${SENTENCE}`);
  });

  it('does not break a text to copy, or a word that is longer than the page', () => {
    const address = `docs.aws.amazon.com/${'x'.repeat(90)}`;
    const text = paperText([[line('', [{ text: HEADER, meaning: 'given' }]), prose(words(`See ${address} first.`))]]);
    expect(text).toBe(`  ${HEADER}\n  See\n  ${address}\n  first.\n`);
  });

  it('begins each page after the first with a form feed', () => {
    expect(paperText([[prose(words('Ask.'))], [heading('Answers')]])).toBe('  Ask.\n\f  Answers\n');
  });
});
