/**
 * Signals that ask a process to end. Each signal has the exit code that a shell reports, which is 128 plus the number
 * of the signal (POSIX, `signal.h`).
 */
export const ENDING_SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;
