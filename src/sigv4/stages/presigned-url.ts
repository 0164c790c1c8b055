/** A presigned URL carries the signature, and everything that the server needs to verify it, as query parameters. */
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { QUERY_STRING } from '../documentation.ts';
import { SIGNATURE } from './authorization.ts';

export const PRESIGNED_URL_STAGE: StageDescription = {
  id: 'presigned-url',
  title: 'Presigned URL',
  says: 'The signature becomes the last parameter of a URL. Anyone can use it without a key until it expires.',
  see: QUERY_STRING,
};

const text = { stage: PRESIGNED_URL_STAGE.id, form: 'text', secrecy: 'public' } as const;

export const SIGNATURE_IN_QUERY: ValueDefinition = { ...SIGNATURE, ...text };
export const PRESIGNED_URL: ValueDefinition = { ...text, id: 'presigned-url', name: 'Presigned URL' };
