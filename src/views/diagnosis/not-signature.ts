/** Says of a refusal that is not about the signature what it is about, how to fix it, and what to check first. */
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { NotSignature } from '../../sides/answers/not-signature.ts';
import type { NotSignatureId } from '../../sides/answers/not-signature-id.ts';
import { printable } from '../characters/visible.ts';

/** Something to look at, and the command of the AWS CLI that shows it. */
export interface Check {
  readonly says: string;
  readonly command: string;
}

const IDENTITY: Check = { says: 'Whose key it is', command: 'aws sts get-caller-identity' };
const ALLOWED: Check = {
  says: 'What the policies of the identity allow',
  command:
    'aws iam simulate-principal-policy --policy-source-arn ARN --action-names s3:GetObject --resource-arns arn:aws:s3:::BUCKET/KEY',
};
const BUCKET_POLICY: Check = {
  says: 'The policy of the bucket',
  command: 'aws s3api get-bucket-policy --bucket BUCKET',
};

interface AboutRefusal {
  /** The end of a sentence, without its period. */
  readonly says: string;
  readonly fix: string;
  /** What to check first, in this order. The commands are those of the AWS CLI Command Reference. */
  readonly checks?: readonly Check[];
}

export const NOT_SIGNATURE: Readonly<Record<NotSignatureId, AboutRefusal>> = {
  policy: {
    says: 'the server knows who sent the request, and a policy denies the action',
    fix: 'Allow the action in the policy that the response names: the policy of the identity, the bucket, the organization, or the VPC endpoint.',
    checks: [IDENTITY, ALLOWED, BUCKET_POLICY],
  },
  permission: {
    says: 'access is denied, and S3 returns other errors for signatures that differ',
    fix: 'Check the policies of the identity and the bucket, Block Public Access, and the owner of the object. If there is a proxy, make sure that it forwards the Authorization header and the query.',
    checks: [
      IDENTITY,
      ALLOWED,
      BUCKET_POLICY,
      { says: 'Block Public Access', command: 'aws s3api get-public-access-block --bucket BUCKET' },
      { says: 'Who owns the objects', command: 'aws s3api get-bucket-ownership-controls --bucket BUCKET' },
      { says: 'The access control list of the object', command: 'aws s3api get-object-acl --bucket BUCKET --key KEY' },
    ],
  },
  'encryption-key': {
    says: 'access to the key that encrypts the object is denied',
    fix: 'Allow kms:Decrypt and kms:GenerateDataKey in the key policy and in the policy of the identity, and make sure that the key is enabled.',
    checks: [
      { says: 'Whether the key is enabled', command: 'aws kms describe-key --key-id KEY_ID' },
      { says: 'Its policy', command: 'aws kms get-key-policy --key-id KEY_ID --policy-name default' },
      ALLOWED,
    ],
  },
  page: {
    says: 'this is a web page from a proxy, a CDN, or a firewall instead of a response from the server',
    fix: 'Look at the log of the program that answered: the Server and Via headers name it. It refused the request before the server saw it.',
  },
  'not-implemented': {
    says: 'the server does not support this operation',
    fix: 'Omit the parameter or header that the response names, or use a server that supports it.',
  },
  'not-found': {
    says: 'the requested bucket or object does not exist on this server',
    fix: 'Check the names of the bucket and the object, and the endpoint that the client uses.',
    checks: [
      { says: 'Whether the bucket exists', command: 'aws s3api head-bucket --bucket BUCKET' },
      {
        says: 'The names that begin like that of the object',
        command: 'aws s3api list-objects-v2 --bucket BUCKET --prefix KEY',
      },
    ],
  },
  account: {
    says: 'it is about the account or its settings',
    fix: 'Check the account: its billing, its subscription to the service, and its settings.',
  },
  'object-state': {
    says: 'it is about the state of the bucket or the object',
    fix: 'Check the storage class, the lock, and the versions of the object.',
    checks: [
      { says: 'The storage class', command: 'aws s3api head-object --bucket BUCKET --key KEY' },
      { says: 'The versions', command: 'aws s3api list-object-versions --bucket BUCKET --prefix KEY' },
      { says: 'The lock', command: 'aws s3api get-object-retention --bucket BUCKET --key KEY' },
    ],
  },
  content: {
    says: 'it is about the content, which is checked after the signature',
    fix: 'Make sure that the body matches the headers that describe it.',
  },
  'no-such-route': {
    says: 'API Gateway returns this for an unknown path or method, and for a request without a signature',
    fix: 'Check the stage, the path, and the method of the API, and whether the request is signed at all.',
  },
  'another-check': {
    says: 'the server makes this check after it has verified the signature',
    fix: 'Look up the code in the documentation of the service.',
  },
};

/** Explains in one sentence why the signature is not the reason for a refusal. */
export const notSignatureInWords = ({ id, code }: NotSignature): string =>
  `The refusal is not about the signature${code === null ? '' : ` (${printable(code)})`}: ${NOT_SIGNATURE[id].says}.`;

/** The title above what to check first. */
export const CHECKS_TITLE = 'What to check first';

/** Returns what to check first, if the refusal is not about the signature, and nothing else was found. */
export const checksOf = ({
  findings,
  notSignature,
}: Pick<ShownDiagnosis, 'findings' | 'notSignature'>): readonly Check[] =>
  notSignature === null || findings.length > 0 ? [] : (NOT_SIGNATURE[notSignature.id].checks ?? []);
