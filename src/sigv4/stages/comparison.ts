/** Defines the last stage of verification, which compares a request's claims with computed values. */
import { textValuesOf } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';
import type { Stage } from './stage.ts';

export const COMPARISON_STAGE: Stage = {
  id: 'comparison',
  title: 'Comparison',
  says: 'What the request claims is compared with what a server computes. The first difference determines the error.',
  see: AUTHENTICATING_REQUESTS,
  lesson: 'derive-the-key',
  when: ({ purpose }) => purpose === 'verify',
};

const value = textValuesOf(COMPARISON_STAGE);

export const PROVIDED_SIGNATURE = value('provided-signature', 'Provided signature');
/** The signature of the received request, computed from the secret. */
export const COMPUTED_SIGNATURE = value('signature', 'Signature');
