/** Lists false beliefs about Signature Version 4 and the corresponding facts. Lessons refer to misconceptions by ID. */

export interface Misconception {
  /** The ID. The ID never changes, because lessons refer to it. */
  readonly id: string;
  /** The false belief, in the words of someone who holds it. */
  readonly belief: string;
  readonly truth: string;
}

export const MISCONCEPTIONS: readonly Misconception[] = [
  {
    id: 'secret-travels',
    belief: 'The secret access key is in the request, or in the URL.',
    truth: 'The request contains only the access key ID, the scope, and a MAC. Both sides compute the same MAC.',
  },
  {
    id: 'signature-encrypts',
    belief: 'The signature encrypts the request, and the server decrypts it.',
    truth: 'Nothing is hidden, and an HMAC cannot be reversed. TLS hides the request.',
  },
  {
    id: 'public-key',
    belief: 'The client signs with a private key, and the server checks with a public one.',
    truth: 'Both have the same secret. The variant with a key pair is SigV4A.',
  },
  {
    id: 'header-is-a-ticket',
    belief: 'Anyone who has the Authorization header can send any request with it.',
    truth: 'It only matches the request that it was computed from.',
  },
  {
    id: 'mismatch-is-permission',
    belief: 'SignatureDoesNotMatch means wrong credentials or a missing permission.',
    truth: 'Usually one byte of the canonical request is different.',
  },
  {
    id: 'secret-characters',
    belief: 'A slash or a plus in the secret breaks signing, so create new keys until one works.',
    truth: 'Any secret works. This one was changed on its way into the program.',
  },
  {
    id: 'hexadecimal-everywhere',
    belief: 'The result of an HMAC is hexadecimal text, which is the next key.',
    truth: 'Each key is 32 raw bytes. Only hashes inside texts are written as 64 hexadecimal digits.',
  },
  {
    id: 'one-hmac-would-do',
    belief: 'Four HMACs are unnecessary. One would be enough.',
    truth: 'The key of each step can be given to someone else. A key for one Region is worth nothing in another.',
  },
  {
    id: 'key-per-request',
    belief: 'Each request has its own signing key.',
    truth: 'There is one for each secret, date, Region, and service.',
  },
  {
    id: 'sign-every-header',
    belief: 'The more headers are signed, the better.',
    truth: 'Host and x-amz-* must be signed. Headers that may change in transit must not be.',
  },
  {
    id: 'unsigned-is-harmless',
    belief: 'A header that is not signed cannot do any harm.',
    truth: 'Anyone between the client and the server can change everything that is not signed.',
  },
  {
    id: 'payload-hash',
    belief: 'The hash of the body can be left out, or can be the hash of nothing.',
    truth: 'S3 requires x-amz-content-sha256: the hash of these bytes, or words that say why there is no hash.',
  },
  {
    id: 'five-minutes',
    belief: 'A signed request is valid for five minutes, or forever.',
    truth: 'S3 accepts it up to fifteen minutes before and after the time on its clock.',
  },
  {
    id: 'url-fifteen-minutes',
    belief: 'The fifteen minutes also apply to a presigned URL.',
    truth: 'It has its own lifetime, from one second to seven days.',
  },
  {
    id: 'url-outlives-session',
    belief: 'A presigned URL is always valid for the requested time.',
    truth: 'It expires with the credentials that made it.',
  },
  {
    id: 'url-works-once',
    belief: 'A presigned URL can be used only once.',
    truth: 'It can be used as often as you like, until it expires.',
  },
  {
    id: 'time-stops-replay',
    belief: 'The time in the signature stops replays.',
    truth: 'It only limits them: the same request is accepted again for fifteen minutes.',
  },
  {
    id: 'encode-twice',
    belief: 'The path is encoded twice, or not at all.',
    truth: 'For S3 it is encoded once, for other services twice.',
  },
  {
    id: 'encoder-of-the-language',
    belief: 'The URL encoder of my language is right.',
    truth: 'AWS leaves A-Z a-z 0-9 - . _ ~ as they are and encodes everything else. A space is %20.',
  },
  {
    id: 'paths-are-tidied',
    belief: 'Two slashes in a path count as one, and a segment of one dot is dropped.',
    truth: 'That is true for other services. In S3 a key is a sequence of bytes, and every slash and dot counts.',
  },
  {
    id: 'proxy-may-rewrite',
    belief: 'A proxy may change the host or the path.',
    truth: 'Both are signed.',
  },
  {
    id: 'get-serves-head',
    belief: 'A URL that is signed for GET also serves HEAD.',
    truth: 'The method is line 1 of the canonical request.',
  },
  {
    id: 'any-content-type',
    belief: 'A presigned PUT can have any Content-Type.',
    truth: 'It can only if Content-Type was not signed.',
  },
  {
    id: 'region-is-a-label',
    belief: 'The Region in the scope is only a label.',
    truth: 'It goes into the key. S3 says which one it expects.',
  },
  {
    id: 'mock-is-proof',
    belief: 'My local mock accepts it, so my signer is right.',
    truth: 'Many mocks check nothing.',
  },
  {
    id: 'signed-as-sent',
    belief: 'The request is signed as it is sent.',
    truth:
      'A text made from the request is signed: lowercase names in sorted order, values without spaces around them.',
  },
  {
    id: 'nearly-right',
    belief: 'A small mistake changes the signature a little.',
    truth: 'It changes about half of the bits. A wrong signature does not show how wrong it is.',
  },
  {
    id: 'vectors-cover-all',
    belief: "A signer that passes AWS's vectors is right.",
    truth: "Vectors only test what they contain. None in AWS's documentation and suite has ! ' ( ) or * in a key.",
  },
  {
    id: 'empty-lines-are-cosmetic',
    belief: 'Empty lines in the canonical request are only for readability.',
    truth: 'Each is hashed: line 3 if there is no query, and the one after the headers.',
  },
  {
    id: 'one-signature-for-chunks',
    belief: 'A chunked upload has one signature.',
    truth: 'There is one in the header and one for each chunk, which signs the one before it.',
  },
  {
    id: 'chunks-of-http',
    belief: 'aws-chunked is the chunked transfer coding of HTTP.',
    truth: 'It is a content coding that S3 defines. Its chunks are part of the body, and each is signed.',
  },
  {
    id: 'clock-read-twice',
    belief: 'The clock can be read wherever a time is needed.',
    truth: 'Read it once. Otherwise the date and the scope contradict each other at midnight UTC.',
  },
  {
    id: 'server-is-silent',
    belief: 'The server cannot tell me what it computed.',
    truth: "S3's response contains its canonical request and its string to sign, also byte by byte.",
  },
  {
    id: 'hash-with-a-secret',
    belief: 'A hash of the secret and the text is as good as an HMAC.',
    truth: 'Anyone who sees such a hash can continue it. An HMAC hashes twice, so no one can.',
  },
  {
    id: 'token-not-signed',
    belief: 'The session token replaces the signature, or need not be signed.',
    truth: 'It is one more part of the request. It is signed like every x-amz-* header, and the secret signs it.',
  },
  {
    id: 'server-should-tell',
    belief: 'It would be more helpful if the server said which signature is right.',
    truth: 'Then it would sign for everyone. It returns its two texts, which say as much about a mistake.',
  },
];
