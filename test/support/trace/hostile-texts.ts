/** Texts that a terminal would act on or that a reader cannot see, as a client or a server may send them. */
import { utf8 } from '../octets-of.ts';

/** Each with what it would do; one character a byte, and none ends a line of HTTP. */
export const HOSTILE: readonly string[] = [
  '\x1b]2;HOSTILE\x1b\\', // title
  '\x9d0;HOSTILE\x9c', // title, by C1
  utf8('\u009d0;HOSTILE\u009c'), // the same in UTF-8
  '\x1b]52;c;SE9TVElMRQ==\x07', // clipboard
  '\x1b]8;;http://hostile.example/\x1b\\link\x1b]8;;\x1b\\', // link
  '\x1b[2J\x1b[H', // clears, moves
  '\x1b[?25l\x1b[?1049h\x1b[?1000h\x1b[?2004h', // modes
  '\x9b31m\x9b2J', // C1 CSI
  utf8('\u009b31m'), // the same in UTF-8
  '\x1bc', // reset
  '\x1b[6n', // makes the terminal type
  '\x1b#8', // fills the screen
  '\x08\x08\x08\x7f\x07\x0b\x0c\x0e\x0f', // moves back, rings, other character set
  utf8('\u202eevil\u202c\u2066\u2067\u2069'), // bidi
  utf8('\u200b\u200d\u2060\ufeff\u00ad'), // nothing to see
  utf8('\u2028\u2029\u{e0041}'), // line ends, tags
  '\x80\x85\x90\xff\xfe', // C1, no UTF-8
];

/** In UTF-8: C0 but the newline, DEL, C1, bidi controls, what has no width, what is no character. */
export const UNSEEN =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\u{e0000}-\u{e007f}]/u;
