/** The result of running vectors, as text and as JSON. */

import { type Octets, textFromOctets } from '../bytes/octets.ts';
import { visible } from '../pages/visible.ts';
import type { Check } from '../vectors/expectations.ts';
import { countVectors, type GroupResult, type VectorResult } from '../vectors/run.ts';
import { jsonText } from './json-text.ts';

export function vectorsText(groups: readonly GroupResult[]): string {
  const { passed, total } = countVectors(groups);
  const verdict = `${passed === total ? '✓' : '✗'} this build passes ${passed} of ${total} published test vectors\n`;
  return [verdict, ...groups.map(groupText)].join('\n');
}

function groupText({ id, publisher, results, declined }: GroupResult): string {
  const passed = results.filter((result) => result.firstDifference === null).length;
  const errata = results.filter(({ vector }) => (vector.errata ?? []).length > 0);
  const rows = [
    `${id}: ${passed} of ${results.length}`,
    `  ${publisher.title}`,
    `  ${publisher.source}`,
    `  licence: ${publisher.licence}`,
    ...stageCounts(results).map(
      ({ stage, agreeing, compared, isPublished }) =>
        `  ${stage.padEnd(18)} ${agreeing} of ${compared} values agree${isPublished ? '' : ' (computed by others; none is published)'}`,
    ),
    ...results.flatMap(differenceRows),
    ...declined.map(({ name, declined: why }) => `  not counted  ${name}: ${why}`),
    ...errata.flatMap(({ vector }) =>
      (vector.errata ?? []).map((erratum) => `  erratum      ${vector.name}: ${erratum}`),
    ),
  ];
  return `${rows.join('\n')}\n`;
}

interface StageCount {
  readonly stage: string;
  readonly agreeing: number;
  readonly compared: number;
  /** Whether any of the values is printed by the publisher. */
  readonly isPublished: boolean;
}

function stageCounts(results: readonly VectorResult[]): StageCount[] {
  const checks = results.flatMap((result) => result.checks);
  return [...new Set(checks.map((check) => check.stage))].map((stage) => {
    const compared = checks.filter((check) => check.stage === stage);
    return {
      stage,
      compared: compared.length,
      agreeing: compared.filter((check) => check.agrees).length,
      isPublished: compared.some((check) => check.authority === 'published'),
    };
  });
}

function differenceRows({ vector, firstDifference }: VectorResult): string[] {
  if (!firstDifference) return [];
  const { stage, value, expected, actual } = firstDifference;
  return [
    `  ✗ ${vector.name} differs first at ${stage}, in ${value}`,
    `      expected ${visible(expected)}`,
    `      computed ${actual === null ? 'nothing: the trace did not get that far' : visible(actual)}`,
  ];
}

export function vectorsJson(groups: readonly GroupResult[]): string {
  const document = {
    version: 1,
    ...countVectors(groups),
    groups: groups.map(({ id, publisher, results, declined }) => ({
      id,
      publisher,
      stages: stageCounts(results),
      vectors: results.map(({ vector, checks, firstDifference }) => ({
        name: vector.name,
        passed: firstDifference === null,
        firstDifference: firstDifference && { stage: firstDifference.stage, value: firstDifference.value },
        checks: checks.map(checkJson),
        errata: vector.errata ?? [],
      })),
      declined: declined.map(({ name, declined: why }) => ({ name, why })),
    })),
  };
  return jsonText(document);
}

function checkJson({ value, stage, authority, computedBy, agrees, expected, actual }: Check) {
  const text = (octets: Octets | null) => octets && (textFromOctets(octets) ?? octets);
  return { value, stage, authority, computedBy, agrees, expected: text(expected), actual: text(actual) };
}
