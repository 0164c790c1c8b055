/** Defines the stages of a diagnosis and of a replayed mistake that no request has when it is signed. */
import { AUTHENTICATING_REQUESTS, HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { StageDescription } from '../../trace/trace.ts';

export const CAUSES_STAGE: StageDescription = {
  id: 'causes',
  title: 'Causes',
  says: 'Which mistake makes exactly these bytes, how to fix it, and how certain it is.',
  see: AUTHENTICATING_REQUESTS,
};

export const MISTAKE_STAGE: StageDescription = {
  id: 'mistake',
  title: 'Mistake',
  says: 'The mistake, reproduced: what it changes, and what it leaves unchanged.',
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
