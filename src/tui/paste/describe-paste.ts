/** Describes the page for pasting as a session. The page's result opens on top of it. */

import type { ShownPastePage, ShownWalk } from '../../app/walks/shown-walk.ts';
import { COMPARISON_STAGE } from '../../sigv4/stages/comparison.ts';
import { drawnColumn } from '../projected-column.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import type { OpenOther } from '../state/describe-walk.ts';
import { announcePaste, changeOfPaste } from './announce-paste.ts';
import { nextPaste, type PasteEffect, type PasteEvent } from './next-paste.ts';
import { drawPaste } from './paste-content.ts';
import { firstPasteState, type PasteState } from './paste-state.ts';

type PasteDescription = SessionDescription<PasteState, PasteEvent, PasteEffect>;

/** Describes the page. `openOther` opens the page's result. */
export function describePaste(page: ShownPastePage, openOther?: OpenOther): PasteDescription {
  return {
    first: () => {
      const state = firstPasteState(page);
      const { pastes, changes } = state;
      return { state, effects: pastes.length === 0 ? [] : [{ kind: 'read', pastes, changes }] };
    },
    reduce: nextPaste,
    draw: (state, whole) => drawnColumn(whole, (room) => drawPaste(state, room)),
    announceAll: announcePaste,
    announceChange: changeOfPaste,
    ending: ({ ending }) => ending,
    carryOut: (effect, state, outside) => carryOut(effect, state, outside, openOther),
  };
}

function carryOut(
  effect: PasteEffect,
  { page }: PasteState,
  outside: Outside<PasteEvent>,
  openOther: OpenOther | undefined,
): void {
  const { take } = outside;
  switch (effect.kind) {
    case 'read':
      void page.read(effect.pastes).then((reading) => take({ kind: 'read', changes: effect.changes, reading }));
      break;
    case 'read-file':
      void page.readFile(effect.path).then((text) => take({ kind: 'file', text }));
      break;
    case 'open':
      openOther?.(outside, effect.walk, { below: 'paste', notice: null, ...stageOf(effect.walk) });
      break;
    case 'suspend':
      outside.suspend();
      break;
  }
}

/** A verification opens at the comparison, which has the verdict, even if the signature is right. */
const stageOf = ({ facts }: ShownWalk): { readonly stage?: string } =>
  facts.verification ? { stage: COMPARISON_STAGE.id } : {};
