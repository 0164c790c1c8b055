/** Keys and answers, in the encodings of the terminals that people have. */
import { describe, expect, it } from 'vitest';
import { bytesOf, eventsByteByByte, eventsOf } from '../../support/screen/input-events.ts';
import { decodeInput } from '../../support/screen/named-input.tsx';

/** The events of a text, which have to be the same byte by byte. */
function decode(text: string) {
  const events = eventsOf([bytesOf(text)]);
  expect(eventsByteByByte(bytesOf(text))).toEqual(events);
  return events;
}

/** The names of the keys of a text that makes no other events. */
function keys(text: string): string[] {
  return decode(text).map((event) => (event.kind === 'key' ? event.name : `not a key: ${event.kind}`));
}

const ROWS = (prefix: string, letters: string, names: string): [string, string][] =>
  names.split(' ').map((name, index) => [`${prefix}${letters[index]}`, name]);

describe('a key', () => {
  it.each<[string, string]>([
    ...ROWS('\x1b[', 'ABCDHFZ', 'up down right left home end shift+tab'),
    ...ROWS('\x1bO', 'ABCDHFM', 'up down right left home end return'),
    ...ROWS('\x1bO', 'jkmopy', '* + - / 0 9'),
  ])('of xterm, VTE, kitty and tmux: %j is %s', (sent, name) => expect(keys(sent)).toEqual([name]));

  it.each([
    [1, 'home'],
    [3, 'delete'],
    [4, 'end'],
    [5, 'pageup'],
    [6, 'pagedown'],
    [7, 'home'],
    [8, 'end'],
  ])('with the number %i is %s', (number, name) => expect(keys(`\x1b[${number}~`)).toEqual([name]));

  it.each<[string, string]>([
    ['\x1b[1;2A', 'shift+up'],
    ['\x1b[1;3D', 'alt+left'],
    ['\x1b[1;5C', 'ctrl+right'],
    ['\x1b[1;6H', 'ctrl+shift+home'],
    ['\x1b[1;8F', 'ctrl+alt+shift+end'],
    ['\x1b[1;9B', 'meta+down'],
    ['\x1b[3;5~', 'ctrl+delete'],
    ['\x1bO5C', 'ctrl+right'],
    ['\x1bO1;5C', 'ctrl+right'],
    // Caps lock is nothing held.
    ['\x1b[1;65A', 'up'],
  ])('with something held: %j is %s', (sent, name) => expect(keys(sent)).toEqual([name]));

  it.each<[string, string]>([
    ['\x1b\x1b[A', 'alt+up'],
    ['\x1b\x1b[6~', 'alt+pagedown'],
  ])('with an Escape for Alt: %j is %s', (sent, name) => expect(keys(sent)).toEqual([name]));

  it.each<[string, string]>([
    ['\x1b[97;5u', 'ctrl+a'],
    ['\x1b[99;6u', 'ctrl+shift+c'],
    ['\x1b[13;2u', 'shift+return'],
    ['\x1b[27u', 'escape'],
    ['\x1b[97;2u', 'A'],
    ['\x1b[27;5;105~', 'ctrl+i'],
    ['\x1b[27;5;9~', 'ctrl+tab'],
  ])('told by the code of its character: %j is %s', (sent, name) => expect(keys(sent)).toEqual([name]));

  it.each<[string, string]>([
    ['\r', 'return'],
    ['\n', 'ctrl+j'],
    ['\t', 'tab'],
    ['\x7f', 'backspace'],
    ['\x08', 'backspace'],
    ['\x00', 'ctrl+ '],
    ['\x01', 'ctrl+a'],
    ['\x03', 'ctrl+c'],
    ['\x1a', 'ctrl+z'],
    ['\x1c', 'ctrl+\\'],
    ['\x1f', 'ctrl+_'],
    [' ', ' '],
    ['q', 'q'],
    ['Q', 'Q'],
    ['é', 'é'],
    ['漢', '漢'],
    ['😀', '😀'],
    ['\ufeff', '\ufeff'],
    ['\x1bx', 'alt+x'],
    ['\x1bX', 'alt+X'],
    ['\x1bé', 'alt+é'],
    ['\x1b\r', 'alt+return'],
    ['\x1b\x7f', 'alt+backspace'],
    ['\x1b(', 'alt+('],
  ])('that is one character: %j is %s', (sent, name) => expect(keys(sent)).toEqual([name]));

  it.each<[string, string]>([
    ['\x1b[a', 'shift+up'],
    ['\x1bOc', 'ctrl+right'],
    ['\x1b[7$', 'shift+home'],
    ['\x1b[5^', 'ctrl+pageup'],
  ])('of rxvt with something held: %j is %s', (sent, name) => expect(keys(sent)).toEqual([name]));

  it.each(['\x1bOP', '\x1b[11~', '\x1b[15;2~', '\x1b[24~', '\x1b[2~', '\x1b[[A', '\x1b[E'])(
    'that no table has is told, and not named: %j',
    (sent) => expect(keys(sent)).toEqual([expect.stringMatching(/.{13}/)]),
  );

  it('is a whole grapheme where it comes in one piece', () => {
    const typed = ['e\u0301', '👩‍👩‍👧', '🇩🇪', 'a', '❤\ufe0f'];
    expect(eventsOf([bytesOf(typed.join(''))])).toEqual(typed.map((name) => ({ kind: 'key', name })));
  });

  it('does not get the Alt of a C1 control before it, which is no key', () => {
    expect(keys('\x1b\u0085q')).toEqual(['q']);
  });

  it('is not lost in a burst', () => {
    expect(keys('jjj\x1b[Ak\x1b[1;5C\x1bOBé漢q\r')).toEqual([
      'j',
      'j',
      'j',
      'up',
      'k',
      'ctrl+right',
      'down',
      'é',
      '漢',
      'q',
      'return',
    ]);
  });

  it('is U+FFFD where it is not UTF-8', () => {
    expect(eventsOf([Uint8Array.of(0xe9, 0x61, 0xe6, 0xbc, 0x1b, 0x5b, 0x41)])).toEqual(
      ['\ufffd', 'a', '\ufffd', 'up'].map((name) => ({ kind: 'key', name })),
    );
  });
});

