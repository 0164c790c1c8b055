/** What the screen marks and says after an edit or a break of AWS's example. */
import { describe, expect, it } from 'vitest';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const EXAMPLE_SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

describe('a change that only removes bytes', () => {
  it('is marked where the bytes were, and counted on that step', async () => {
    const screen = await exampleScreen();
    await screen.press('2');
    await screen.edit('region', 'us-east');
    await screen.press('return');
    expect(screen.marked()).toEqual(['20130524/us-east/s3/aws4_request', 'us-east']);
    expect(screen.says()).toBe('~ changed: steps 1 2 3 5 6 7');
    await screen.press('4');
    expect(screen.says()).toBe('~ changed: steps 1 2 3 5 6 7, not here');
    await screen.press('7');
    expect(screen.marked().join()).toContain('us-east/s3/aws4_request');
  });

  it('is marked in the lists of names if a header is emptied', async () => {
    const screen = await exampleScreen();
    await screen.press('4');
    await screen.edit('header 1', '');
    await screen.press('return');
    expect(screen.marked()).toContainEqual(expect.stringContaining('host;x-amz-content-sha256;x-amz-date'));
    expect(screen.says()).not.toContain('none');
  });

  it.each([
    ['unknown-access-key/empty', '(empty)'],
    ['unknown-access-key/cut', 'AKIAIOSFODNN7EXAMPL'],
  ])('is marked if the mistake %s makes it', async (id, shown) => {
    const screen = await exampleScreen({ breaks: [id] });
    expect(screen.marked()).toContainEqual(expect.stringContaining(shown));
    expect(screen.says()).toBe('~ changed: steps 1 6 7');
    for (const step of ['6', '7']) {
      await screen.press(step);
      expect(screen.marked()).toContainEqual(expect.stringContaining('Credential='));
    }
  });
});

describe('the letters on Send', () => {
  it('are those of the credential if a mistake leaves out the access key ID', async () => {
    const screen = await exampleScreen({ breaks: ['unknown-access-key/empty'] });
    await screen.press('7');
    expect(screen.drawn().find((row) => row.includes('Credential=/'))).toMatch(/^[> ]DRS /);
  });
});

describe('the signature before an edit', () => {
  it.each(['usual', 'projector'] as const)('is right below the new one on a screen that is %s', async (layout) => {
    const screen = await exampleScreen({ breaks: [], layout: layout });
    await screen.press('6', ...(layout === 'projector' ? [' '] : []));
    const find = () => {
      const digits = screen.drawn().flatMap((row) => /(?<![=0-9a-f])[0-9a-f]{64}(?![0-9a-f]).*/.exec(row)?.[0] ?? []);
      const at = digits.findIndex((text) => text.includes('before'));
      return { before: digits[at], now: digits[at - 1] };
    };
    expect(find().before).toBeUndefined();
    await screen.edit('region', 'eu-west-1');
    await screen.press('return');
    expect(find().before).toMatch(new RegExp(`^${EXAMPLE_SIGNATURE} +before`));
    expect(find().now).toBeDefined();
    expect(find().now).not.toContain(EXAMPLE_SIGNATURE);
    await screen.press('z');
    expect(find().before).toBeUndefined();
  });
});

describe('an edit that cannot be signed', () => {
  it('names the field, and leaves the last valid request without checks', async () => {
    const screen = await exampleScreen();
    await screen.press('6');
    expect(screen.drawn().join('\n')).toContain('✓ AWS');
    await screen.edit('date', '2013x');
    expect(screen.headline()).toEqual(['✗ invalid date: the last valid request is shown', '"2013x" is not a time.']);
    expect(screen.drawn().join('\n')).not.toMatch(/✓ (AWS|published)|--date/);
    await screen.press('return', 'z');
    expect(screen.drawn().join('\n')).toContain('✓ AWS');
  });
});
