/**
 * Defines the last stage of presigning a URL. The query of the URL contains the signature and everything needed to
 * verify the signature.
 */
import { textValuesOf } from '../../trace/trace.ts';
import { QUERY_STRING } from '../documentation.ts';
import { SIGNATURE } from './authorization.ts';
import type { Stage } from './stage.ts';

export const PRESIGNED_URL_STAGE: Stage = {
  id: 'presigned-url',
  title: 'Presigned URL',
  says: 'The signature becomes the last parameter of a URL. Anyone can use it without a key until it expires.',
  see: QUERY_STRING,
  lesson: 'in-the-url',
  when: ({ purpose, scheme }) => purpose === 'sign' && scheme === 'query',
};

const value = textValuesOf(PRESIGNED_URL_STAGE);

export const SIGNATURE_IN_QUERY = value(SIGNATURE.id, SIGNATURE.name);
export const PRESIGNED_URL = value('presigned-url', 'Presigned URL');
