/** Implements CreateSession (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html). */

import { isDirectoryBucket } from '../../addressing.ts';
import { refuse, s3Answer } from '../../answers/answer.ts';
import { headerText, inBucket, type Operation } from '../../asked.ts';
import { ENCRYPTED } from '../stored-headers.ts';

const MODE = 'x-amz-create-session-mode';

export const createSession: Operation = inBucket(({ bucket, headers, openSession }) => {
  if (!isDirectoryBucket(bucket) || !openSession) {
    return refuse('InvalidRequest', {}, 'Only directory buckets have sessions, and their names end in --ZONE--x-s3.');
  }
  const mode: string = headerText(headers, MODE) ?? 'ReadWrite';
  if (mode !== 'ReadOnly' && mode !== 'ReadWrite') {
    return refuse('InvalidRequest', {}, `Value for ${MODE} header is invalid.`);
  }
  const { accessKeyId, secretAccessKey, sessionToken, session } = openSession({ bucket, mode });
  const credentials = {
    SessionToken: sessionToken,
    SecretAccessKey: secretAccessKey,
    AccessKeyId: accessKeyId,
    Expiration: session.expires.toISOString().replace(/\.\d+/, ''),
  };
  return s3Answer('CreateSessionResult', { Credentials: credentials }, [ENCRYPTED]);
});
