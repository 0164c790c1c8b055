/** Reads the table of a class, and compares its rows with what the submissions must get. */
import type { Expected, Submission } from './submissions.ts';
import { folderName } from './submissions.ts';

export type Row = Readonly<Record<string, string>>;

/** Reads CSV as the program writes it: quoted where it must be, with a byte order mark. */
export function rowsOf(csv: string): readonly Row[] {
  const lines = csv
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(0, -1)
    .map(fieldsOf);
  const [titles = [], ...rows] = lines;
  return rows.map((row) => Object.fromEntries(titles.map((title, at) => [title, row[at] ?? ''])));
}

const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );

/** Returns what differs between the rows and what the submissions must get, as sentences. */
export function faultsIn(rows: readonly Row[], submissions: readonly Submission[]): readonly string[] {
  return submissions.flatMap((submission) => {
    const row = rows.find((one) => one.submission === folderName(submission));
    if (row === undefined) return [`${submission.name} has no row.`];
    return differences(row, submission.expected).map((says) => `${submission.name}: ${says}`);
  });
}

function differences(row: Row, expected: Expected): readonly string[] {
  const points = Number(row.points);
  const { from, to } =
    typeof expected.points === 'number' ? { from: expected.points, to: expected.points } : expected.points;
  const exact: [title: string, wanted: string | number | undefined][] = [
    ['mistakes', expected.mistakes],
    ['restarts', expected.restarts],
    ['stray lines', expected.strayLines],
    ['limit', expected.limit],
    ['own files changed', expected.changed],
  ];
  const patterns: [title: string, wanted: RegExp | undefined][] = [
    ['hints', expected.hints],
    ['not graded', expected.notGraded],
  ];
  return [
    ...(points >= from && points <= to ? [] : [`${points} points, and not ${from} to ${to}`]),
    ...exact.flatMap(([title, wanted]) =>
      wanted === undefined || row[title] === String(wanted) ? [] : [`${title} "${row[title]}", and not "${wanted}"`],
    ),
    ...patterns.flatMap(([title, wanted]) =>
      wanted === undefined || wanted.test(row[title] ?? '') ? [] : [`${title} "${row[title]}", and not ${wanted}`],
    ),
  ];
}
