/** What can be typed in the page of a diagnosis of pastes. */
import { asText, EMPTY } from '../../../src/bytes/octets.ts';
import { readPastes } from '../../../src/page/read-pastes.ts';
import { type LinesToType, linesToType } from '../../../src/views/diagnosis/trial/typed-lines.ts';

export async function toTypeIn(pastes: readonly string[]): Promise<LinesToType | null> {
  const { opens } = await readPastes(pastes, () => new Date(Date.UTC(2013, 4, 24)));
  return opens && linesToType(opens.facts);
}

/** Returns the server's lines by their indexes, as a reader would type them. */
export const serverLines = ({ lines, texts }: LinesToType): ReadonlyMap<number, string> =>
  new Map(lines.map(({ at }) => [at, asText(texts.pairs[at]?.server?.octets ?? EMPTY)]));
