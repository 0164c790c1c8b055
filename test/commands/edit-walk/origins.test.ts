/** Whose words a byte is, after an edit too. */
import { describe, expect, it } from 'vitest';
import type { EditedWalk } from '../../../src/app/walks/shown-walk.ts';
import type { WalkInputs } from '../../../src/app/walks/walk-inputs.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { plainPage } from '../../../src/outputs/plain/plain-text.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { inputWords } from '../../../src/views/input-words.ts';
import { walkPages } from '../../../src/views/walk-pages.ts';
import {
  EXAMPLE,
  edited,
  editorOf,
  OWN_SECRET,
  PROFILE,
  shown,
  type Typed,
  URL,
} from '../../support/screen/edited-walk.ts';

/** Whose words a value begins with, and of the request each part that is given, in order. */
const giversOf = ({ facts }: Pick<EditedWalk, 'facts'>, id: string): string[] =>
  (findValue(facts.trace, id)?.bytes.spans ?? []).flatMap(({ origin }) =>
    origin.kind === 'given' ? [inputWords(origin.input)] : [],
  );

describe('whose words a byte is', () => {
  const AWS = 'the AWS example';

  it.each<[string, Partial<WalkInputs>, readonly string[], Readonly<Record<string, string>>]>([
    [
      'the method',
      { method: 'PUT' },
      ['your edit', `the URL of ${AWS}`, `the Range header of ${AWS}`],
      { region: AWS, timestamp: AWS, service: AWS, 'access-key-id': AWS, 'secret-access-key': AWS },
    ],
    [
      'the region',
      { region: 'eu-west-1' },
      [`the method of ${AWS}`, `the URL of ${AWS}`, `the Range header of ${AWS}`],
      { region: 'your edit', timestamp: AWS, 'access-key-id': AWS },
    ],
    [
      'the secret',
      { secretAccessKey: OWN_SECRET },
      [`the method of ${AWS}`, `the URL of ${AWS}`, `the Range header of ${AWS}`],
      { region: AWS, 'access-key-id': AWS, 'secret-access-key': 'your edit' },
    ],
    [
      'the date, the URL and a header, another one being new',
      {
        date: '20130525T000000Z',
        url: `${URL}?a=b`,
        headers: [
          ['X-A', '1'],
          ['Range', 'bytes=0-9'],
        ],
      },
      [`the method of ${AWS}`, 'your edit', `the Range header of ${AWS}`],
      { region: AWS, timestamp: 'your edit', 'access-key-id': AWS },
    ],
  ])("of AWS's example stays AWS's beside an edit of %s", async (_what, edit, ofRequest, ofValues) => {
    const walked = await edited({}, edit);
    expect([...new Set(giversOf(walked, 'request'))]).toEqual(expect.arrayContaining([...ofRequest]));
    expect(
      giversOf(walked, 'request').filter((by) => !ofRequest.includes(by) && by !== 'the length of the body'),
    ).toEqual([]);
    for (const [id, by] of Object.entries(ofValues)) expect([id, giversOf(walked, id)]).toEqual([id, [by]]);
  });

  it('of a command line is that of its options, the environment and the profile', async () => {
    const walked = await edited(EXAMPLE, { method: 'DELETE' });
    expect(new Set(giversOf(walked, 'request'))).toEqual(
      new Set(['your edit', 'the address', 'the Range header of the command line']),
    );
    expect(['region', 'timestamp', 'access-key-id'].flatMap((id) => giversOf(walked, id))).toEqual([
      '--region',
      '--date',
      'the environment',
    ]);
    const ofProfile = await edited(
      { address: 's3://b/k', options: { profile: 'mine' }, changes: { loadProfile: PROFILE } },
      { accessKeyId: 'AKID' },
    );
    expect(['region', 'access-key-id', 'secret-access-key'].flatMap((id) => giversOf(ofProfile, id))).toEqual([
      'the profile mine',
      'your edit',
      'the profile mine',
    ]);
  });

  it('is that of a host name which is not there any more, where the region stays', async () => {
    const address = 'https://b.s3.eu-west-1.amazonaws.com/k';
    const walked = await edited({ address }, { url: 'https://b.s3.eu-west-2.amazonaws.com/k' });
    expect(giversOf(walked, 'region')).toEqual(['the host name before your edit']);
  });

  it('that are pasted is the paste, until they are edited', async () => {
    const pasted = { method: 'PUT', url: 'https://h.example.com/', headers: [['X-A', '1']], payload: '' } as const;
    const whole = { ...pasted, region: null, service: null };
    const walked = await edited({}, { ...pasted, pasted: whole });
    expect(new Set(giversOf(walked, 'request'))).toEqual(new Set(['the paste', 'the length of the body']));
    expect(giversOf(walked, 'region')).toEqual([AWS]);
    const further = await edited({}, { ...pasted, headers: [['X-A', '2']], method: 'GET', pasted: whole });
    expect(new Set(giversOf(further, 'request'))).toEqual(new Set(['your edit', 'the paste']));
  });

  it('is named in what is wrong with them', async () => {
    const editor = await editorOf();
    const found = await editor.walk({ ...editor.inputs, region: 'eu central' });
    expect(isProblem(found) && found.says).toBe('You typed "eu central", which is not a Region.');
  });
});

describe("a Host header of one's own", () => {
  it('is what the request is said to be signed for, wherever it goes', async () => {
    const typed: Typed = { address: URL, options: { header: ['Host: evil.example.com'] } };
    for (const { facts } of [await shown(typed), await edited({}, { headers: [['host', 'evil.example.com']] })]) {
      const text = walkPages(facts)
        .map((page) => plainPage(page, 1, 8))
        .join('');
      expect(facts.destination.signedFor).toBe('evil.example.com');
      expect(text).toMatch(/signed for +evil\.example\.com\n +← the Host header that was given; it is signed/);
      expect(text).toContain('It is signed for evil.example.com and goes to');
      expect(text).not.toContain('← the host of the URL');
    }
    const usual = walkPages((await shown({ address: URL })).facts).map((page) => plainPage(page, 1, 8));
    expect(usual.join('')).toContain('← the host of the URL, which is in the signed Host header');
  });
});
