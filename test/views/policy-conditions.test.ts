/** Each field of a form after the conditions of its policy that it must meet. */
import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/views/page.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { walkOf } from '../support/views/walk-of.ts';

const POLICY = JSON.stringify({
  expiration: '2013-05-24T01:00:00Z',
  conditions: [
    { bucket: 'h' },
    ['starts-with', '$Key', 'user/'],
    ['eq', '$key', 'user/{"a": "b"}.txt'],
    ['content-length-range', 1, 9],
  ],
});

const { facts } = await walkOf({
  address: 'https://h.example.com/',
  options: { postPolicy: 'policy', form: ['key=user/{"a": "b"}.txt', 'file=@file'] },
  files: { policy: POLICY, file: 'meow' },
});

const lines = (): Line[] => {
  const blocks = walkPages(facts)[0]?.blocks ?? [];
  const from = blocks.findIndex((block) => block.kind === 'heading' && /condition/.test(block.runs[0]?.text ?? ''));
  const to = blocks.findIndex((block, index) => index > from && block.kind === 'heading');
  return blocks.slice(from + 1, to).filter((block) => block.kind === 'line');
};
const textOf = ({ runs }: Line) => runs.map(({ text }) => text).join('');

describe('the conditions of a policy', () => {
  it('come before what they check', () => {
    const shown = lines().map(textOf);
    expect(shown.slice(0, 7)).toEqual([
      '{"bucket":"h"}',
      'the bucket in the address',
      '["starts-with","$Key","user/"]',
      'key=user/{"a": "b"}.txt',
      String.raw`["eq","$key","user/{\\"a\\": \\"b\\"}.txt"]`,
      'key=user/{"a": "b"}.txt',
      '["content-length-range",1,9]',
    ]);
    expect(shown[7]).toBe('the size of the file');
  });

  it('are shown with the bytes of the policy, and the fields with the bytes of the form', () => {
    const date = lines().filter((shown) => textOf(shown).includes('x-amz-date'));
    expect(date.map(({ runs }) => runs[0]?.shows?.value)).toEqual(['policy', 'form-fields']);
    expect(date.map(({ runs }) => runs.at(-1)?.meaning)).toEqual(['fixed', 'copied']);
  });
});
