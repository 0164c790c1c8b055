/** Makes the document that `dialects --json` prints. */
import { comparedTexts } from '../dialects/compared-dialects.ts';
import { DIALECT_ROWS } from '../dialects/dialect-rows.ts';
import { differenceOf } from '../dialects/dialects-report.ts';
import type { Results } from '../results.ts';

/** Makes the document. `version` changes when the shape of the document changes. */
export const dialectsDocument = ({ dialects, compared }: Results['dialects']) => ({
  version: 1,
  dialects: dialects.map(({ id, dialect }) => ({
    id,
    vendor: dialect.words.vendor,
    see: dialect.see.calculation,
    ...Object.fromEntries(DIALECT_ROWS.map(({ id: row, of }) => [row, of(dialect)])),
  })),
  compared: (compared ? comparedTexts(compared) : []).map(({ id, pair: [one, other] }) => ({
    id,
    one,
    other,
    difference: one === other ? null : differenceOf(one, other),
  })),
});
