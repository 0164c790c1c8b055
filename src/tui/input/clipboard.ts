/**
 * Copying to the clipboard of the person's own machine, also over ssh: OSC 52
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, “Manipulate Selection Data”).
 */
import { type Problem, problem } from '../../bytes/problem.ts';

const BEGIN = '\x1b]52;c;';
/** BEL, and not `ESC \`: more terminals and everything between know it. */
const END = '\x07';

/**
 * The most bytes of a sequence, and so 74,994 bytes of text. There is no limit in a standard: this is that of hterm's
 * osc52.sh (https://chromium.googlesource.com/apps/libapps/+/HEAD/hterm/etc/osc52.sh), to which others keep. Some
 * terminals take less and tell nobody (tabby 3 kB, Termux 6 kB, GNU screen 768 bytes); tmux takes 1 MiB.
 */
const SEQUENCE_LIMIT = 100_000;
export const CLIPBOARD_LIMIT = Math.floor((SEQUENCE_LIMIT - BEGIN.length - END.length) / 4) * 3;

/**
 * What to write to the terminal so that it copies a text, or a problem where the text is too long: a part of it would
 * be worse than nothing. The caller says “sent to the terminal”, not “copied”: no terminal confirms, and some are told
 * not to copy (xterm, unless its `allowWindowOps` is set).
 *
 * In tmux the same is sent: tmux copies and hands on where its user has `set -g set-clipboard on`; wrapped for tmux to
 * pass through it would need `allow-passthrough`, which is off as well, and would work no better.
 */
export function clipboardSequence(text: string): string | Problem {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > CLIPBOARD_LIMIT) {
    return problem(
      'clipboard-limit',
      `The value has ${bytes.length} bytes, and a terminal copies ${CLIPBOARD_LIMIT} at most.`,
      'Take it from --json or --plain instead.',
    );
  }
  return BEGIN + bytes.toString('base64') + END;
}
