/** The inspector has one layout: its labels, its texts, and the link are in the same places on all screens of a size. */
import { describe, expect, it } from 'vitest';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const SIZES = [
  { width: 80, height: 24 },
  { width: 120, height: 40 },
  { width: 160, height: 50 },
] as const;

const LABEL = /^ (?:key|message|line|came as|rule|why|way)(?= {2})/;
/** A label without a text beside it. */
const ALONE = /^ (?:key|message|line|came as|rule|why|way)\s*$/;
const SCREENS = ['0', '1', '2', '3', '4', '5', '6', '7'];

describe.each(SIZES)('at $width×$height', (size) => {
  it('has its texts in one column, and the link at the end of its title', async () => {
    const screen = await exampleScreen({ size });
    let seen = 0;
    for (const step of SCREENS) {
      await screen.press(step);
      for (let line = 0; line < 6; line++) {
        const rows = screen.drawn().map((row) => row.slice(row.lastIndexOf('│') + 1));
        expect(rows.filter((row) => ALONE.test(row))).toEqual([]);
        const labelled = rows.filter((row) => LABEL.test(row));
        for (const row of labelled) expect(row.slice(LABEL.exec(row)?.[0].length, 11).trim(), row).toBe('');
        for (const row of labelled) expect(row[11], row).toMatch(/\S/);
        for (const row of screen.drawn().filter((row) => row.includes('↗'))) expect(row).toMatch(/ ↗ ─[┤ ]?/);
        seen += labelled.length;
        await screen.press('down');
      }
    }
    expect(seen).toBeGreaterThan(60);
  });

  it('divides a way only before an arrow', async () => {
    const screen = await exampleScreen({ size });
    let divided = 0;
    for (const step of SCREENS) {
      await screen.press(step);
      const rows = screen.drawn();
      const at = rows.findIndex((row) => / way {7}/.test(row));
      const left = (rows[at]?.lastIndexOf(' way') ?? 0) + 10;
      const next = rows[at + 1]?.slice(left) ?? '';
      expect(rows[at] ?? '').not.toMatch(/[→#]\s*$/);
      if (at < 0 || !/^ \S/.test(next)) continue;
      divided += 1;
      expect(next, rows.join('\n')).toMatch(/^ → /);
    }
    expect(divided).toBeGreaterThan(0);
  });
});
