/** Credentials that were made up. What is shown of the last two is a leak. */
export const MARKED = {
  accessKeyId: 'AKIAMARKEDKEY0000001',
  secret: 'zQ9mArKeDsEcReT/+xYz0123456789abcdefGHIJ',
  token: 'tOkEnMARKED/7+=zzzzyyyyXXXXwwww1234567890',
} as const;
