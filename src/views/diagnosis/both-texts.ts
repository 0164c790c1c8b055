/** Lists the lines of the text that differs, so that the first page of a diagnosis can show it whole. */
import type { Octets } from '../../bytes/octets.ts';
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { inSentence } from '../../diagnosis/traces/side-values.ts';
import { shownLines, shownPairs } from '../../sides/difference/line-ends.ts';
import { visible } from '../characters/visible.ts';

/** A line of both sides. If the sides agree, or if only the server's text is known, only `server` is set. */
export interface LineOfBoth {
  /** The number of the line in the server's text, from 1; `null` if the server's text has no such line. */
  readonly number: number | null;
  readonly server: string | null;
  readonly client: string | null;
}

export interface BothTexts {
  readonly title: string;
  readonly lines: readonly LineOfBoth[];
}

/**
 * Returns the text of both sides in which the first difference is. If the client's text is unknown, returns the text
 * that the server quotes. Returns `null` if neither is known.
 */
export function bothTexts({ compared, refused }: ShownDiagnosis): BothTexts | null {
  if (!compared)
    return refused && { title: `The server's ${inSentence(refused.name)}`, lines: linesOf(refused.octets) };
  const { text, pairs } = compared;
  const shown = shownPairs(pairs);
  return {
    title: `${text.name}, both sides`,
    lines: pairs.map(({ server, client }, at): LineOfBoth => {
      const isSame = server !== null && client !== null && server.octets === client.octets;
      const above = pairs.slice(0, at).filter((pair) => pair.server !== null).length;
      return {
        number: server === null ? null : above + 1,
        server: visibleOrNull(shown[at]?.server),
        client: isSame ? null : visibleOrNull(shown[at]?.client),
      };
    }),
  };
}

const visibleOrNull = (octets: Octets | null = null): string | null => (octets === null ? null : visible(octets));

const linesOf = (octets: Octets): LineOfBoth[] =>
  shownLines(octets)
    .flat()
    .map((line, at) => ({ number: at + 1, server: visible(line), client: null }));
