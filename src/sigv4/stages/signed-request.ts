/** The finished request, as it goes over the wire; and the place of the answer. */
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';

export const REQUEST_BYTES_STAGE: StageDescription = {
  id: 'request-bytes',
  title: 'Request bytes',
  says: 'The exact HTTP/1.1 message as it goes over the wire, with the signature in it.',
  see: AUTHENTICATING_REQUESTS,
};

export const RESPONSE_BYTES_STAGE: StageDescription = {
  id: 'response-bytes',
  title: 'Response bytes',
  says: 'The answer, byte for byte. The server checks the signature against what it received, and decides.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
};

/** Without the body, which never goes through the stages. */
export const SIGNED_REQUEST: ValueDefinition = {
  id: 'signed-request',
  name: 'Signed request',
  stage: REQUEST_BYTES_STAGE.id,
  form: 'text',
  secrecy: 'public',
};