describe('what is no key', () => {
  it.each([
    // Answers to questions that this program does not ask, keys that it does not know, releases of keys.
    '\x1b[?2026;1$y',
    '\x1b[?1u',
    '\x1b[0n',
    '\x1b[?997;1n',
    '\x1b[8;24;80t',
    '\x1b[97;5:3u',
    '\x1b[1;1:3A',
    '\x1b[99~',
    '\x1b[201~',
    '\x1b[35;12;3M',
    '\x1bOz',
    '\x1b[3@',
    // Answers to questions that this program does not ask.
    '\x1b]10;rgba:f/f/f/8\x07',
    '\x1b[?5;10R',
    '\x1b[?62;22c',
    '\x1b[>0;276;0c',
    '\x1b[I',
    '\x1b[O',
    '\x1b[!p',
    '\x1b]4;1;rgb:0/0/0\x1b\\',
    '\x1b]52;c;aGVsbG8=\x07',
    '\x1bP>|xterm.js(6.0)\x1b\\',
    '\x1bP1+r544e=787465726d\x1b\\',
    '\x1b_Gi=1;OK\x1b\\',
    `\x1b[${'1;'.repeat(500)}A`,
    `\x1b]11;${'x'.repeat(5000)}\x07`,
    '\u0085\u009b',
  ])('is swallowed whole: %j', (sent) => {
    expect(keys(`${sent}q`)).toEqual(['q']);
  });

  it.each<[string, string[]]>([
    ['\x1b[1;5\x03q', ['ctrl+c', 'q']],
    ['\x1b[1;5\x1b[A', ['up']],
    ['\x1b]11;rgb:\x03', ['ctrl+c']],
    ['\x1b\x03', ['escape', 'ctrl+c']],
    ['\x1b\x1b\x03', ['escape', 'escape', 'ctrl+c']],
    ['\x1b]11;rgb:\x1b[A', ['up']],
    ['\x1b[1;é', ['é']],
    ['\x1b[\r', ['alt+[', 'return']],
    ['\x1b]\r', ['alt+]', 'return']],
  ])('is broken off by a control byte: %j', (sent, names) => expect(keys(sent)).toEqual(names));
});

