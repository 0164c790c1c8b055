/** The lessons of the course, by the names of their files without the number. */
export type LessonName =
  | 'knock'
  | 'authorization-header'
  | 'ten-lines'
  | 'encode-once'
  | 'forge-a-range'
  | 'body'
  | 'four-lines'
  | 'derive-the-key'
  | 'read-the-error'
  | 'replay'
  | 'in-the-url'
  | 'chunk-by-chunk'
  | 'in-the-middle'
  | 'why-hmac'
  | 'temporary-credentials'
  | 'right-signature'
  | 'your-own-signer';
