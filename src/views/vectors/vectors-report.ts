/** Says what running vectors has shown, and counts what its document reports. */

import { DISAGREEMENTS, kebab } from '../../sigv4/rules.ts';
import { byOwner, countVectors, type GroupResult, type VectorResult } from '../../vectors/run.ts';
import type { DeclinedVector } from '../../vectors/vector.ts';
import { printable, visible } from '../characters/visible.ts';
import type { Results } from '../results.ts';

const LABEL = '  other rule   '.length;

/** A row, or a text that begins after a label and goes on below its own beginning. */
export type ReportRow = string | { readonly label: string; readonly text: string };

/** Returns the parts of the report, in rows. */
export function vectorsReport({ groups }: Results['vectors']): readonly (readonly ReportRow[])[] {
  const { published, ours } = byOwner(groups);
  const verdicts = [
    verdict(published, 'published test vectors'),
    ...(ours.length > 0 ? [verdict(ours, 'vectors of our own, for what the published ones miss')] : []),
  ];
  return [verdicts, ...groups.map(groupRows), disagreementRows()];
}

function verdict(groups: readonly GroupResult[], what: string): string {
  const { passed, total } = countVectors(groups);
  return `${passed === total ? '✓' : '✗'} this build passes ${passed} of ${total} ${what}`;
}

function groupRows({ id, publisher, results, declined }: GroupResult): ReportRow[] {
  const passed = results.filter((result) => result.firstDifference === null).length;
  const notes = results.flatMap(({ vector: { name, note } }) => (note === undefined ? [] : [[name, note] as const]));
  const errata = results.flatMap(({ vector: { name, errata: texts = [] } }) =>
    texts.map((text) => [name, text] as const),
  );
  const others = otherRules(results).map(
    ({ vector, rule, choice, source }) => [vector, `${kebab(rule)} ${choice}, as in ${source}`] as const,
  );
  return [
    `${printable(id)}: ${passed} of ${results.length}`,
    `  ${printable(publisher.title)}`,
    `  ${printable(publisher.source)}`,
    `  license: ${printable(publisher.licence)}`,
    ...stageCounts(results).map(stageRow),
    ...results.flatMap(differenceRows),
    ...remarks('other rule', others),
    ...declined.map(declinedRow),
    ...remarks('erratum', errata),
    ...remarks('note', notes),
  ];
}

function stageRow(count: ReturnType<typeof stageCounts>[number]): string {
  const { stage, agreeing, compared, verified, isPublished } = count;
  const asides = [
    ...(verified > 0 ? [`${verified} by verifying the signature`] : []),
    ...(isPublished ? [] : ['computed by others; none is published']),
  ];
  const aside = asides.length > 0 ? ` (${asides.join('; ')})` : '';
  return `  ${stage.padEnd(18)} ${agreeing} of ${compared} ${compared === 1 ? 'value agrees' : 'values agree'}${aside}`;
}

function differenceRows({ vector, trace, firstDifference }: VectorResult): string[] {
  if (!firstDifference) return [];
  const { stage, value, by, expected, actual } = firstDifference;
  const { outcome } = trace;
  const computed = actual === null ? 'nothing: the trace did not get that far' : visible(actual);
  return [
    `  ✗ ${printable(vector.name)} differs first at ${stage}, in ${printable(value)}`,
    `      expected ${visible(expected)}`,
    `      computed ${computed}`,
    ...(by === 'verified' ? ['      two signatures are never the same, but the expected one does not verify'] : []),
    ...(outcome.kind === 'malformed' ? [`      because  ${printable(outcome.problem.says)}`] : []),
  ];
}

/**
 * Writes one row with only the first clause of the reason, because there can be many such rows. The JSON form has the
 * whole reason.
 */
function declinedRow({ name, declined }: DeclinedVector): string {
  const [clause] = /^.{20,}?(?=[:.](?: |$))/.exec(declined) ?? [declined];
  return `  not counted  ${printable(name)}: ${printable(clause)}`;
}

/**
 * Writes each remark once, even if multiple vectors share it. The remark has the names of the vectors, or the first
 * name and the number of other vectors.
 */
function remarks(label: string, entries: readonly (readonly [name: string, text: string])[]): ReportRow[] {
  return [...Map.groupBy(entries, ([, text]) => text)].map(([text, of]) => {
    const names = of.map(([name]) => name);
    const named = names.length <= NAMED ? names.join(', ') : `${names[0]} and ${names.length - 1} more`;
    return { label: `  ${label}`.padEnd(LABEL), text: `${named}: ${text}` };
  });
}

const NAMED = 3;

function disagreementRows(): ReportRow[] {
  const rows = DISAGREEMENTS.flatMap(({ rule, ours, theirs, says, sources: [ourSource, theirSource] }) => [
    `  ${kebab(rule)}`,
    `    here       ${ours}: ${ourSource}`,
    `    elsewhere  ${theirs}: ${theirSource}`,
    { label: '    ', text: says },
  ]);
  return ['Where sources disagree', ...rows];
}

/** Counts the values of each stage, in the order of the stages. Stages that no trace reached come last. */
export function stageCounts(results: readonly VectorResult[]) {
  const checks = results.flatMap((result) => result.checks);
  // The longest sequence of stages contains the shorter ones in order.
  const lines = results.map(({ trace }) => trace.stages).sort((one, other) => other.length - one.length);
  const stages = lines.flat().map(({ id }) => id);
  return [...new Set([...stages, ...checks.map(({ stage }) => stage)])].flatMap((stage) => {
    const compared = checks.filter((check) => check.stage === stage);
    if (compared.length === 0) return [];
    const agreeing = compared.filter((check) => check.agrees);
    return {
      stage,
      agreeing: agreeing.length,
      compared: compared.length,
      // Values that are different in each run cannot be compared.
      verified: agreeing.filter(({ by }) => by === 'verified').length,
      isPublished: compared.some((check) => check.authority === 'published'),
    };
  });
}

/** Lists the vectors that follow the other source in cases where sources about AWS disagree. */
export const otherRules = (results: readonly VectorResult[]) =>
  results.flatMap(({ vector, trace }) =>
    DISAGREEMENTS.filter(({ rule, theirs }) => trace.rules[rule] === theirs).map(
      ({ rule, theirs, sources: [, source] }) => ({ vector: vector.name, rule, choice: theirs, source }),
    ),
  );
