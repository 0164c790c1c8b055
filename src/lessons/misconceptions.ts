/** What people believe of Signature Version 4, and what is so. Lessons name them by their ids. */

export interface Misconception {
  /** Stable: progress and quiz results name it. */
  readonly id: string;
  /** As somebody who holds it would say it. */
  readonly belief: string;
  readonly truth: string;
}

export const MISCONCEPTIONS: readonly Misconception[] = [
  {
    id: 'secret-travels',
    belief: 'The secret access key is in the request, or in the URL.',
    truth: 'Only the access key ID, the scope and a MAC travel. Both sides compute the same MAC.',
  },
  {
    id: 'signature-encrypts',
    belief: 'The signature encrypts the request, and the server decrypts it.',
    truth: 'Nothing is hidden, and an HMAC cannot be turned back. TLS hides.',
  },
  {
    id: 'public-key',
    belief: 'The client signs with a private key, and the server checks with a public one.',
    truth: 'Both have the same secret. The variant with a key pair is SigV4A.',
  },
  {
    id: 'header-is-a-ticket',
    belief: 'Whoever has the Authorization header can send any request with it.',
    truth: 'It fits the one request that it was computed of.',
  },
  {
    id: 'mismatch-is-permission',
    belief: 'SignatureDoesNotMatch means wrong credentials or a missing permission.',
    truth: 'Mostly one byte of the canonical request is another.',
  },
  {
    id: 'secret-characters',
    belief: 'A slash or a plus in the secret breaks signing: make new keys until one works.',
    truth: 'Any secret works. It was changed on its way into the program.',
  },
  {
    id: 'hexadecimal-everywhere',
    belief: 'What an HMAC gives is hexadecimal text, and goes on as that.',
    truth: 'Keys go on as 32 raw bytes; hashes stand in texts as 64 hexadecimal digits.',
  },
  {
    id: 'one-hmac-would-do',
    belief: 'Four HMACs are decoration: one over everything would do.',
    truth: 'Each step can be handed to somebody else: a key of one region is worth nothing in another.',
  },
  {
    id: 'key-per-request',
    belief: 'Each request has a signing key of its own.',
    truth: 'There is one for each secret, date, region and service.',
  },
  {
    id: 'sign-every-header',
    belief: 'The more headers are signed, the better.',
    truth: 'Host and x-amz-* have to be; what something on the way may change must not be.',
  },
  {
    id: 'unsigned-is-harmless',
    belief: 'A header that is not signed cannot do harm.',
    truth: 'Whoever is between can change everything that is not signed.',
  },
  {
    id: 'payload-hash',
    belief: 'The hash of the body can be left out, or is that of nothing.',
    truth: 'S3 wants x-amz-content-sha256: the hash of these bytes, or words that say why there is none.',
  },
  {
    id: 'five-minutes',
    belief: 'A signed request is good for five minutes, or for ever.',
    truth: 'S3 takes it fifteen minutes either way of its clock.',
  },
  {
    id: 'url-fifteen-minutes',
    belief: 'The fifteen minutes bind a presigned URL too.',
    truth: 'It has a time of its own, from one second to seven days.',
  },
  {
    id: 'url-outlives-session',
    belief: 'A presigned URL is good for as long as was asked for.',
    truth: 'It ends with the credentials that made it.',
  },
  {
    id: 'url-works-once',
    belief: 'A presigned URL can be used once.',
    truth: 'As often as one likes, until it expires.',
  },
  {
    id: 'time-stops-replay',
    belief: 'The time in the signature stops replays.',
    truth: 'It bounds them. Inside the window the same request is taken again.',
  },
  {
    id: 'encode-twice',
    belief: 'The path is encoded twice, or not at all.',
    truth: 'S3: once. Other services: twice.',
  },
  {
    id: 'encoder-of-the-language',
    belief: 'The URL encoder of my language is right.',
    truth: 'AWS leaves A-Z a-z 0-9 - . _ ~ as they are, and encodes all else; a space is %20.',
  },
  {
    id: 'paths-are-tidied',
    belief: 'Two slashes in a path are one, and a segment of one dot is none.',
    truth: 'For other services. In S3 a key is bytes, and each slash and each dot counts.',
  },
  {
    id: 'proxy-may-rewrite',
    belief: 'A proxy may change host or path.',
    truth: 'Both are signed.',
  },
  {
    id: 'get-serves-head',
    belief: 'A URL that is signed for GET also serves HEAD.',
    truth: 'The method is line 1 of the canonical request.',
  },
  {
    id: 'any-content-type',
    belief: 'Any Content-Type may go with a presigned PUT.',
    truth: 'Only where it was not signed.',
  },
  {
    id: 'region-is-a-label',
    belief: 'The region in the scope is a label.',
    truth: 'It goes into the key. S3 says which one it expects.',
  },
  {
    id: 'mock-is-proof',
    belief: 'My local mock accepts it, so that my signer is right.',
    truth: 'Many mocks check nothing.',
  },
  {
    id: 'signed-as-sent',
    belief: 'What is signed is the request as it is sent.',
    truth: 'A text that is made of it: names in lower case and in order, values without spaces around them.',
  },
  {
    id: 'nearly-right',
    belief: 'A small slip changes the signature a little.',
    truth: 'It changes about half of the bits: a wrong signature does not say how wrong it is.',
  },
  {
    id: 'vectors-cover-all',
    belief: "A signer that passes AWS's vectors is right.",
    truth: "Vectors test what is in them: none of AWS's documents and its suite has one of ! ' ( ) * in a key.",
  },
  {
    id: 'empty-lines-are-cosmetic',
    belief: 'Empty lines in the canonical request are there for the eye.',
    truth: 'Each is hashed: line 3 where there is no query, and one behind the headers.',
  },
  {
    id: 'one-signature-for-chunks',
    belief: 'An upload in chunks has one signature.',
    truth: 'One in the header, and one for each chunk that signs the one before it.',
  },
  {
    id: 'chunks-of-http',
    belief: 'aws-chunked is the chunked transfer coding of HTTP.',
    truth: 'It is a content coding of S3: its chunks are part of the body, and each is signed.',
  },
  {
    id: 'clock-read-twice',
    belief: 'The clock can be read wherever a time is needed.',
    truth: 'Once: otherwise date and scope contradict each other at midnight UTC.',
  },
  {
    id: 'server-is-silent',
    belief: 'The server cannot tell me what it computed.',
    truth: "S3's answer has its canonical request and its string to sign, also byte for byte.",
  },
];

/** By its id; `null` where there is none. */
export function misconceptionNamed(id: string): Misconception | null {
  return MISCONCEPTIONS.find((one) => one.id === id) ?? null;
}
