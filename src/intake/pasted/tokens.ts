/**
 * Decodes tokens that contain presigned URLs. An Amazon EKS token is `k8s-aws-v1.` followed by an AWS STS URL in
 * base64url (https://github.com/kubernetes-sigs/aws-iam-authenticator). An Amazon RDS token is a URL without its scheme
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html).
 */

import { decodeBase64 } from '../../bytes/base64.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { beforeWhiteSpace, trimmed } from '../../bytes/white-space.ts';

export interface OpenedToken {
  /** The URL that is signed. */
  readonly url: Octets;
  /** A sentence that tells the user about the token. */
  readonly remark: string;
}

const EKS = /^k8s-aws-v1\.([A-Za-z0-9_-]{16,65536})={0,2}$/;
const RDS = /^[A-Za-z0-9.-]{1,253}:\d{1,5}\/?\?(?=[^\t-\r ]*Action=connect)(?=[^\t-\r ]*X-Amz-)[^\t-\r ]{1,65536}$/;
const EKS_REMARK =
  'The token of Amazon EKS is a presigned URL of AWS STS, which was opened. The header x-k8s-aws-id, which holds the name of the cluster, is signed but is not in the token. If you know the name, give it in a line after the token: "x-k8s-aws-id: NAME".';
const RDS_REMARK = 'The token of Amazon RDS is a presigned URL without its scheme, which is https.';

/** Header lines after a token. */
const HEADER_LINES = /^(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n|$))*$/;

/**
 * Returns the URL in a token, or `null` if the text is not a token that can be decoded. Header lines may follow the
 * token, because it does not contain the headers that are signed with it.
 */
export function openToken(text: string): OpenedToken | null {
  const filled = text.slice(0, beforeWhiteSpace(text));
  const newline = filled.indexOf('\n');
  const end = newline < 0 ? filled.length : newline + 1;
  if (!HEADER_LINES.test(filled.slice(end))) return null;
  const bare = trimmed(filled.slice(0, end)).replace(/^["']|["']$/g, '');
  const encoded = EKS.exec(bare)?.[1];
  if (encoded !== undefined) {
    const url = decodeBase64(padded(encoded.replaceAll('-', '+').replaceAll('_', '/')));
    return url?.startsWith('https://') ? { url, remark: EKS_REMARK } : null;
  }
  return RDS.test(bare) ? { url: octetsFromText(`https://${bare}`), remark: RDS_REMARK } : null;
}

const padded = (base64: string): Octets => base64.padEnd(Math.ceil(base64.length / 4) * 4, '=') as Octets;
