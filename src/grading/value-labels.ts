/** What people call the values of an answer, and the publishers of cases. */
import type { ValueName } from './cases/graded-case.ts';

export const VALUE_LABELS: Readonly<Record<ValueName, string>> = {
  canonicalRequest: 'canonical request',
  stringToSign: 'string to sign',
  signingKeyHex: 'signing key',
  signature: 'signature',
  authorization: 'Authorization header',
  url: 'presigned URL',
};

const PUBLISHER_LABELS: Readonly<Record<string, string>> = {
  's3-documentation': 'S3 documentation',
  'aws-signing-test-suite': "AWS's suite, header",
  'aws-signing-test-suite-query': "AWS's suite, query",
  'aws-documentation': 'other documentation',
  'aws-c-auth': 'aws-c-auth',
  'aws-sdk-go-v2': 'SDK for Go',
  'aws-sdk-ruby': 'SDK for Ruby',
  'minio-go': 'minio-go',
  'scality-arsenal': 'Scality Arsenal',
  'smithy-rs': 'SDKs for Rust, Kotlin',
  'smithy-typescript': 'SDK for JavaScript',
  gaps: 'ours (gaps)',
  refuse: 'ours (to refuse)',
};

/** Its name in a report; the id of the group itself where it has none. */
export const publisherLabel = (publisher: string): string => PUBLISHER_LABELS[publisher] ?? publisher;

/** The case alone, as words of a command line. */
export function commandFor(
  { id, needs }: { readonly id: string; readonly needs: readonly string[] },
  program: readonly string[],
): readonly string[] {
  const groups = needs.length === 0 ? [] : ['--groups', needs.join(',')];
  return ['sigv4', 'grade', ...groups, '--only', id, '--', ...program];
}
