/** A payload, edited: text, a file, and what looks like a file. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { bodyOf, type RequestBody } from '../../../src/http/body/request-body.ts';
import { octetsOf } from '../../support/octets-of.ts';
import { sound } from '../../support/problems.ts';
import { editorOf, everything, OWN_SECRET, PUT, withOptions } from '../../support/screen/edited-walk.ts';

describe('a payload', () => {
  it.each<[string, OptionValues, string, number]>([
    ['a file', { dataBinary: ['@body'] }, '@body', 11],
    ['a file that is sent in chunks', { dataBinary: ['@body'], payload: 'streaming' }, '@body', 11],
    ['a text and a file', { data: ['a=1', '@body'] }, 'a=1&@body', 15],
    ['standard input', { dataBinary: ['@-'] }, '@-', 19],
  ])(
    'of %s has a name and a length, and is the same again where the name is',
    async (_what, options, payload, length) => {
      const editor = await editorOf(withOptions(PUT, { dataBinary: undefined, ...options }));
      expect(editor.fromFiles).toEqual({ payload, length });
      const kept = sound(await editor.walk({ ...editor.inputs, region: 'eu-west-3' }));
      await editor.walk({ ...editor.inputs, region: 'eu-west-3', payload: 'x' });
      expect(everything(sound(await editor.walk({ ...editor.inputs, region: 'eu-west-3' })).facts)).toEqual(
        everything(kept.facts),
      );
    },
  );

  it.each([{ dataBinary: ['one'] }, { data: ['a', 'b'] }, { dataBinary: undefined }])(
    'of text alone is from no file: %j',
    async (options) => {
      expect((await editorOf(withOptions(PUT, options))).fromFiles).toBeNull();
    },
  );

  it('that is pasted is what it is, also where it looks like the file that was there', async () => {
    const editor = await editorOf(withOptions(PUT, { dataBinary: ['@body'] }));
    const pasted = { method: 'PUT', url: 's3://b/key', headers: [], payload: '@body' } as const;
    const whole = { ...pasted, region: null, service: null };
    const { facts } = sound(await editor.walk({ ...editor.inputs, ...pasted, pasted: whole }));
    expect(facts.body.beginning).toBe('@body');
  });

  it('that begins with @ is what it is, and no file, one after the other', async () => {
    const editor = await editorOf(PUT);
    const texts = ['@body', '@-', '@body2', 'x', '@'];
    for (const payload of texts) {
      const { facts } = sound(await editor.walk({ ...editor.inputs, payload }));
      expect(facts.body.beginning).toBe(payload);
    }
  });
});

describe('a payload from a file', () => {
  const PIECE = Buffer.alloc(8192, 'x');

  /** A file of a hundred pieces, and how many of them were read. */
  function countedFile() {
    const read = { pieces: 0 };
    const openBody = async (_path: string, isHashed: boolean): Promise<RequestBody> => {
      const octets = octetsOf(PIECE.toString('latin1').repeat(100));
      const { length, sha256, beginning, stored } = bodyOf(octets);
      if (isHashed) read.pieces += 100;
      const open = function* () {
        for (let piece = 0; piece < 100; piece++) {
          read.pieces += 1;
          yield PIECE;
        }
      };
      return { length, sha256: isHashed ? sha256 : null, beginning, stored, open };
    };
    return { read, openBody };
  }

  // What a body in chunks begins with is shown: 64 KiB, eight of these pieces.
  it.each([
    ['hashed', {}, 0],
    ['unsigned', { payload: 'unsigned' }, 0],
    ['in signed chunks', { payload: 'streaming', chunkSize: '8192' }, 8],
    ['in signed chunks with a checksum', { payload: 'streaming-trailer', chunkSize: '8192', trailer: 'crc32' }, 8],
  ])('is not read again for an edit, where it is %s', async (_how, options, shownPieces) => {
    const { read, openBody } = countedFile();
    const typed = withOptions(PUT, { ...options, dataBinary: ['@body'] });
    const editor = await editorOf({ ...typed, changes: { openBody } });
    for (const edit of [{ region: 'eu-west-3' }, { date: '20130525T000000Z' }, { secretAccessKey: OWN_SECRET }]) {
      read.pieces = 0;
      const walked = sound(await editor.walk({ ...editor.inputs, ...edit }));
      expect(read.pieces).toBe(shownPieces);
      expect(walked.facts.body.length).toBeGreaterThanOrEqual(819_200);
    }
  });
});
