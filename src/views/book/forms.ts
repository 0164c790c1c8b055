/** Names the forms of a signature that the book walks through, and says what each is for. */
import type { BookStep } from '../../causes/cause.ts';

export type FormId = BookStep['form'];

export interface FormWords {
  readonly title: string;
  /** Where the signature is, in a few words. */
  readonly where: string;
  readonly says: string;
}

export const FORM_WORDS: Readonly<Record<FormId, FormWords>> = {
  header: {
    title: 'In a header',
    where: 'the Authorization header',
    says: 'The usual form: a program signs a request and sends it at once. This is the first example in the AWS documentation, a GET of ten bytes.',
  },
  presigned: {
    title: 'Presigned URL',
    where: 'the query of the URL',
    says: 'The signature is in the URL, so anyone who has the URL can use it until it expires, without a key.',
  },
  chunked: {
    title: 'Signed chunks',
    where: 'the Authorization header and each chunk',
    says: 'The body is sent in chunks. Each chunk has its own signature, which includes the signature before it. The client does not need to know the hash of the body before it sends the first byte.',
  },
  trailer: {
    title: 'Signed trailer',
    where: 'the Authorization header, each chunk, and the trailer',
    says: 'As with signed chunks, but a checksum of the whole body follows the last chunk and is signed too.',
  },
  'post-policy': {
    title: 'POST policy',
    where: 'a field of an HTML form',
    says: 'A browser uploads a file with a form. What is signed is a policy that says what the form may contain; there is no canonical request.',
  },
  sigv4a: {
    title: 'SigV4A',
    where: 'the Authorization header',
    says: 'A key pair is derived from the secret, and the signature is valid in several Regions. Each ECDSA signature is different, so there is none to compare it with byte for byte.',
  },
};
