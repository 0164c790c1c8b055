/** A session as lines that are only ever added, for who listens: no screen, no colours. */
import type { DrawnSession } from './session.ts';

/** Resolves when the person leaves. `write`: to a terminal, which makes a line end of each newline, raw or not. */
export function listenTo(session: DrawnSession, write: (text: string) => void): Promise<void> {
  const announcer = session.announcer();
  const say = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  say(announcer.all());
  return new Promise((resolve) => {
    const quit = session.subscribe(() => {
      if (session.exitCode() !== null) {
        quit();
        return resolve();
      }
      say(announcer.change());
    });
  });
}
