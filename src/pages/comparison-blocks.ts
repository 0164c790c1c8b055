/** What a request claims beside what a server computes, value by value, and the byte from which they differ. */
import { type Octets, octetAt, sliceOctets } from '../bytes/octets.ts';
import { type Comparison, differingByte, firstDifference } from '../verification/comparison.ts';
import { aside, type Block, heading, type Line, line, type Run, words } from './page.ts';
import { byteName, visible } from './visible.ts';

export function comparisonBlocks(comparisons: readonly Comparison[]): Block[] {
  if (comparisons.length === 0) return [];
  const width = comparisons.reduce((longest, { name }) => Math.max(longest, name.length), 0);
  const first = firstDifference(comparisons);
  return [
    heading('Claimed, and what a server computes'),
    ...comparisons.flatMap((comparison) => comparisonLines(comparison, width, comparison === first)),
  ];
}

/** What the first difference means is said above, with the verdict. */
function comparisonLines(comparison: Comparison, width: number, isFirst: boolean): Line[] {
  const { claimed, standing, says } = comparison;
  const name = `${comparison.name.padEnd(width)}  `;
  switch (standing) {
    case 'same':
      return [line('', [{ text: '✓ ', meaning: 'agrees' }, words(name), ...shown(claimed)])];
    case 'unknown':
      return [
        line('', [{ text: '? ', meaning: 'name' }, words(name), ...shown(claimed)]),
        line('', [aside(`  ${says}`)]),
      ];
    case 'differs':
      return [...differingLines(comparison), ...(isFirst ? [] : [line('', [words(says)])])];
  }
}

function differingLines({ name, claimed, computed }: Comparison): Line[] {
  const at = claimed !== null && computed !== null ? differingByte(claimed, computed) : null;
  return [
    line('', [{ text: `✗ ${name}`, meaning: 'differs' }]),
    line('claimed', shown(claimed, at)),
    line(
      'computed',
      computed === null
        ? [aside('cannot be: no two are alike, but whether one is right can be checked')]
        : shown(computed, at),
    ),
    ...(at === null || claimed === null || computed === null
      ? []
      : [line('', [words(difference(claimed, computed, at))])]),
  ];
}

/** The bytes from which on two values differ, marked. */
function shown(octets: Octets | null, differsFrom: number | null = null): Run[] {
  if (octets === null) return [aside('(missing)')];
  if (octets === '') return [aside('(empty)')];
  if (differsFrom === null) return [{ text: visible(octets), meaning: 'given' }];
  const runs: readonly Run[] = [
    { text: visible(sliceOctets(octets, 0, differsFrom)), meaning: 'given' },
    { text: visible(sliceOctets(octets, differsFrom)), meaning: 'differs' },
  ];
  return runs.filter(({ text }) => text !== '');
}

function difference(claimed: Octets, computed: Octets, at: number): string {
  return `They differ from byte ${at} on: ${byteAt(claimed, at)} against ${byteAt(computed, at)}.`;
}

const byteAt = (octets: Octets, at: number) => (at < octets.length ? byteName(octetAt(octets, at)) : 'the end');
