/** Draws and announces the first page of a diagnosis. */

import { spokenText } from '../../layout/shown-glyphs.ts';
import { diagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import { requireDiagnosis } from '../../views/facts.ts';
import { words } from '../../views/page.ts';
import { type Layout, widthIn } from '../components/regions.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { footerKeys, HELP_KEY, HELP_WIDTH } from '../footer-keys.ts';
import { helpList, isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { type DiagnosisContent, diagnosisRows } from './diagnosis-rows.ts';
import { causesKeyMode, type DiagnosisState } from './diagnosis-state.ts';
import { CAUSES_MODES } from './next-diagnosis.ts';

export function drawDiagnosis(state: DiagnosisState, { size, layout }: ScreenRoom): ScreenRow[] {
  const width = widthIn(size);
  return diagnosisRows(diagnosisContent(state, width, layout), { ...size, width });
}

/** Returns the content of the page. `width` is in cells. */
function diagnosisContent(state: DiagnosisState, width: number, layout: Layout = 'heard'): DiagnosisContent {
  const { walk, index, help, notice, home } = state;
  return {
    page: diagnosisView(requireDiagnosis(walk.facts)),
    isProjected: layout === 'projector',
    index,
    notice: notice === null ? null : [words(notice)],
    list: help === null ? null : helpList(help, CAUSES_MODES),
    footer: footerKeys(
      {
        mode: causesKeyMode(state),
        isOffered: help === null ? ({ action }) => action !== 'help' && isOffered(action, state) : isOfferedInHelp,
        named: (binding) =>
          binding.action === 'leave' && home !== null ? { ...binding, footer: ['q', `to the ${home}`] } : binding,
        // The ways back are always offered.
        isFirst: ({ action }) => action === 'undo' || (action === 'leave' && home !== null),
      },
      width - HELP_WIDTH,
    ),
    footerEnd: HELP_KEY,
  };
}

function isOffered(action: string, { walk, below }: DiagnosisState): boolean {
  const { findings, texts } = requireDiagnosis(walk.facts);
  switch (action) {
    case 'replay':
      return findings.some(({ side }) => side !== null);
    case 'next-pane':
      return texts.length > 0;
    case 'line-down':
      return findings.length > 1;
    case 'undo':
      return below !== null;
    case 'paste-more':
      return walk.pasteMore !== null || below === 'paste';
    default:
      return true;
  }
}

const ANY_WIDTH = Number.POSITIVE_INFINITY;

export function announceDiagnosis(state: DiagnosisState, { size }: ScreenRoom): string[] {
  const { footer, footerEnd } = diagnosisContent(state, size.width);
  return [...linesToHear(state), `Keys: ${spokenText(footer)}, ${spokenText(footerEnd)}`];
}

export function changeOfDiagnosis(before: DiagnosisState, after: DiagnosisState): string[] {
  const known = new Set(linesToHear(before));
  return linesToHear(after).filter((line) => !known.has(line));
}

function linesToHear(state: DiagnosisState): string[] {
  const { page, index, notice, list } = diagnosisContent(state, ANY_WIDTH);
  if (list) return list.items.map(spokenText);
  const { lines } = page;
  const suspect = page.suspects[index];
  const cause = page.causes[index];
  const fix = cause?.fix ?? page.fix;
  return [
    `Diagnosis of ${page.about.join(', ')}`,
    `${page.sure === '' ? '' : `${page.sure.toLowerCase()}: `}${spokenText([page.verdict])}`,
    ...(page.suspects.length > 1 && suspect
      ? [`suspect ${index + 1} of ${page.suspects.length}, ${suspect.standing}: ${suspect.says}`]
      : []),
    ...(page.question ? [`question ${page.question.number}: ${page.question.asks}`] : []),
    ...(lines
      ? [
          lines.where,
          ...(['server', 'client'] as const).map(
            (side) => `${side}: ${[lines[side].text ?? '', lines[side].note].filter((part) => part !== '').join(', ')}`,
          ),
        ]
      : []),
    ...(fix === null ? [] : [`fix: ${fix}`]),
    ...(cause ? [`how sure: ${cause.proof}`] : []),
    ...[...page.others, ...(cause ? [cause.more] : [])].map(spokenText),
    ...(notice ? [spokenText(notice)] : []),
  ];
}
