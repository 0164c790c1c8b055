/** Provides access to the sources that planning a request reads: files, standard input, and the clock. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { bodyOf, type RequestBody } from '../../http/body/request-body.ts';
import type { DataSource } from '../options/request-options.ts';
import type { World } from '../world/world.ts';

export interface PlanningReads extends Pick<World, 'now' | 'readFile' | 'openBody'> {
  /** Reads the body of a request that is not a form. */
  readonly readBody: (data: readonly DataSource[], isHashed: boolean) => Promise<RequestBody | Problem>;
}

export function readsOf({ now, readFile, openBody }: Pick<World, 'now' | 'readFile' | 'openBody'>): PlanningReads {
  const files = { now, readFile, openBody };
  return { ...files, readBody: (data, isHashed) => readBody(files, data, isHashed) };
}

/** Returns reads for a request that is planned repeatedly. Each file is read only once, when it is first needed. */
export function readOnce(reads: PlanningReads): PlanningReads {
  const readFile = remembered(reads.readFile);
  const open = remembered(([path, isHashed]: readonly [string, boolean]) => reads.openBody(path, isHashed));
  const openBody: World['openBody'] = (path, isHashed) => open([path, isHashed]);
  // The key is the object itself. Each keystroke creates a new object, after which the body of the old object can be
  // freed.
  const bodies = new WeakMap<readonly DataSource[], ReturnType<PlanningReads['readBody']>>();
  return {
    now: reads.now,
    readFile,
    openBody,
    // `isHashed` is not part of the key, because an edit does not change it.
    readBody(data, isHashed) {
      const body = bodies.get(data) ?? readBody({ readFile, openBody }, data, isHashed);
      bodies.set(data, body);
      return body;
    },
  };
}

function remembered<Key, Found>(find: (key: Key) => Promise<Found>): (key: Key) => Promise<Found> {
  const known = new Map<string, Promise<Found>>();
  return (key) => {
    const name = JSON.stringify(key);
    const found = known.get(name) ?? find(key);
    known.set(name, found);
    return found;
  };
}

/** Reads a body. A single file that is sent byte for byte may have any size. Any other body is joined in memory. */
async function readBody(
  files: Pick<World, 'readFile' | 'openBody'>,
  data: readonly DataSource[],
  isHashed: boolean,
): Promise<RequestBody | Problem> {
  const [only, ...others] = data;
  if (!only) return bodyOf(octetsFromText(''));
  if (others.length === 0 && only.kind === 'file' && only.lineEnds === 'kept' && only.path !== '-') {
    return files.openBody(only.path, isHashed);
  }
  const parts: string[] = [];
  for (const source of data) {
    const part = await readData(files, source);
    if (isProblem(part)) return part;
    parts.push(part);
  }
  return bodyOf(parts.join('&') as Octets);
}

async function readData({ readFile }: Pick<World, 'readFile'>, source: DataSource): Promise<string | Problem> {
  if (source.kind === 'text') return octetsFromText(source.text);
  const octets = await readFile(source.path);
  if (isProblem(octets)) return octets;
  return source.lineEnds === 'kept' ? octets : octets.replace(/[\r\n\0]/g, '');
}
