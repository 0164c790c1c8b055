import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BACKGROUND_QUERY,
  backgroundOfAnswer,
  backgroundOfColorfgbg,
  backgroundStated,
  chooseBackground,
} from '../../../src/tui/colours/background.ts';

const DARK_ANSWER = '\x1b]11;rgb:0000/0000/0000\x07';
const LIGHT_ANSWER = '\x1b]11;rgb:ffff/ffff/ffff\x07';

describe('COLORFGBG', () => {
  it.each([
    ['15;0', 'dark'],
    ['7;0', 'dark'],
    ['0;15', 'light'],
    ['0;7', 'light'],
    ['0;8', 'dark'],
    ['0;9', 'light'],
    // Three parts, as urxvt with a background picture has them.
    ['15;default;0', 'dark'],
    ['0;default;15', 'light'],
    ['default;default', null],
    ['0;default', null],
    ['15', null],
    ['15;', null],
    ['15;16', null],
    ['15;00', null],
    ['15; 0', null],
    ['', null],
    [undefined, null],
  ])('%j says %s', (text, background) => {
    expect(backgroundOfColorfgbg(text)).toBe(background);
  });

  it('is read as the number of its last part', () => {
    const part = fc.oneof(fc.nat({ max: 20 }).map(String), fc.constant('default'), fc.string());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.nat({ max: 15 }), (parts, last) => {
        const found = backgroundOfColorfgbg([...parts, last].join(';'));
        const expected = last === 7 || last > 8 ? 'light' : 'dark';
        expect(found).toBe(parts.length === 0 ? null : expected);
      }),
    );
  });
});

describe('the answer of a terminal', () => {
  // Observed: issue 233 of contour, 3718 of microsoft/terminal (VTE, iTerm2, rxvt-unicode).
  it.each([
    ['contour', '\x1b]11;rgb:1D1D/1F1F/2121\x07', 'dark'],
    ['kitty', '\x1b]11;rgb:0000/2222/1111\x1b\\', 'dark'],
    ['xterm', '\x1b]11;rgb:3326/3326/3326\x1b\\', 'dark'],
    ['iTerm2', '\x1b]11;rgb:ff/ff/ff\x1b\\', 'light'],
    ['rxvt-unicode', '\x1b]11;rgba:0000/0000/0000/f332\x1b\\', 'dark'],
    ['Solarized light', '\x1b]11;rgb:fdfd/f6f6/e3e3\x07', 'light'],
    ['Solarized dark', '\x1b]11;rgb:0000/2b2b/3636\x07', 'dark'],
    ['one digit', '\x1b]11;rgb:f/f/f\x07', 'light'],
    ['three digits', '\x1b]11;rgb:fff/fff/fff\x07', 'light'],
    ['the one-byte ST', '\x1b]11;rgb:ffff/ffff/ffff\x9c', 'light'],
  ])('of %s: %j is %s', (_terminal, text, background) => {
    expect(backgroundOfAnswer(text)).toBe(background);
  });

  it.each([
    ['no end', '\x1b]11;rgb:ffff/ffff/ffff'],
    ['junk before the end', '\x1b]11;rgb:ffff/ffff/ffffjunk\x07'],
    ['two channels', '\x1b]11;rgb:ffff/ffff\x07'],
    ['five digits', '\x1b]11;rgb:fffff/fffff/fffff\x07'],
    ['the foreground', '\x1b]10;rgb:ffff/ffff/ffff\x07'],
    ['the question itself', BACKGROUND_QUERY],
    ['keys', 'jjk\x1b[A'],
    ['nothing', ''],
  ])('with %s says nothing', (_what, text) => {
    expect(backgroundOfAnswer(text)).toBeNull();
  });

  it('is dark where white text has more contrast: for a grey, below 118', () => {
    for (let level = 0; level < 256; level += 1) {
      const digits = level.toString(16).padStart(2, '0').repeat(2);
      expect(backgroundOfAnswer(`\x1b]11;rgb:${digits}/${digits}/${digits}\x07`)).toBe(level < 118 ? 'dark' : 'light');
    }
  });

  it('is found among keys, and only when all of it has come', () => {
    const unit = fc.nat({ max: 0xff }).map((code) => String.fromCharCode(code));
    const keys = fc.string({ unit }).filter((text) => !text.includes('\x1b]11;'));
    const answer = fc.constantFrom(DARK_ANSWER, LIGHT_ANSWER, '\x1b]11;rgb:ff/ff/ff\x1b\\');
    fc.assert(
      fc.property(keys, answer, keys, (before, sent, after) => {
        const expected = sent === DARK_ANSWER ? 'dark' : 'light';
        expect(backgroundOfAnswer(before + sent + after)).toBe(expected);
        const starts = Array.from({ length: sent.length }, (_, end) => before + sent.slice(0, end));
        expect(starts.map(backgroundOfAnswer).every((found) => found === null)).toBe(true);
      }),
    );
  });

  it('never fails, and takes no longer than the text is long', () => {
    const piece = fc.constantFrom('\x1b]11;', 'rgb:', 'rgba:', 'ffff', '/', '\x07', '\x1b\\', 'x');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(['dark', 'light', null]).toContain(backgroundOfAnswer(pieces.join('')));
      }),
    );
    const started = performance.now();
    expect(backgroundOfAnswer('\x1b]11;rgb:ffff/ffff/ffff'.repeat(100_000))).toBeNull();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('the background', () => {
  const environment = (theme?: string, colorfgbg?: string) => ({ SIGV4_THEME: theme, COLORFGBG: colorfgbg });

  it.each([
    ['the option before all', 'light', environment('dark', '15;0'), DARK_ANSWER, 'light'],
    ['SIGV4_THEME before COLORFGBG', undefined, environment('light', '15;0'), DARK_ANSWER, 'light'],
    ['COLORFGBG before the answer', undefined, environment(undefined, '0;15'), DARK_ANSWER, 'light'],
    ['the answer', undefined, environment(), LIGHT_ANSWER, 'light'],
    ['dark where nothing is known', undefined, environment(), null, 'dark'],
    ['dark where the answer is none', undefined, environment(), 'jjj', 'dark'],
    ['a word that is no background, left out', 'auto', environment('sepia', 'default'), LIGHT_ANSWER, 'light'],
    ['in capitals', undefined, environment(' Light '), null, 'light'],
  ] as const)('is %s', (_which, option, variables, answer, expected) => {
    expect(chooseBackground(option, variables, answer)).toBe(expected);
  });

  it('is worth asking for only where nothing is stated', () => {
    expect(backgroundStated(undefined, {})).toBeNull();
    expect(backgroundStated(undefined, { COLORFGBG: '0;15' })).toBe('light');
    expect(backgroundStated('dark', { COLORFGBG: '0;15' })).toBe('dark');
  });
});
