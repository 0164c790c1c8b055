/** The legend of the help: every word in the first row of a walk is explained. */
import { describe, expect, it } from 'vitest';
import { helpItems } from '../../src/tui/help.ts';

describe('the legend', () => {
  it.each(['EXAMPLE', 'SANDBOX', '→ SANDBOX', 'LIVE'])('explains %s', (badge) => {
    const legend = helpItems().map((runs) => runs.map(({ text }) => text).join(''));
    expect(legend.filter((row) => row.includes(badge))).not.toEqual([]);
  });
});
