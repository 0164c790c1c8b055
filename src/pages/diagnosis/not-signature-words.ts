/** What is said of a refusal that is not about the signature. */
import type { NotSignature, NotSignatureId } from '../../diagnosis/certainty/not-signature.ts';
import { printable } from '../characters/visible.ts';

const SENTENCES: Readonly<Record<NotSignatureId, string>> = {
  policy: 'the server knows who asks, and a policy denies the action',
  permission: 'access is denied, and S3 says so in other words where signatures differ',
  'encryption-key': 'the key that encrypts the object may not be used',
  page: 'this is a page for people, which a proxy, a CDN or a firewall wrote in the place of the server',
  'not-implemented': 'the server does not offer this operation',
  'not-found': 'what was asked for does not exist there',
  account: 'it is about the account or its settings',
  'object-state': 'it is about the state of the bucket or the object',
  content: 'it is about what was sent, which is checked after the signature',
  'no-such-route':
    'API Gateway says this of a path or a method that it does not have, and of a request without a signature',
  'another-check': 'this check comes after that of the signature',
};

export const NOT_SIGNATURE_FIXES: Readonly<Record<NotSignatureId, string>> = {
  policy:
    'Allow the action in the policy that the answer names: of the identity, of the bucket, of the organization, or of the VPC endpoint.',
  permission:
    'Look at the policies of the identity and of the bucket, at Block Public Access and at who owns the object. If a proxy is on the way, make sure that it passes the Authorization header and the query on.',
  'encryption-key':
    'Allow kms:Decrypt and kms:GenerateDataKey for this key in its key policy and in that of the identity, and make sure that it is enabled.',
  page: 'Look into the log of what answered: the Server and Via headers name it. It refused the request before the server saw it.',
  'not-implemented': 'Leave out the parameter or header that the answer names, or ask a server that offers it.',
  'not-found': 'Check the name of the bucket and the key, and the endpoint that the client asks.',
  account: 'Look at the account: its billing, its subscription to the service, its settings.',
  'object-state': 'Look at the storage class, the lock and the versions of the object.',
  content: 'Send the body and the headers that describe it as they belong together.',
  'no-such-route': 'Check the stage, the path and the method of the API; then whether the request is signed at all.',
  'another-check': 'Look up the code in the documentation of the service.',
};

/** Returns in one sentence why it is not the signature. */
export const notSignatureInWords = ({ id, code }: NotSignature): string =>
  `The refusal is not about the signature${code === null ? '' : ` (${printable(code)})`}: ${SENTENCES[id]}.`;
