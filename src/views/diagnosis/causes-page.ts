/**
 * Creates the first and last pages of a diagnosis. The first page has the causes, their fixes, and the evidence. The
 * last page has the request as given.
 */

import type { ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import { CAUSES_STAGE } from '../../diagnosis/traces/stages.ts';
import { REQUEST, REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { printable } from '../characters/visible.ts';
import { requireDiagnosis, requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, heading, keys, type Line, line, type Page, words } from '../page.ts';
import { textLines } from '../value-blocks.ts';
import {
  causeRun,
  changeBlocks,
  fixBlocks,
  nextBlocks,
  readBlocks,
  sourceBlocks,
  surenessBlocks,
} from './diagnosis-report.ts';
import { findingSays } from './finding-words.ts';
import { leadingVerdict, verdictBlocks } from './refusal-verdict.ts';
import { otherInWords, questionBlocks, ruledOutBlocks, suspectBlocks } from './suspect-blocks.ts';

export function causesPage(facts: WalkFacts): Page {
  const diagnosis = requireDiagnosis(facts);
  const [first, ...others] = diagnosis.findings;
  const isVerdictFirst = leadingVerdict(diagnosis) !== null;
  return {
    ...CAUSES_STAGE,
    main: [
      ...(first === undefined || isVerdictFirst ? [line('', [causeRun(diagnosis)])] : []),
      ...(first ? [findingLine(first, 0)] : []),
    ],
    blocks: [
      ...(first ? [...fixBlocks(first), ...(first.side === null ? [] : [ENTER])] : []),
      ...verdictBlocks(diagnosis),
      ...(first ? surenessBlocks(first) : []),
      ...(first ? suspectBlocks(first) : []),
      ...(first && first.changes.length > 0 ? changeBlocks(first) : []),
      ...otherBlocks(others, otherInWords(diagnosis)),
      ...questionBlocks(diagnosis),
      ...ruledOutBlocks(diagnosis),
      ...nextBlocks(diagnosis.next),
      ...(first ? sourceBlocks(first) : []),
      ...readBlocks(diagnosis),
    ],
  };
}

const ENTER: Block = keys('Press Enter to walk through this mistake step by step. Press → to see both sides.');

/** Returns the line for a cause. The line leads to the cause's replay, if the cause has one. */
function findingLine(finding: ShownFinding, index: number): Line {
  const { side } = finding;
  const isSure = finding.standing.kind !== 'possible';
  const shown = line(finding.isSameBytes ? 'same' : finding.standing.kind, [
    { text: `${isSure ? '✗' : '?'} ${printable(findingSays(finding))}`, meaning: isSure ? 'differs' : 'name' },
  ]);
  return side === null ? shown : { ...shown, leadsTo: replayOf(index) };
}

function otherBlocks(others: readonly ShownFinding[], otherwise: string | null): Block[] {
  if (others.length === 0 && otherwise === null) return [];
  return [
    heading('Other possible causes'),
    ...others.map((finding, index) => findingLine(finding, index + 1)),
    ...(otherwise === null ? [] : [line('', [words(otherwise)])]),
  ];
}

const REPLAY = 'replay/';

/** Returns the ID of the walk that replays the mistake that a finding reports. Findings are numbered from 0. */
export const replayOf = (finding: number): string => `${REPLAY}${finding}`;

/**
 * Returns the index of the finding whose replay a link leads to. Returns `null` if the link leads to something else.
 */
export const findingOfReplay = (way: string): number | null =>
  way.startsWith(REPLAY) ? Number(way.slice(REPLAY.length)) : null;

export function givenRequestPage(facts: WalkFacts, tell: OriginTeller): Page {
  const { request } = requireDiagnosis(facts).read;
  const where = request?.form === 'query' ? 'its query' : 'its Authorization header';
  return {
    ...REQUEST_STAGE,
    says: 'The request as it was given. If a side does not quote its text, the text is computed from this request.',
    main: [],
    blocks: [
      heading('The head', aside(`its signature is in ${where}`)),
      ...textLines('', requireValue(facts, REQUEST), tell),
      keys('On a byte, u lists where it is used. On the earlier pages, o leads back here.'),
    ],
  };
}
