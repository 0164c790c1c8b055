/** multipart/form-data (RFC 7578), written and read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { type FormFile, formEnd, formBeginning as written } from '../../src/http/forms/multipart.ts';
import { type Form, readForm } from '../../src/http/forms/read-multipart.ts';
import { anyOctets, octets } from '../support/bytes.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';

const B = octets('AaB03x');
/** The octets alone; the origins are those of the names and values. */
const formBeginning = (boundary: Octets, fields: readonly (readonly [Octets, Octets])[], file: FormFile | null) =>
  written(
    boundary,
    fields.map(([name, value]) => ({ name: plain(name), value: plain(value) })),
    file,
  ).octets;
const read = (body: string, contentType = 'multipart/form-data; boundary=AaB03x') =>
  readForm(octets(contentType), octets(body));
const withoutStarts = ({ fields }: Form) => fields.map(({ start: _start, ...field }) => field);
const pairs = ({ fields }: Form) => fields.map(({ name, value }) => `${name}=${value}`);

describe('a form', () => {
  it('is written up to its file and from there on', () => {
    const beginning = formBeginning(B, [[octets('key'), octets('a/b')]], {
      name: octets('file1.txt'),
      contentType: octets('text/plain'),
    });
    expect(beginning + octets('... contents ...') + formEnd(B)).toBe(
      [
        '--AaB03x',
        'Content-Disposition: form-data; name="key"',
        '',
        'a/b',
        '--AaB03x',
        'Content-Disposition: form-data; name="file"; filename="file1.txt"',
        'Content-Type: text/plain',
        '',
        '... contents ...',
        '--AaB03x--',
        '',
      ].join('\r\n'),
    );
  });

  it('is written without a file, and without a type of it', () => {
    expect(formBeginning(B, [[octets('a'), octets('1')]], null) + formEnd(B)).toBe(
      '--AaB03x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--AaB03x--\r\n',
    );
    expect(formBeginning(B, [], { name: octets(''), contentType: null })).toBe(
      '--AaB03x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n',
    );
  });

  it('has names in it as browsers quote them', () => {
    const body = formBeginning(B, [[octets('a"\r\nb'), octets('"\r\n')]], {
      name: octets('\u00c3\u00bc".txt'),
      contentType: null,
    });
    expect(body).toContain('name="a%22%0D%0Ab"\r\n\r\n"\r\n\r\n--');
    expect(body).toContain('filename="\u00c3\u00bc%22.txt"');
  });
});

// After the examples of RFC 7578, section 4.5, and of HTML 4.01, section 17.13.4.2.
const BODY = [
  '--AaB03x',
  'content-disposition: form-data; name="field1"',
  'content-type: text/plain;charset=UTF-8',
  '',
  'Joe owes 100.',
  '--AaB03x',
  'Content-Disposition: form-data; name="pics"; filename="file1.txt"',
  'Content-Type: text/plain',
  '',
  'one\r\n\r\n--AaB03\r\n--AaB03xx\r\ntwo\r\n',
  '--AaB03x--',
  '',
].join('\r\n');

