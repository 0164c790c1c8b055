/** Lists what to check first after a refusal that is not about the signature. */
import type { NotSignatureId } from '../../sides/answers/not-signature-id.ts';

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

/** What to check first, in this order. The commands are those of the AWS CLI Command Reference. */
export const NOT_SIGNATURE_CHECKS: Readonly<Partial<Record<NotSignatureId, readonly Check[]>>> = {
  policy: [IDENTITY, ALLOWED, BUCKET_POLICY],
  permission: [
    IDENTITY,
    ALLOWED,
    BUCKET_POLICY,
    { says: 'Block Public Access', command: 'aws s3api get-public-access-block --bucket BUCKET' },
    { says: 'Who owns the objects', command: 'aws s3api get-bucket-ownership-controls --bucket BUCKET' },
    { says: 'The access control list of the object', command: 'aws s3api get-object-acl --bucket BUCKET --key KEY' },
  ],
  'encryption-key': [
    { says: 'Whether the key is enabled', command: 'aws kms describe-key --key-id KEY_ID' },
    { says: 'Its policy', command: 'aws kms get-key-policy --key-id KEY_ID --policy-name default' },
    ALLOWED,
  ],
  'not-found': [
    { says: 'Whether the bucket exists', command: 'aws s3api head-bucket --bucket BUCKET' },
    {
      says: 'The names that begin like that of the object',
      command: 'aws s3api list-objects-v2 --bucket BUCKET --prefix KEY',
    },
  ],
  'object-state': [
    { says: 'The storage class', command: 'aws s3api head-object --bucket BUCKET --key KEY' },
    { says: 'The versions', command: 'aws s3api list-object-versions --bucket BUCKET --prefix KEY' },
    { says: 'The lock', command: 'aws s3api get-object-retention --bucket BUCKET --key KEY' },
  ],
};
