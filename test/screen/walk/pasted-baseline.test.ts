/** What the screen says of a request that was edited, and that a pasted one is what its edits are compared with. */
import { describe, expect, it } from 'vitest';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const PASTE = 'https://photos.s3.eu-west-1.amazonaws.com/cat.jpg';

const exampleSession = () => exampleScreen({ size: { width: 80, height: 24 } });

describe('an edit of the example', () => {
  it('is no longer the example, until it is undone, and says how many bits flipped while one types and after it', async () => {
    const { press, content } = await exampleSession();
    const said = () => {
      const { headline, typed, change } = content();
      return { word: headline.state, typed: typed?.flipped, short: change?.short };
    };
    await press('e');
    expect(said()).toMatchObject({ word: 'EXAMPLE', short: undefined });
    await press('Z');
    const typing = said();
    expect(typing).toMatchObject({
      word: 'SANDBOX',
      short: `~ ${typing.typed} of 256 bits`,
    });
    expect(typing.typed).toBeGreaterThan(0);
    await press('escape', 'z');
    expect(said()).toMatchObject({ word: 'EXAMPLE', short: undefined });
  });
});

describe('a paste into a walk', () => {
  it('is a new baseline: nothing is marked as changed, and its region is that of its host', async () => {
    const { paste, inputs, view } = await exampleSession();
    await paste(PASTE);
    expect(inputs()).toMatchObject({ url: PASTE, region: 'eu-west-1' });
    expect(view().changes).toBeNull();
  });

  it('says what it is signed with and what was not read, on rows that are all indented', async () => {
    const { press, paste, state, drawn } = await exampleSession();
    await press('5', 'j');
    await paste('curl -T ./foo.txt --aws-sigv4 aws:amz:us-east-1:s3 -u ID:SECRET https://api.example.com/v1/things');
    expect(state().notice).toMatch(/file of -T, which was not read.*example key, 20130524T000000Z, Region us-east-1/);
    const rows = drawn().slice(
      drawn().findIndex((row) => row.includes('Pasted;')),
      -1,
    );
    expect(rows.join('')).toContain('service s3.');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every((row) => /^ \S/.test(row))).toBe(true);
    expect(state().cursors.slice(1)).toEqual(
      state()
        .cursors.slice(1)
        .map(() => null),
    );
  });

  it('is what its edits are compared with; an undone paste leaves the example as it was', async () => {
    const { press, paste, inputs, view } = await exampleSession();
    await paste(PASTE);
    await press('e', 'X');
    const changed = [...(view().changes?.changed.keys() ?? [])];
    expect(changed).toContain('request');
    expect(changed).not.toContain('credential-scope');
    await press('escape', 'z');
    expect(inputs()?.pasted).toBeUndefined();
    expect(view().changes).toBeNull();
  });
});
