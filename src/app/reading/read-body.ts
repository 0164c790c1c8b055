/** The body of a request, from the command line, files or standard input. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { bodyOf, type RequestBody } from '../../http/body/request-body.ts';
import type { DataSource } from '../options/request-options.ts';
import type { World } from '../world/world.ts';

/** Gives the body of a request. */
export type BodyReader = typeof readBody;

/** A single file read byte for byte may be of any size; everything else is put together in memory. */
export async function readBody(
  world: World,
  data: readonly DataSource[],
  isHashed: boolean,
): Promise<RequestBody | Problem> {
  const [only, ...others] = data;
  if (!only) return bodyOf(octetsFromText(''));
  if (others.length === 0 && only.kind === 'file' && only.lineEnds === 'kept' && only.path !== '-') {
    return world.openBody(only.path, isHashed);
  }
  const parts: string[] = [];
  for (const source of data) {
    const part = await readData(world, source);
    if (isProblem(part)) return part;
    parts.push(part);
  }
  return bodyOf(parts.join('&') as Octets);
}

async function readData(world: World, source: DataSource): Promise<string | Problem> {
  if (source.kind === 'text') return octetsFromText(source.text);
  const octets = await world.readFile(source.path);
  if (isProblem(octets)) return octets;
  return source.lineEnds === 'kept' ? octets : octets.replace(/[\r\n\0]/g, '');
}
