/** The end of verifying: what the request claims, beside what was computed. */
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';

export const COMPARISON_STAGE: StageDescription = {
  id: 'comparison',
  title: 'Comparison',
  says: 'What the request claims beside what a server computes. The first difference decides; nothing is signed here.',
  see: AUTHENTICATING_REQUESTS,
};

const text = { stage: COMPARISON_STAGE.id, form: 'text', secrecy: 'public' } as const;

/** As it came with the request: nothing changes it. */
export const PROVIDED_SIGNATURE: ValueDefinition = { ...text, id: 'provided-signature', name: 'Provided signature' };
/** By whoever knows the secret, of the request as it came. */
export const COMPUTED_SIGNATURE: ValueDefinition = { ...text, id: 'signature', name: 'Signature' };
