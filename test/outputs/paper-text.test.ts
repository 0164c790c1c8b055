/** Text for a printer: sentences are broken at spaces in 80 columns, and texts to copy are whole. */
import { describe, expect, it } from 'vitest';
import { paperText } from '../../src/outputs/plain/plain-text.ts';
import { markdownBlocks } from '../../src/views/markdown.ts';
import { heading, line, prose, words } from '../../src/views/page.ts';

const SENTENCE = `${'The request is written in one exact form. '.repeat(4)}It is signed.`;
const HEADER = `Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524, Signature=${'f0'.repeat(32)}`;

describe('text for paper', () => {
  it('breaks sentences at spaces in 80 columns', () => {
    const rows = paperText([[heading(SENTENCE), prose(words(SENTENCE)), line('', [words(SENTENCE)])]]).split('\n');
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80);
    expect(rows.join(' ').replace(/ +/g, ' ').trim()).toBe(`${SENTENCE} ${SENTENCE} ${SENTENCE}`);
  });

  it('breaks a value after a part of it, and does not break a word that is longer than the page', () => {
    const address = `docs.aws.amazon.com/${'x'.repeat(90)}`;
    const text = paperText([[line('', [{ text: HEADER, meaning: 'given' }]), prose(words(`See ${address} first.`))]]);
    expect(text).toBe(
      `  Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524,\n    Signature=${'f0'.repeat(32)}\n  See\n  ${address}\n  first.\n`,
    );
  });

  it('breaks a command only where a backslash can continue it, outside quotes', () => {
    const command = `printf '%s %s' 'a b' ${'x'.repeat(40)} | openssl dgst -sha256 -r | cut -d' ' -f1`;
    const text = paperText([[line('', [{ text: command, meaning: 'command' }])]]);
    expect(text).toBe(`  printf '%s %s' 'a b' ${'x'.repeat(40)} | openssl dgst \\\n    -sha256 -r | cut -d' ' -f1\n`);
  });

  it('indents the rows of a list item below its text', () => {
    expect(paperText([markdownBlocks(`- ${SENTENCE}`)])).toMatch(/^ {2}• The [^\n]+\n {4}\S/);
  });

  it('begins each page after the first with a form feed', () => {
    expect(paperText([[prose(words('Ask.'))], [heading('Answers')]])).toBe('  Ask.\n\f  Answers\n');
  });
});
