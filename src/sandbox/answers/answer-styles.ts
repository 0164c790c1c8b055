/**
 * Lists the differences between the responses of S3 and those of other servers: the content of error documents, the
 * headers that identify the server, and the errors that have a different code, status, or message.
 */
import type { S3ErrorCode } from '../../aws/s3-errors.ts';
import type { Dialect } from '../../sigv4/dialects/dialect.ts';
import { GOOG4 } from '../../sigv4/dialects/goog4.ts';
import { OSS4 } from '../../sigv4/dialects/oss4.ts';
import { TOS4 } from '../../sigv4/dialects/tos4.ts';

/** A placeholder for the elements that S3 adds for the error code, such as CanonicalRequest. */
export const DETAILS = 'details';

/** The differences from S3 in an error response. */
interface Differs {
  readonly code?: string;
  readonly status?: number;
  readonly message?: string;
  /** Elements that only this server adds. */
  readonly adds?: Readonly<Record<string, string>>;
}

export interface AnswerStyle {
  readonly id: string;
  readonly says: string;
  /** The value of the Server header; `null` if there is no such header. */
  readonly server: string | null;
  /** The names of the headers with the host ID and the request ID; `null` for a header that is not sent. */
  readonly idHeaders: { readonly host: string | null; readonly request: string | null };
  readonly hostId: string;
  /** The beginning and the end of a request ID, and the number of hexadecimal digits between them. */
  readonly requestId: readonly [before: string, digits: number, after: string];
  /** The elements of an error document in order. Elements without a value are omitted. */
  readonly elements: readonly string[];
  /** The names of elements that S3 has too, but under another name, by the name of S3. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** The form of an error document; the default is XML. */
  readonly form?: 'json';
  /** Whether BucketName is omitted if a check refuses the request. At that point, the sender is unknown. */
  readonly hidesBucket: boolean;
  /** The errors that differ, by code. */
  readonly byCode: Readonly<Partial<Record<S3ErrorCode, Differs>>>;
  /**
   * The errors that differ, by the check that refuses the request. These take precedence over the errors in `byCode`.
   */
  readonly byCheck: Readonly<Record<string, Differs>>;
  /** The default error message; `null` to use S3's message. */
  readonly message: string | null;
}

const BOTH_IDS = { host: 'x-amz-id-2', request: 'x-amz-request-id' };

/** The documented style of S3, with the name of the sandbox. */
export const OWN_STYLE: AnswerStyle = {
  id: 'own',
  says: 'S3, named as the sandbox',
  server: 'sigv4-inspector sandbox',
  idHeaders: BOTH_IDS,
  hostId: 'sandbox',
  requestId: ['', 16, ''],
  elements: ['Code', 'Message', DETAILS, 'RequestId', 'HostId'],
  hidesBucket: false,
  byCode: {},
  byCheck: {},
  message: null,
};

const MISMATCH = 'The request signature we calculated does not match the signature you provided.';

