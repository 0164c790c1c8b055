/** The query form: the signature and all that the server needs are parameters of the URL. */
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { QUERY_STRING } from '../documentation.ts';
import { SIGNATURE } from './authorization.ts';

export const PRESIGNED_URL_STAGE: StageDescription = {
  id: 'presigned-url',
  title: 'Presigned URL',
  says: 'The signature becomes the last parameter of a URL that anybody can use, without a key, until it expires.',
  see: QUERY_STRING,
};

const text = { stage: PRESIGNED_URL_STAGE.id, form: 'text', secrecy: 'public' } as const;

export const SIGNATURE_IN_QUERY: ValueDefinition = { ...SIGNATURE, ...text };
export const PRESIGNED_URL: ValueDefinition = { ...text, id: 'presigned-url', name: 'Presigned URL' };
