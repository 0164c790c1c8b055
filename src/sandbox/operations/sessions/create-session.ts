/** Implements CreateSession (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html). */

import { isDirectoryBucket } from '../../addressing.ts';
import { documentAnswer, refuse } from '../../answers/answer.ts';
import { s3Document, xmlElement } from '../../answers/xml.ts';
import { headerText, inBucket, type Operation } from '../../asked.ts';
import { ENCRYPTED } from '../stored-headers.ts';

const MODE = 'x-amz-create-session-mode';

export const createSession: Operation = inBucket(({ bucket, headers, openSession }) => {
  if (!isDirectoryBucket(bucket) || !openSession) {
    return refuse('InvalidRequest', [], 'Only directory buckets have sessions, and their names end in --ZONE--x-s3.');
  }
  const mode: string = headerText(headers, MODE) ?? 'ReadWrite';
  if (mode !== 'ReadOnly' && mode !== 'ReadWrite') {
    return refuse('InvalidRequest', [], `Value for ${MODE} header is invalid.`);
  }
  const { accessKeyId, secretAccessKey, sessionToken, session } = openSession({ bucket, mode });
  const credentials = xmlElement('Credentials', [
    xmlElement('SessionToken', sessionToken),
    xmlElement('SecretAccessKey', secretAccessKey),
    xmlElement('AccessKeyId', accessKeyId),
    xmlElement('Expiration', session.expires.toISOString().replace(/\.\d+/, '')),
  ]);
  const document = s3Document('CreateSessionResult', [credentials]);
  return documentAnswer(document, 200, [ENCRYPTED]);
});