describe('reading a form', () => {
  const FIELDS = [
    { name: 'field1', filename: null, contentType: 'text/plain;charset=UTF-8', value: 'Joe owes 100.' },
    {
      name: 'pics',
      filename: 'file1.txt',
      contentType: 'text/plain',
      value: 'one\r\n\r\n--AaB03\r\n--AaB03xx\r\ntwo\r\n',
    },
  ];

  it.each([
    ['as it is', BODY],
    ['with a preamble and an epilogue', `This is a form.\r\n--AaB03\r\n${BODY}\r\n--AaB03x\r\nno part`],
    ['with an empty line first', `\r\n${BODY}`],
    ['with padding behind its boundaries', BODY.replaceAll('--AaB03x\r', '--AaB03x \t\r')],
    ['without the last line end', BODY.slice(0, -2)],
  ])('gives its fields in order: %s', (_, body) => {
    expect(withoutStarts(sound(read(body)))).toEqual(FIELDS);
  });

  it.each([
    'multipart/form-data; boundary=AaB03x',
    'multipart/form-data; boundary="AaB03x"',
    'multipart/form-data;boundary=AaB03x',
    'Multipart/Form-Data ; charset=UTF-8 ; Boundary=AaB03x ; ',
  ])('finds the boundary in %j', (contentType) => {
    expect(withoutStarts(sound(read(BODY, contentType)))).toEqual(FIELDS);
  });

  it.each([
    ['form-data; name=a', 'a', null],
    ['form-data; name=a b ', 'a b', null],
    ['form-data;name="a";filename=b.txt', 'a', 'b.txt'],
    ['form-data; filename="b;c=d"; name="a"', 'a', 'b;c=d'],
    ['FORM-DATA; NAME="a"; FileName=""', 'a', ''],
    ['form-data; name=""', '', null],
    ['form-data; name="%22%0d%0A%41"', '"\r\n%41', null],
    ['form-data; name="C:\\a\\"', 'C:\\a\\', null],
    ["form-data; name=a; filename*=UTF-8''x", 'a', null],
    ['form-data;\r\n name="a"', 'a', null],
  ])('finds the names in %j', (disposition, name, filename) => {
    const { fields } = sound(read(`--AaB03x\r\nContent-Disposition: ${disposition}\r\n\r\nx\r\n--AaB03x--`));
    expect(fields).toMatchObject([{ name, filename, contentType: null, value: 'x' }]);
  });

  it('gives empty values, names that come twice, and no fields', () => {
    const part = (name: string, value: string) =>
      `--AaB03x\r\nContent-Disposition: form-data; name="${name}"\r\n${value}`;
    expect(pairs(sound(read(`${part('a', '\r\n\r\n')}${part('a', '\r\n\r\n')}--AaB03x--`)))).toEqual(['a=', 'a=']);
    expect(pairs(sound(read(`${part('a', '\r\n')}--AaB03x--`)))).toEqual(['a=']);
    expect(pairs(sound(read('--AaB03x--\r\n')))).toEqual([]);
  });

  it.each([
    ['no form', BODY, 'application/json', 'form-content-type'],
    ['another type', BODY, 'multipart/form-database; boundary=AaB03x', 'form-content-type'],
    ['another multipart', BODY, 'multipart/mixed; boundary=AaB03x', 'form-content-type'],
    ['no boundary', BODY, 'multipart/form-data', 'form-boundary'],
    ['an empty boundary', BODY, 'multipart/form-data; boundary=""', 'form-boundary'],
    ['a boundary of 71 bytes', BODY, `multipart/form-data; boundary=${'x'.repeat(71)}`, 'form-boundary'],
    ['an open quote', BODY, 'multipart/form-data; boundary="AaB03x', 'form-boundary'],
    ['another boundary', BODY, 'multipart/form-data; boundary=BbB', 'form-end'],
    ['nothing', '', undefined, 'form-end'],
    ['no end', BODY.replace('AaB03x--', 'AaB03x'), undefined, 'form-end'],
    ['no disposition', '--AaB03x\r\n\r\nx\r\n--AaB03x--', undefined, 'form-part'],
    ['no head', '--AaB03x\r\n--AaB03x--', undefined, 'form-part'],
    ['no name', '--AaB03x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--AaB03x--', undefined, 'form-part'],
    ['a disposition of another kind', BODY.replace('form-data', 'attachment'), undefined, 'form-part'],
    ['a quote within quotes', BODY.replace('"field1"', '"fie"ld1"'), undefined, 'form-part'],
    ['a head line without a colon', BODY.replace('content-type:', 'content-type'), undefined, 'form-part'],
  ])('is a problem where there is %s', (_, body, contentType, code) => {
    expect(expectProblem(read(body, contentType), code).fault).toBe('ours');
  });

  it('says where the part is that has no name', () => {
    const body = BODY.replace('; name="pics"', '');
    expect(expectProblem(read(body), 'form-part').where?.start).toBe(body.indexOf('--AaB03x\r\nContent-D'));
  });
});

/** Not those that stand for something else when they are read, nor NUL, which no field of a head may hold. */
const name = anyOctets.filter((text) => !/%(22|0[AD])|\0/i.test(text));

describe('any form', () => {
  it('is read as it was written', () => {
    const value = anyOctets.filter((text) => !text.includes(B));
    const file = fc.option(fc.record({ name, contentType: fc.option(fc.constant(octets('text/plain'))) }));
    const fields = fc.array(fc.tuple(name, value), { maxLength: 4 });
    fc.assert(
      fc.property(fields, file, value, (given, sent, data) => {
        fc.pre(given.length > 0 || sent !== null);
        const body = formBeginning(B, given, sent) + (sent ? data : '') + formEnd(B);
        const expected = given.map(([field, text]) => ({
          name: field,
          filename: null,
          contentType: null,
          value: text,
        }));
        const last = sent && { name: 'file', filename: sent.name, contentType: sent.contentType, value: data };
        const form = sound(read(body));
        expect(withoutStarts(form)).toEqual(last ? [...expected, last] : expected);
        for (const { start, value: found } of form.fields) expect(body.slice(start, start + found.length)).toBe(found);
      }),
    );
  });

  it('without any field is read as one without fields', () => {
    expect(sound(read(formBeginning(B, [], null) + formEnd(B))).fields).toEqual([]);
  });
});

