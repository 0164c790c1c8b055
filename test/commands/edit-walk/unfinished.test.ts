/** Inputs that are not finished: what is wrong is said, and nothing is thrown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerOfLine, lineOfHeader } from '../../../src/app/options/request-options.ts';
import { type EditedId, fieldOfInput, type WalkInputs } from '../../../src/app/walks/walk-inputs.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { EXAMPLE, editorOf, NOW, PUT, type Typed, URL, withOptions } from '../../support/screen/edited-walk.ts';
import { runs } from '../../support/sweep.ts';

describe('an input that is not finished', () => {
  it.each<[string, Typed, Partial<WalkInputs>, string, string]>([
    ['an empty method', {}, { method: '' }, 'method', 'method'],
    ['a method with a space', {}, { method: 'GE T' }, 'method', 'method'],
    ['half a URL', {}, { url: 'https:/' }, 'url', 'url'],
    ['no URL', {}, { url: '' }, 'url', 'url'],
    ['no bucket', {}, { url: 's3://' }, 'url', 'bucket'],
    ['a URL that is presigned', {}, { url: `${URL}?X-Amz-Signature=0` }, 'url', 'presigned'],
    ['half a date', {}, { date: '2013052' }, 'date', 'date'],
    ['no date', {}, { date: '' }, 'date', 'date'],
    ['half a region', {}, { region: 'us-' }, 'region', 'region'],
    ['no region', {}, { region: '' }, 'region', 'region'],
    [
      'no region set',
      withOptions(EXAMPLE, { algorithm: 'sigv4a', regionSet: '*' }),
      { region: 'a,' },
      'region',
      'option',
    ],
    ['no key ID', {}, { accessKeyId: '' }, 'access-key-id', 'credentials'],
    ['a key ID with a line break', {}, { accessKeyId: 'A\nB' }, 'access-key-id', 'credentials'],
    ['no secret', {}, { secretAccessKey: '' }, 'secret-access-key', 'credentials'],
    ['a header without a colon', {}, { headers: [headerOfLine('Rang')] }, 'header/0', 'header'],
    [
      'a header without a name',
      {},
      {
        headers: [
          ['Range', '0'],
          ['', 'x'],
        ],
      },
      'header/1',
      'header',
    ],
    ['a header with a colon in its name', {}, { headers: [['a:b', 'x']] }, 'header/0', 'header'],
    ['a header of two lines', {}, { headers: [['a', 'x\r\ny: z']] }, 'header/0', 'header'],
    [
      'a length that is none',
      {},
      {
        headers: [
          ['A', 'b'],
          ['Content-Length', '7'],
        ],
      },
      'header/1',
      'header',
    ],
    [
      'a header that must be there',
      withOptions(EXAMPLE, { signedHeaders: 'host,range,x-amz-content-sha256,x-amz-date' }),
      { headers: [['A', 'b']] },
      'headers',
      'signed-header',
    ],
    ['half a character', {}, { payload: 'a\ud800' }, 'payload', 'not-utf8'],
    ['a character in the place of what was none', {}, { url: `${URL}\ufffd` }, 'url', 'not-utf8'],
    [
      'a payload beside its length',
      withOptions(PUT, { header: ['Content-Length: 3'] }),
      { payload: 'four' },
      'payload',
      'header',
    ],
    [
      'no payload where there are chunks',
      { address: URL, options: { request: 'GET', payload: 'streaming', dataBinary: ['a'] } },
      { payload: '' },
      'payload',
      'option',
    ],
    [
      'a payload in the place of a form',
      { address: 's3://b', options: { postPolicy: 'policy', form: ['key=a'] } },
      { payload: 'a' },
      'payload',
      'payload',
    ],
    [
      'another method than POST for an upload',
      { address: 's3://b', options: { postPolicy: 'policy', form: ['key=a'] } },
      { method: 'PUT' },
      'method',
      'method',
    ],
    [
      'a key in the address of an upload',
      { address: 's3://b', options: { postPolicy: 'policy', form: ['key=a'] } },
      { url: 's3://b/k' },
      'url',
      'form',
    ],
    ['two of them', {}, { region: 'us-', date: '2013052' }, 'region', 'region'],
    [
      'two of them, of which the later is found first',
      {},
      { date: '2013052', accessKeyId: 'A\nB' },
      'access-key-id',
      'credentials',
    ],
  ])('is a problem of it: %s', async (_what, typed, edit, name, code) => {
    const editor = await editorOf(typed);
    const inputs = { ...editor.inputs, ...edit };
    const found = await editor.walk(inputs);
    expect(isProblem(found) ? { code: found.code, value: found.where?.value } : found).toEqual({ code, value: name });
    if (isProblem(found)) {
      expect(found.says).toMatch(/\.$/);
      expect(found.fix).toMatch(/\.$/);
      expect(found.where?.start).toBe(0);
      expect(found.where?.end).toBe(bytesOf(inputs, name));
    }
  });

  /** The member of the inputs that has such an id. */
  const fieldOf = (id: string) => (fieldOfInput(id as EditedId) ?? id) as keyof WalkInputs;

  /** As many bytes as the input has. */
  function bytesOf(inputs: WalkInputs, name: string): number | undefined {
    const index = /^header\/(\d+)$/.exec(name)?.[1];
    if (index !== undefined) return Buffer.byteLength(lineOfHeader(inputs.headers[Number(index)] ?? ['', '']));
    if (name === 'headers') return 0;
    return Buffer.byteLength(String({ ...inputs, headers: '' }[fieldOf(name)]));
  }

  it('never throws, no matter what is typed where', async () => {
    const editors = [await editorOf(), await editorOf(PUT), await editorOf(withOptions(PUT, { payload: 'streaming' }))];
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      fc.constantFrom(URL, 's3://b/k', 'GET', NOW, 'us-east-1', '@body', '', '\0'),
    );
    const inputs = fc.record(
      {
        method: any,
        url: any,
        headers: fc.array(fc.tuple(any, any), { maxLength: 3 }),
        payload: any,
        region: any,
        date: any,
        accessKeyId: any,
        secretAccessKey: any,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...editors), inputs, async (editor, edit) => {
        const all = { ...editor.inputs, ...edit };
        const found = await editor.walk(all);
        if (!isProblem(found)) return;
        const header = /^header\/(\d+)$/.exec(found.where?.value ?? '')?.[1];
        if (header === undefined) expect(Object.keys(all)).toContain(fieldOf(found.where?.value ?? ''));
        else expect(Number(header)).toBeLessThan(all.headers.length);
      }),
      { numRuns: runs(300) },
    );
  });
});
