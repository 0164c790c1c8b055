/**
 * Writes the report of a broken request: what changes in each step, the server's answer, and what the diagnosis names.
 */
import { hexFromOctets } from '../../bytes/octets.ts';
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { RESPONSE_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { SIGNATURE_BITS } from '../../trace/changes.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { printable, visible } from '../characters/visible.ts';
import { diagnosisTitle } from '../diagnosis/diagnosis-view.ts';
import { outcomeRun } from '../exchange-outcome.ts';
import type { BrokenFacts, ShownBreak, WalkFacts } from '../facts.ts';
import { aside, type Block, differs, heading, line, named, prose, type Report, type Run, words } from '../page.ts';
import type { Results } from '../results.ts';
import { type BreakChanges, breakChanges, type ChangedValue, changedLines } from './break-changes.ts';
import { errorsInWords, sideInWords } from './break-words.ts';

/** Returns the report as blocks. */
export function breakReport({ right, broken, diagnosis }: BrokenFacts): Block[] {
  const changes = breakChanges(right.trace, broken.trace);
  const { exchange } = broken;
  return [
    ...broken.breaks.map(breakLine),
    ...changes.stages
      .filter(({ stage }) => stage.id !== RESPONSE_BYTES_STAGE.id)
      .flatMap(({ stage, values }) => stageBlocks(stage.title, values, changes)),
    ...bodyBlocks(right, broken),
    heading('The server answers', aside(answersInWords(broken.breaks))),
    ...(exchange ? [prose(outcomeRun(exchange))] : []),
    ...(diagnosis ? [heading('The diagnosis'), prose(diagnosisTitle(diagnosis)), ...namedBlocks(diagnosis)] : []),
  ];
}

/** Lists breaks, for `--break list`. */
export const breakList = ({ breaks }: Results['breaks']): Report => ({
  blocks: breaks.flatMap((one) => [prose(named(one.id)), prose(aside(`  ${sideInWords(one)}: `), printable(one.says))]),
});

const breakLine = (one: ShownBreak): Block =>
  prose(differs('BROKEN '), `${printable(one.says)} `, aside(`(${one.id})`));

/**
 * Lists the errors that S3 can return for one break. With several breaks, the first check that fails determines the
 * error.
 */
function answersInWords(breaks: readonly ShownBreak[]): string {
  const [only, ...others] = breaks;
  if (!only || others.length > 0) return '';
  return `expected: ${errorsInWords(only.answers)}`;
}

function stageBlocks(title: string, values: readonly ChangedValue[], changes: BreakChanges): Block[] {
  if (values.length === 0) return [heading(title, aside('nothing changes'))];
  return [heading(title), ...values.flatMap((value) => valueBlocks(value, changes))];
}

function valueBlocks({ before, after, ranges }: ChangedValue, { flippedBits }: BreakChanges): Block[] {
  const value = after ?? before;
  if (value === null) return [];
  const bytes = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const bits = value.id === SIGNATURE.id && flippedBits !== null ? `, ${flippedBits} of ${SIGNATURE_BITS} bits` : '';
  const { length } = value.bytes.octets;
  const removed = (before?.bytes.octets.length ?? 0) - length;
  const counted =
    bytes === 0 && removed > 0
      ? `${removed} of ${length + removed} bytes are removed`
      : `${bytes} of ${length} bytes change${bits}`;
  const says = after === null ? 'is not computed' : before === null ? 'is new' : counted;
  return [line(value.name, aside(says)), ...(before && after ? linesOf(before, after) : [])];
}

function linesOf(before: RedactedValue, after: RedactedValue): Block[] {
  if (after.form === 'octets') return [valueLine('-', before), valueLine('+', after)];
  return changedLines(before.bytes.octets, after.bytes.octets).flatMap((changed) => [
    ...(changed.before === null ? [] : [line('-', textRuns(visible(changed.before)))]),
    ...(changed.after === null ? [] : [line('+', textRuns(visible(changed.after)))]),
  ]);
}

const valueLine = (sign: string, { bytes, masked }: RedactedValue): Block =>
  line(sign, masked.length > 0 ? [aside('(masked)')] : textRuns(hexFromOctets(bytes.octets)));

const textRuns = (text: string): Run[] => [text === '' ? aside('(empty line)') : words(text)];

function bodyBlocks({ body }: WalkFacts, { body: arrived }: WalkFacts): Block[] {
  if (body.beginning === arrived.beginning) return [];
  return [
    heading('Body', aside('changed in transit')),
    prose(`${arrived.length} bytes arrive, with a different hash.`),
  ];
}

/** Lists the causes that are named, with their IDs, so that they can be compared with the breaks. */
function namedBlocks({ findings }: ShownDiagnosis): Block[] {
  const named = findings.filter(({ certainty }) => certainty.kind !== 'possible');
  return named.map(({ cause, variant, certainty }) =>
    prose(aside(`${certainty.kind}: ${cause.id}${variant === null ? '' : `/${variant}`}`)),
  );
}
