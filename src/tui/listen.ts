/** A session as lines that are only ever added, for who listens: no screen, no colours. */
import type { Session } from './session.ts';
import { announceAll, announceChange } from './state/announce.ts';

/** Resolves when the person leaves. `write`: to a terminal, which makes a line end of each newline, raw or not. */
export function listenTo(session: Session, write: (text: string) => void): Promise<void> {
  let said = session.frame();
  const say = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  say(announceAll(said.state, said.view));
  return new Promise((resolve) => {
    const quit = session.subscribe(() => {
      const before = said;
      said = session.frame();
      if (said.state.exitCode !== null) {
        quit();
        return resolve();
      }
      say(announceChange(before.state, said.state, said.view));
    });
  });
}
