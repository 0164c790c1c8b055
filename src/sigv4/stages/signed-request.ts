/** Defines the last stages: the signed request as sent over the wire, and the response to it. */
import { type StageDescription, textValuesOf } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';

export const REQUEST_BYTES_STAGE: StageDescription = {
  id: 'request-bytes',
  title: 'Request bytes',
  says: 'The exact HTTP/1.1 message as it goes over the wire, including the signature.',
  see: AUTHENTICATING_REQUESTS,
};

export const RESPONSE_BYTES_STAGE: StageDescription = {
  id: 'response-bytes',
  title: 'Response bytes',
  says: 'The response, byte for byte. The server verifies the signature of the request that it received, and accepts or refuses it.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
};

/** The head of the request. The body never goes through the stages. */
export const SIGNED_REQUEST = textValuesOf(REQUEST_BYTES_STAGE)('signed-request', 'Signed request');
