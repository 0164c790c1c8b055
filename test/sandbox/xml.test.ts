/** The XML of the sandbox's documents (XML 1.0, sections 2.2 and 2.11), and the heads of answers without a body. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asText, octetsFromText } from '../../src/bytes/octets.ts';
import { emptyAnswer, refusalAnswer, refuse } from '../../src/sandbox/answers/answer.ts';
import { referencedText, s3Document, xmlDocument, xmlElement } from '../../src/sandbox/answers/xml.ts';
import { octetsOf } from '../support/octets-of.ts';
import { answered, bodyOctets } from '../support/sandbox/operations.ts';

/** What XML 1.0 has characters for (section 2.2), markup left out. */
const TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

describe('an element', () => {
  it.each([
    ['text', 'plain', 'plain'],
    ['markup', `<a b="c"> & 'd'`, `&lt;a b="c"&gt; &amp; 'd'`],
    ['a carriage return', 'a\r\nb', 'a&#xD;\nb'],
    ['what XML has no character for', 'a\0\x1b\uffffb', 'a\ufffd\ufffd\ufffdb'],
    ['letters of all planes', 'é文😀', 'é文😀'],
  ])('of %s is escaped', (_what, text, xml) => {
    expect(xmlElement('Key', text).xml).toBe(`<Key>${xml}</Key>`);
  });

  it('of names may have references in their place', () => {
    expect(xmlElement('Key', referencedText('a\0<\x1b\r')).xml).toBe('<Key>a&#x0;&lt;&#x1B;&#xD;</Key>');
  });

  it('has others in it', () => {
    const inner = [xmlElement('A', '1'), xmlElement('B', [])];
    expect(xmlElement('C', inner).xml).toBe('<C><A>1</A><B></B></C>');
    expect(s3Document('C', inner)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<C xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><A>1</A><B></B></C>',
    );
  });

  it('of any bytes is text that any reader takes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const text = asText(octetsOf(Buffer.from(bytes).toString('latin1')));
        const { xml } = xmlElement('Key', text);
        expect(xml).toMatch(TEXT);
        expect(xml.replace(/&(?:amp|lt|gt|#xD);/g, '')).toMatch(/^<Key>[^<>&\r]*<\/Key>$/);
        expect(Buffer.from(xmlDocument({ xml }), 'latin1').toString('utf8')).toContain(xml);
      }),
    );
  });
});

describe('bytes as text', () => {
  it('are UTF-8 where they can be, and ISO 8859-1 where not', () => {
    expect([asText(octetsFromText('é文')), asText(octetsOf('\xe9'))]).toEqual(['é文', 'é']);
  });
});

describe('an answer', () => {
  it.each([204, 304])('of %i has neither a body nor a Content-Length (RFC 9110, section 8.6)', (status) => {
    const { headers, body } = answered(emptyAnswer(status, [['ETag', '"a"']]));
    expect({ headers, body }).toEqual({ headers: { etag: '"a"' }, body: '' });
  });

  it('that refuses a HEAD has the length of the document and not the document', () => {
    const refusal = refusalAnswer(refuse('NoSuchKey'), { requestId: '1', now: new Date(0) });
    const { headers, body } = answered(refusal, 'HEAD');
    expect([body, headers['content-length']]).toEqual(['', String(bodyOctets(refusal.body).length)]);
  });
});