export const ANSWER_STYLES: readonly AnswerStyle[] = [
  { ...OWN_STYLE, id: 'aws', says: 'Amazon S3', server: 'AmazonS3' },
  // `errorCodes` in cmd/api-errors.go and `APIErrorResponse` in cmd/api-response.go of https://github.com/minio/minio.
  {
    ...OWN_STYLE,
    id: 'minio',
    says: 'MinIO',
    server: 'MinIO',
    elements: ['Code', 'Message', 'Key', 'BucketName', 'Resource', 'Region', 'RequestId', 'HostId'],
    byCode: {
      InvalidAccessKeyId: { message: 'The Access Key Id you provided does not exist in our records.' },
      InvalidToken: {
        code: 'InvalidTokenId',
        status: 403,
        message: 'The security token included in the request is invalid',
      },
      XAmzContentSHA256Mismatch: {
        message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
      },
    },
    byCheck: { 'signed-headers': { status: 400 } },
  },
  // Measured with radosgw 18.2.7. A cluster adds the IDs (https://github.com/ceph/ceph/pull/3187).
  {
    ...OWN_STYLE,
    id: 'ceph',
    says: 'Ceph Object Gateway',
    server: null,
    idHeaders: { host: null, request: 'x-amz-request-id' },
    hostId: 'sandbox-default-default',
    requestId: ['tx', 21, '-sandbox-default'],
    elements: ['Code', 'Message', 'BucketName', 'RequestId', 'HostId'],
    hidesBucket: true,
    message: '',
  },
  // https://github.com/khairul169/garage-webui/issues/47, and the sources of its API: https://git.deuxfleurs.fr/Deuxfleurs/garage.
  {
    ...OWN_STYLE,
    id: 'garage',
    says: 'Garage',
    server: null,
    idHeaders: { host: null, request: null },
    elements: ['Code', 'Message', 'Resource', 'Region'],
    byCode: {
      SignatureDoesNotMatch: { code: 'AccessDenied', message: 'Forbidden: Invalid signature' },
      InvalidAccessKeyId: { code: 'AccessDenied', message: 'Forbidden: No such key' },
    },
  },
  // https://github.com/apache/opendal/issues/1689, and responses from 2026, in which SignatureProvided comes last.
  {
    ...OWN_STYLE,
    id: 'r2',
    says: 'Cloudflare R2',
    server: 'cloudflare',
    idHeaders: { host: null, request: null },
    elements: [
      'Code',
      'Message',
      'StringToSign',
      'StringToSignBytes',
      'CanonicalRequest',
      'CanonicalRequestBytes',
      'SignatureProvided',
    ],
    byCode: { SignatureDoesNotMatch: { message: `${MISMATCH} Check your secret access key and signing method.` } },
  },
];

/** The styles of the siblings of Signature Version 4, which answer requests that are signed for them. */
const SIBLING_STYLES: ReadonlyMap<Dialect, AnswerStyle> = new Map<Dialect, AnswerStyle>([
  [
    GOOG4,
    // https://docs.cloud.google.com/storage/docs/xml-api/reference-status
    {
      ...OWN_STYLE,
      id: 'gcs',
      says: 'Google Cloud Storage',
      server: 'UploadServer',
      idHeaders: { host: null, request: 'X-GUploader-UploadID' },
      elements: ['Code', 'Message', 'Details', 'StringToSign', 'CanonicalRequest'],
      byCode: {
        SignatureDoesNotMatch: {
          message: 'Access denied.',
          adds: { Details: `${MISMATCH} Check your Google secret key and signing method.` },
        },
      },
    },
  ],
  [
    OSS4,
    // https://www.alibabacloud.com/help/en/oss/support/0002-00000040
    {
      ...OWN_STYLE,
      id: 'oss',
      says: 'Alibaba Cloud OSS',
      server: 'AliyunOSS',
      idHeaders: { host: null, request: 'x-oss-request-id' },
      elements: [
        'Code',
        'Message',
        'RequestId',
        'HostId',
        'OSSAccessKeyId',
        'SignatureProvided',
        'StringToSign',
        'StringToSignBytes',
        'CanonicalRequest',
      ],
      renamed: { AWSAccessKeyId: 'OSSAccessKeyId' },
      byCode: { SignatureDoesNotMatch: { message: MISMATCH } },
    },
  ],
  [
    TOS4,
    // https://www.volcengine.com/docs/6349/74874
    {
      ...OWN_STYLE,
      id: 'tos',
      says: 'Volcengine TOS',
      server: 'TosServer',
      idHeaders: { host: 'x-tos-id-2', request: 'x-tos-request-id' },
      elements: ['Code', 'RequestId', 'HostId', 'Message', 'EC', 'AccessKeyId', 'StringToSign'],
      renamed: { AWSAccessKeyId: 'AccessKeyId' },
      form: 'json',
      byCode: { SignatureDoesNotMatch: { message: MISMATCH, adds: { EC: '0002-00000024' } } },
    },
  ],
]);

/** Returns the style in which the server of a dialect answers, or `undefined` if the dialect has no server of its own. */
export const styleOfDialect = (dialect: Dialect): AnswerStyle | undefined => SIBLING_STYLES.get(dialect);

/** Returns the style with this ID, or `undefined` if there is no such style. */
export function answerStyle(id: string): AnswerStyle | undefined {
  return ANSWER_STYLES.find((style) => style.id === id);
}
