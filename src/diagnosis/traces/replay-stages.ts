/**
 * The stages that exist only in a replay: the mistake, the signature that it produces, and the comparison with the
 * other side.
 */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { StageDescription } from '../../trace/trace.ts';

export const MISTAKE_STAGE: StageDescription = {
  id: 'mistake',
  title: 'Mistake',
  says: 'The mistake, made again: what it changes, and what it leaves as it is.',
  see: HEADER_CALCULATION,
};

export const REPLAYED_SIGNATURE_STAGE: StageDescription = {
  id: 'replayed-signature',
  title: 'Signature',
  says: 'The key and the signature that come out with the mistake.',
  see: HEADER_CALCULATION,
};

export const REPLAY_COMPARISON_STAGE: StageDescription = {
  id: 'replay-comparison',
  title: 'Comparison',
  says: 'What comes out with the mistake, beside what the other side has: the same bytes prove it.',
  see: HEADER_CALCULATION,
};
