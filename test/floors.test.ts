/** The house: imports go down the floors only, and what reaches the outside stays in its room. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

/** From the top down. Rooms on one floor do not see each other. */
const FLOORS = [
  'cli library page',
  'commands',
  'screen',
  'app',
  'outputs',
  'layout',
  'views',
  'grading lessons',
  'breaks',
  'diagnosis',
  'suspects',
  'search',
  'causes',
  'sides',
  'drafts sandbox',
  'evidence vectors verification',
  'intake code',
  'aws',
  'sigv4',
  'trace wire disk',
  'http',
  'crypto',
  'bytes',
].map((rooms) => rooms.split(' '));

/** Modules that only one room may import. */
const KEPT: Readonly<Record<string, string>> = {
  'node:net': 'wire',
  'node:tls': 'wire',
  'node:crypto': 'crypto',
  ink: 'screen',
  react: 'screen',
};

const roomOf = (path: string) => relative('src', path).split('/')[0] ?? '';
const floorOf = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));

const IMPORTS = globSync('src/**/*.{ts,tsx}').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/gm)]
    .map(([, early, late]) => early ?? late ?? '')
    .map((target) => ({ target, room: roomOf(file), says: `${file} imports ${target}`, to: join(file, '..', target) })),
);

it('imports go down the floors only', () => {
  const between = IMPORTS.filter(({ target, room, to }) => target.startsWith('.') && roomOf(to) !== room);
  const goesUp = ({ room, to }: (typeof between)[number]) =>
    floorOf(room) < 0 || (to.startsWith('src/') && floorOf(roomOf(to)) <= floorOf(room));
  expect(between.length).toBeGreaterThan(500);
  expect(between.filter(goesUp).map(({ says }) => says)).toEqual([]);
});

it('sockets, hashes, and the libraries of the screen are imported in their rooms only', () => {
  const kept = IMPORTS.filter(({ target }) => target in KEPT);
  expect(kept.filter(({ target, room }) => KEPT[target] !== room).map(({ says }) => says)).toEqual([]);
});
