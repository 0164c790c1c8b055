/**
 * Copies text to the clipboard of the user's own machine, even over SSH, with OSC 52
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, “Manipulate Selection Data”).
 */
import { type Problem, problem } from '../../bytes/problem.ts';

const BEGIN = '\x1b]52;c;';
/** The end of the sequence. BEL is used rather than `ESC \` because more terminals and multiplexers support it. */
const END = '\x07';

/**
 * The maximum length of a sequence in bytes, which is enough for 74,994 bytes of text. No standard sets a limit. This
 * limit comes from hterm's osc52.sh (https://chromium.googlesource.com/apps/libapps/+/HEAD/hterm/etc/osc52.sh), and
 * other programs use it too. Some terminals accept less and do not report the failure (tabby 3 kB, Termux 6 kB, GNU
 * screen 768 bytes). tmux accepts 1 MiB.
 */
const SEQUENCE_LIMIT = 100_000;
export const CLIPBOARD_LIMIT = Math.floor((SEQUENCE_LIMIT - BEGIN.length - END.length) / 4) * 3;

/**
 * Returns the sequence that makes a terminal copy a text, or a problem if the text is too long, because a partial copy
 * would be worse than none. The caller says “sent to the terminal” rather than “copied”. No terminal confirms the copy,
 * and some are configured not to copy (xterm, unless its `allowWindowOps` is set). In tmux, the sequence is the same.
 * tmux copies the text and passes on the sequence if the user has `set -g set-clipboard on`. Wrapping the sequence for
 * tmux would require `allow-passthrough`, which is also off by default.
 */
export function clipboardSequence(text: string): string | Problem {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > CLIPBOARD_LIMIT) {
    return problem(
      'clipboard-limit',
      `The value has ${bytes.length} bytes, and a terminal copies at most ${CLIPBOARD_LIMIT}.`,
      'Take it from --json or --plain instead.',
    );
  }
  return BEGIN + bytes.toString('base64') + END;
}
