/** Defines the last stages: the signed request as sent over the wire, and the response to it. */
import { textValuesOf } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';
import { isSent, type Stage } from './stage.ts';

export const REQUEST_BYTES_STAGE: Stage = {
  id: 'request-bytes',
  title: 'Request bytes',
  says: 'The exact HTTP/1.1 message as it goes over the wire, including the signature.',
  see: AUTHENTICATING_REQUESTS,
  when: isSent,
};

export const RESPONSE_BYTES_STAGE: Stage = {
  id: 'response-bytes',
  title: 'Response bytes',
  says: 'The response, byte for byte. The server verifies the signature of the request that it received, and accepts or refuses it.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
  when: isSent,
};

/** The head of the request. The body never goes through the stages. */
export const SIGNED_REQUEST = textValuesOf(REQUEST_BYTES_STAGE)('signed-request', 'Signed request');
