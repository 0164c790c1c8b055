/** The last stage of verifying compares what the request claims with what was computed. */
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';

export const COMPARISON_STAGE: StageDescription = {
  id: 'comparison',
  title: 'Comparison',
  says: 'What the request claims is compared with what a server computes. The first difference decides.',
  see: AUTHENTICATING_REQUESTS,
};

const text = { stage: COMPARISON_STAGE.id, form: 'text', secrecy: 'public' } as const;

/** The signature exactly as it came with the request. */
export const PROVIDED_SIGNATURE: ValueDefinition = { ...text, id: 'provided-signature', name: 'Provided signature' };
/** The signature of the received request, computed from the secret. */
export const COMPUTED_SIGNATURE: ValueDefinition = { ...text, id: 'signature', name: 'Signature' };
