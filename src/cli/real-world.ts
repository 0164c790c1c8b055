/** The real World: files, clock, sockets, terminal. */
import { readdirSync, readFileSync } from 'node:fs';
import { version } from '../../package.json';
import type { World } from '../commands/world.ts';
import { listen } from '../wire/listen.ts';
import { send } from '../wire/send.ts';

/** Beside the folder of the built program, also where it was installed. */
const FIXTURES = new URL('../fixtures/', import.meta.url);

export function realWorld(): World {
  return {
    version,
    output: (text) => void process.stdout.write(text),
    errors: (text) => void process.stderr.write(text),
    now: () => new Date(),
    fixtures: {
      list: (folder) => readdirSync(new URL(folder, FIXTURES)),
      read: (path) => readFileSync(new URL(path, FIXTURES), 'utf8'),
    },
    send,
    listen,
    interrupted: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      }),
    showWalk: process.stdin.isTTY && process.stdout.isTTY ? showWalk : null,
  };
}

/** Ink is loaded only for the screen: plain output starts several times faster without it. */
async function showWalk(walk: Parameters<NonNullable<World['showWalk']>>[0]): Promise<number> {
  const { showWalkOnScreen } = await import('../tui/show-walk.tsx');
  return showWalkOnScreen(walk, process.env.NO_COLOR);
}
