/** The outside as it was at one moment, for a request that is planned again and again: nothing is read twice. */
import { isProblem } from '../../bytes/problem.ts';
import type { Profile } from '../settings/settings.ts';
import type { World } from '../world/world.ts';
import { type BodyReader, readBody } from './read-body.ts';

/** The clock stands still; a file, a profile or standard input is read when it is first asked for. */
export function heldWorld(world: World): World {
  const now = world.now();
  const profile = remembered(async (name: string | null) => {
    const found = await world.loadProfile(name);
    return isProblem(found) ? found : heldProfile(found);
  });
  const openBody = remembered(([path, isHashed]: readonly [string, boolean]) => world.openBody(path, isHashed));
  return {
    ...world,
    now: () => now,
    readFile: remembered(world.readFile),
    openBody: (path, isHashed) => openBody([path, isHashed]),
    loadProfile: profile,
  };
}

/** Its credentials may ask another program or server: once. */
function heldProfile(profile: Profile): Profile {
  const credentials = remembered((_whose: null) => profile.credentials());
  return { ...profile, credentials: () => credentials(null) };
}

/** The same body, put together and hashed, for the same data: of the last that was asked for. */
export function rememberedBody(): BodyReader {
  let last: { readonly key: string; readonly body: ReturnType<BodyReader> } | null = null;
  return (world, data, isHashed) => {
    const key = JSON.stringify([data, isHashed]);
    if (last?.key !== key) last = { key, body: readBody(world, data, isHashed) };
    return last.body;
  };
}

function remembered<Key extends string | null | readonly [string, boolean], Found>(
  find: (key: Key) => Promise<Found>,
): (key: Key) => Promise<Found> {
  const known = new Map<string, Promise<Found>>();
  return (key) => {
    const name = JSON.stringify(key);
    const found = known.get(name) ?? find(key);
    known.set(name, found);
    return found;
  };
}