describe('Escape', () => {
  const flushed = (sent: string) => {
    const decoder = decodeInput();
    const before = decoder.take(bytesOf(sent));
    const isUndecided = decoder.isUndecided();
    const events = [...before, ...decoder.flush(), ...decoder.take(bytesOf('q'))];
    return { isUndecided, names: events.map((event) => (event.kind === 'key' ? event.name : event.kind)) };
  };

  it.each<[string, string[]]>([
    ['\x1b', ['escape', 'q']],
    ['\x1b\x1b', ['escape', 'escape', 'q']],
    ['\x1b\x1b\x1b', ['escape', 'escape', 'escape', 'q']],
    ['j\x1b', ['j', 'escape', 'q']],
    ['\x1b[', ['alt+[', 'q']],
    ['\x1bO', ['alt+O', 'q']],
    ['\x1b\x1bO', ['escape', 'alt+O', 'q']],
    ['\x1b]', ['alt+]', 'q']],
    ['\x1bP', ['alt+P', 'q']],
    // Typed to get out of an answer that never ends.
    ['\x1b]11;rgb:\x1b', ['escape', 'q']],
  ])('is decided by time: %j', (sent, names) => {
    expect(flushed(sent)).toEqual({ isUndecided: true, names });
  });

  it.each<[string, string[]]>([
    ['', ['q']],
    ['j', ['j', 'q']],
    // No hand types the beginning of these within the delay: the rest is awaited, however slow the line.
    ['\x1b[1;5', []],
    ['\x1b]11;rgb', []],
    ['\x1b[200~', []],
  ])('is not what time decides of %j', (sent, names) => {
    expect(flushed(sent)).toEqual({ isUndecided: false, names });
  });

  it('and the key after it are two keys, as the beginning of another Escape is', () => {
    expect(keys('\x1b\x1bx')).toEqual(['escape', 'alt+x']);
    expect(keys('\x1b\x1b\x1b[A')).toEqual(['escape', 'alt+up']);
  });

  it('is not lost before what no key is', () => {
    expect(decode('\x1b\x1b[200~x\x1b[201~').map(({ kind }) => kind)).toEqual(['key', 'paste']);
  });
});

it.each([
  ['\x1b]11;rgb:0000/8080/ffff\x1b\\', { red: 0, green: 128, blue: 255 }],
  ['\x1b]11;rgb:1e/1e/2e\x07', { red: 30, green: 30, blue: 46 }],
  ['\x1b]11;rgba:f/f/f/8\x07', { red: 255, green: 255, blue: 255 }],
])('an answer of the background: %j', (sent, color) => expect(decode(sent)).toEqual([{ kind: 'background', color }]));

describe('a paste', () => {
  const paste = (text: string) => `\x1b[200~${text}\x1b[201~`;

  it.each([
    ['one line', 'curl https://example.com', 'curl https://example.com'],
    ['lines, as terminals send them', 'a\rb\r', 'a\nb\n'],
    ['lines that a terminal left alone', 'a\r\nb\n', 'a\nb\n'],
    ['what would be commands', 'q\x03\x1a\x1b[A\x1b', 'q\x03\x1a\x1b[A\x1b'],
    ['beginnings of its end', '\x1b[201\x1b[20\x1b\x1b[201', '\x1b[201\x1b[20\x1b\x1b[201'],
    ['a beginning in it', '\x1b[200~', '\x1b[200~'],
    ['more than ASCII', 'é漢👩‍👩‍👧\ufeff', 'é漢👩‍👩‍👧\ufeff'],
    ['nothing', '', ''],
  ])('of %s is one event', (_what, sent, text) => {
    expect(decode(`j${paste(sent)}k`)).toEqual([
      { kind: 'key', name: 'j' },
      { kind: 'paste', text },
      { kind: 'key', name: 'k' },
    ]);
  });

  it('of as many bytes as are kept is whole, of one more it is only counted', () => {
    const pasted = (text: string) => {
      const events = eventsOf([bytesOf(`${paste(text)}q`)], 10);
      expect(eventsByteByByte(bytesOf(`${paste(text)}q`), 10)).toEqual(events);
      return events;
    };
    expect(pasted('0123456789')[0]).toEqual({ kind: 'paste', text: '0123456789' });
    expect(pasted('0123456789a')).toEqual([
      { kind: 'long-paste', length: 11 },
      { kind: 'key', name: 'q' },
    ]);
    expect(pasted('0123456\x1b[201')[0]).toEqual({ kind: 'long-paste', length: 12 });
  });
});

