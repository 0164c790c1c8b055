/** Writes sentences about refusals that are not caused by the signature. */
import type { NotSignature } from '../../sides/answers/not-signature.ts';
import type { NotSignatureId } from '../../sides/answers/not-signature-id.ts';
import { printable } from '../characters/visible.ts';

const SENTENCES: Readonly<Record<NotSignatureId, string>> = {
  policy: 'the server knows who sent the request, and a policy denies the action',
  permission: 'access is denied, and S3 returns other errors for signatures that differ',
  'encryption-key': 'access to the key that encrypts the object is denied',
  page: 'this is a web page from a proxy, a CDN, or a firewall instead of a response from the server',
  'not-implemented': 'the server does not support this operation',
  'not-found': 'the requested bucket or object does not exist on this server',
  account: 'it is about the account or its settings',
  'object-state': 'it is about the state of the bucket or the object',
  content: 'it is about the content, which is checked after the signature',
  'no-such-route': 'API Gateway returns this for an unknown path or method, and for a request without a signature',
  'another-check': 'the server makes this check after it has verified the signature',
};

export const NOT_SIGNATURE_FIXES: Readonly<Record<NotSignatureId, string>> = {
  policy:
    'Allow the action in the policy that the response names: the policy of the identity, the bucket, the organization, or the VPC endpoint.',
  permission:
    'Check the policies of the identity and the bucket, Block Public Access, and the owner of the object. If there is a proxy, make sure that it forwards the Authorization header and the query.',
  'encryption-key':
    'Allow kms:Decrypt and kms:GenerateDataKey in the key policy and in the policy of the identity, and make sure that the key is enabled.',
  page: 'Look at the log of the program that answered: the Server and Via headers name it. It refused the request before the server saw it.',
  'not-implemented': 'Omit the parameter or header that the response names, or use a server that supports it.',
  'not-found': 'Check the names of the bucket and the object, and the endpoint that the client uses.',
  account: 'Check the account: its billing, its subscription to the service, and its settings.',
  'object-state': 'Check the storage class, the lock, and the versions of the object.',
  content: 'Make sure that the body matches the headers that describe it.',
  'no-such-route': 'Check the stage, the path, and the method of the API, and whether the request is signed at all.',
  'another-check': 'Look up the code in the documentation of the service.',
};

/** Explains in one sentence why the signature is not the reason for a refusal. */
export const notSignatureInWords = ({ id, code }: NotSignature): string =>
  `The refusal is not about the signature${code === null ? '' : ` (${printable(code)})`}: ${SENTENCES[id]}.`;
