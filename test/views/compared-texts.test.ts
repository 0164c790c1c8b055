/** The one line in which the two texts of a diagnosis differ. */
import { describe, expect, it } from 'vitest';
import { twoLines } from '../../src/views/diagnosis/compared-texts.ts';
import { diagnosedWalk, ENCODED_AGAIN, HEX_TEXT } from '../support/diagnosed.ts';

type Inputs = Parameters<typeof diagnosedWalk>[1];

function linesOf(mutation: Parameters<typeof diagnosedWalk>[0], inputs: Inputs) {
  const { diagnosis } = diagnosedWalk(mutation, inputs).facts;
  if (!diagnosis) throw new Error('Nothing is diagnosed.');
  return twoLines(diagnosis);
}

describe('the line in which the two texts differ', () => {
  it('is the path where its spaces were encoded again, with the characters that differ', () => {
    const lines = linesOf(ENCODED_AGAIN, ['request']);
    if (!lines?.server.text || !lines.client.text) throw new Error('A line is missing.');
    const { server, client, where } = lines;
    expect(where).toBe('line 2 of the canonical request');
    expect(server.text?.replaceAll('%2520', '%20')).toBe(client.text);
    const spaces = lines.client.text.split('%20').length - 1;
    for (const side of [server, client]) expect(side.differing).toHaveLength(spaces);
    expect(server.differing.map(({ start, end }) => server.text?.slice(start, end))).toEqual(Array(spaces).fill('520'));
    expect(client.differing.map(({ start, end }) => client.text?.slice(start, end))).toEqual(Array(spaces).fill('0'));
  });

  it('is not there where the mistake is in the key, because both texts are the same', () => {
    expect(linesOf(HEX_TEXT, ['request'])).toBeNull();
  });
});
