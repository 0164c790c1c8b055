/** A walk as the screen gets it, for tests of its state. */

import type { WalkSender } from '../../../src/app/reading/watched-send.ts';
import type { DiagnosisOpener, ShownWalk, WalkBreaker, WalkEditor } from '../../../src/app/walks/shown-walk.ts';
import { problem } from '../../../src/bytes/problem.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';

const nobody: WalkSender = () => Promise.reject(new Error('This test sends nothing.'));

export function shownWalk(
  facts: WalkFacts,
  more: {
    readonly send?: WalkSender | null;
    readonly editor?: WalkEditor | null;
    readonly openDiagnosis?: DiagnosisOpener | null;
    readonly breaker?: WalkBreaker | null;
  } = {},
): ShownWalk {
  const { send = nobody, editor = null, openDiagnosis = null, breaker = null } = more;
  return {
    facts,
    send,
    editor,
    openDiagnosis,
    openReplay: null,
    breaker,
    broken: null,
    exports: null,
    pasteMore: null,
    answered: null,
    tryFix: null,
    opensWith: null,
    paste: async () => problem('paste', 'This test reads no paste.', 'Type.'),
  };
}