describe('Node.js, which follows the same standard as browsers,', () => {
  const latin1 = async (blob: Blob) => Buffer.from(await blob.arrayBuffer()).toString('latin1');
  const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

  it('writes what is read here', async () => {
    const form = new FormData();
    form.append('key', 'a/\u00fc b');
    form.append('na"me\r\n', '');
    form.append('file', new File(['\u00e9\r\n--x'], 'q"u\u00fc.bin', { type: 'text/plain' }));
    const request = new Request('http://localhost', { method: 'POST', body: form });
    const type = request.headers.get('Content-Type') ?? '';
    expect(withoutStarts(sound(read(await latin1(await request.blob()), type)))).toEqual([
      { name: 'key', filename: null, contentType: null, value: utf8('a/\u00fc b') },
      { name: 'na"me\r\n', filename: null, contentType: null, value: '' },
      { name: 'file', filename: utf8('q"u\u00fc.bin'), contentType: 'text/plain', value: utf8('\u00e9\r\n--x') },
    ]);
  });

  it('reads what is written here', async () => {
    const file = { name: octets('q"u.bin'), contentType: octets('text/plain') };
    const beginning = formBeginning(B, [[octets('na"me\r\n'), octets('1\r\n')]], file);
    const body = Buffer.from(`${beginning}data${formEnd(B)}`, 'latin1');
    const headers = { 'Content-Type': 'multipart/form-data; boundary=AaB03x' };
    const form = await new Response(body, { headers }).formData();
    const sent = form.get('file');
    if (!(sent instanceof File)) throw new Error('the file is no file');
    expect([...form.keys()]).toEqual(['na"me\r\n', 'file']);
    expect(form.get('na"me\r\n')).toBe('1\r\n');
    expect([sent.name, sent.type, await sent.text()]).toEqual(['q"u.bin', 'text/plain', 'data']);
  });
});

describe('any bytes at all', () => {
  const pieces = [
    '\r\n',
    '\n',
    '--',
    '--AaB03x',
    '--AaB03x--',
    'Content-Disposition: form-data',
    '; name="a"',
    ' ',
    ':',
  ];
  const almost = fc
    .array(fc.oneof(fc.constantFrom(...pieces), anyOctets), { maxLength: 14 })
    .map((parts) => octets(parts.join('')));
  const types = fc.oneof(
    fc.constant(octets('multipart/form-data; boundary=AaB03x')),
    fc.tuple(fc.constantFrom('multipart/form-data', ''), almost).map(([type, rest]) => octets(type + rest)),
  );

  it('never throw', () => {
    fc.assert(
      fc.property(types, almost, (type, body) => {
        const form = readForm(type, body);
        if (!isProblem(form)) for (const field of form.fields) expect(body).toContain(field.value);
      }),
      { numRuns: runs(3000) },
    );
  });

  it.each<[string, Octets, Octets]>([
    ['boundaries that are none', octets('multipart/form-data; boundary=x'), octets('\r\n--x '.repeat(400_000))],
    [
      'parts',
      octets('multipart/form-data; boundary=x'),
      octets('\r\n--x\r\nContent-Disposition: form-data; name=a\r\n'.repeat(40_000)),
    ],
    ['white space', octets('multipart/form-data; boundary=x'), octets(`--x${' '.repeat(3_000_000)}y`)],
    ['parameters', octets(`multipart/form-data${'; a=b '.repeat(300_000)}`), octets('')],
    ['quotes', octets(`multipart/form-data; a="${'x'.repeat(1_000_000)}`), octets('')],
    ['spaces in a value', octets(`multipart/form-data; a=${'b  '.repeat(300_000)}"`), octets('')],
    ['semicolons', octets(`multipart/form-data${';'.repeat(1_000_000)}`), octets('')],
  ])('are read in time that grows with their number: %s', (_, type, body) => {
    // A reader that needs the square of the length would not be done in time.
    expect(() => readForm(type, body)).not.toThrow();
  });
});