describe('what begins and does not end', () => {
  const BEGUN = ['\x1b[12;', '\x1bO1', '\x1bPabc', '\x1b]52;c;abc', '\x1b_G'];

  it.each(BEGUN)('is dropped when it is given up, and the next key counts: %j', (sent) => {
    const decoder = decodeInput();
    expect(decoder.take(bytesOf(sent))).toEqual([]);
    expect(decoder.isUnfinished()).toBe(true);
    expect(decoder.giveUp()).toEqual([]);
    expect(decoder.isUnfinished()).toBe(false);
    expect(decoder.take(bytesOf('q'))).toEqual([{ kind: 'key', name: 'q' }]);
  });

  it.each(['', 'q', '\x1b[A', '\x1b[200~abc\x1b[201~', '\xe2\x80'])('is not what keeps a key waiting: %j', (sent) => {
    const decoder = decodeInput();
    decoder.take(bytesOf(sent));
    expect(decoder.isUnfinished()).toBe(false);
    expect(decoder.giveUp()).toEqual([]);
  });
});

describe('a paste that does not end', () => {
  /** A decoder that was given these pieces, and then gave up. */
  function givenUp(...pieces: string[]) {
    const decoder = decodeInput();
    for (const piece of pieces) expect(decoder.take(bytesOf(piece))).toEqual([]);
    expect(decoder.isUndecided()).toBe(false);
    expect(decoder.isUnfinished()).toBe(true);
    return { decoder, events: decoder.giveUp() };
  }

  it('is told with its length, and none of it is given', () => {
    expect(givenUp('\x1b[200~ab', 'cq').events).toEqual([{ kind: 'unfinished-paste', length: 4 }]);
  });

  it.each<[string, string[]]>([
    ['q', ['q']],
    ['\r', ['return']],
    ['\x03', ['ctrl+c']],
    ['é', ['é']],
    ['\x1b[A', ['up']],
    ['\x1b', []],
  ])('ends with the next key, which counts: %j', (sent, names) => {
    const { decoder } = givenUp('\x1b[200~abc');
    expect(decoder.take(new TextEncoder().encode(sent))).toEqual(names.map((name) => ({ kind: 'key', name })));
    expect(decoder.isUnfinished()).toBe(false);
    decoder.flush();
    expect(decoder.take(bytesOf('jq'))).toEqual(['j', 'q'].map((name) => ({ kind: 'key', name })));
  });

  it.each([[['def\x1b[201~']], [['\x1b[201~']], [['qqq', 'q', 'q\x1b[201~']], [['def\x1b[2', '01~']]])(
    'is whole when its rest comes late, and no key of it counts: %j',
    (pieces) => {
      const { decoder } = givenUp('\x1b[200~abc');
      const text = `abc${pieces.join('').replace('\x1b[201~', '')}`;
      expect(pieces.flatMap((piece) => [...decoder.take(bytesOf(piece))])).toEqual([{ kind: 'paste', text }]);
    },
  );

  it('is given up again when it stalls again', () => {
    const { decoder } = givenUp('\x1b[200~abc');
    expect(decoder.take(bytesOf('defg'))).toEqual([]);
    expect(decoder.giveUp()).toEqual([{ kind: 'unfinished-paste', length: 7 }]);
    expect(decoder.take(bytesOf('q'))).toEqual([{ kind: 'key', name: 'q' }]);
  });

  it.each([[['\x1b[200~\x03']], [['\x1b[200~abc\x03']], [['\x1b[200~abc', '\x03']]])(
    'is left with Ctrl-C at once, without a second of silence: %j',
    (pieces) => {
      const decoder = decodeInput();
      for (const piece of pieces) expect(decoder.take(bytesOf(piece))).toEqual([]);
      expect(decoder.isUndecided()).toBe(true);
      expect(decoder.flush()).toEqual([{ kind: 'key', name: 'ctrl+c' }]);
      expect(decoder.take(bytesOf('q'))).toEqual([{ kind: 'key', name: 'q' }]);
    },
  );
});
