/** Describes why the system refuses to read or write a file, or to listen on a port. */

export const IS_FOLDER = 'it is a folder';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EEXIST: 'there is already something with its name',
  EADDRINUSE: 'another program listens on it',
  EADDRNOTAVAIL: 'this computer does not have the address',
  EISDIR: IS_FOLDER,
  ENOTDIR: 'a part of its path is not a folder',
  EROFS: 'its file system is read-only',
  ENOSPC: 'there is no space left',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would be too large',
  EIO: 'the device reports an error',
  EPIPE: 'its reader has closed it',
  ENAMETOOLONG: 'its name is too long',
};

/** Describes why a file or a port cannot be used, without a period at the end. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return REASONS[codeOf(error)] ?? systemReason(error);
}

/** Describes why a file cannot be written. If there is nothing by its name, its folder is missing. */
export const reasonNotWritten = (error: unknown): string =>
  codeOf(error) === 'ENOENT' ? 'there is no such folder' : reasonOf(error);

/** Returns the code of an error from the system or from Node.js, such as `ENOSPC`; empty for any other error. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const NO_ROOM: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Returns whether an error means that there is not enough space. */
export const isWithoutRoom = (error: unknown): boolean => NO_ROOM.has(codeOf(error));

/** Removes the system call and the path from Node's message. Callers quote the path themselves, or hide it. */
function systemReason(error: Error): string {
  const call = 'syscall' in error ? error.message.indexOf(`, ${error.syscall}`) : -1;
  return call < 0 ? error.message : error.message.slice(0, call);
}
