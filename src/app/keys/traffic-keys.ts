/** Lists the keys of the requests that a sandbox or a capture sees, and of the faults of a capture. */
import type { KeyBinding } from './key-binding.ts';
import { FIRST_LINE, HELP, LAST_LINE, LINE_DOWN, LINE_UP } from './moving-keys.ts';

const TRAFFIC = ['traffic'] as const;
const FAULTS = ['faults'] as const;
const BOTH = ['traffic', 'faults'] as const;

/** Like all keys, these are in order of importance. */
export const TRAFFIC_KEYS: readonly KeyBinding[] = [
  {
    action: 'go-on',
    modes: TRAFFIC,
    keys: ['return', 'right'],
    shown: 'enter →',
    says: 'open the verification of the request, step by step',
    footer: ['↵', 'open'],
  },
  {
    action: 'diagnose',
    modes: TRAFFIC,
    keys: ['d'],
    shown: 'd',
    says: 'find out why the request was refused',
    footer: ['d', 'diagnose'],
  },
  {
    action: 'follow',
    modes: TRAFFIC,
    keys: [' ', 'end', 'G'],
    shown: 'space End G',
    says: 'follow the newest request again, after the cursor was moved',
    footer: ['space', 'follow'],
  },
  {
    action: 'search',
    modes: TRAFFIC,
    keys: ['/'],
    shown: '/',
    says: 'list only the requests that contain what you type',
    footer: ['/', 'filter'],
  },
  {
    action: 'only-refused',
    modes: TRAFFIC,
    keys: ['f'],
    shown: 'f',
    says: 'list only what was refused or failed, or all again',
    footer: ['f', 'only refused'],
  },
  {
    action: 'faults',
    modes: TRAFFIC,
    keys: ['F'],
    shown: 'F',
    says: 'in a capture: switch on what proxies do to requests',
    footer: ['F', 'faults'],
  },
  {
    action: 'copy',
    modes: TRAFFIC,
    keys: ['y'],
    shown: 'y',
    says: 'copy a report about the request, or the commands that connect a client',
    footer: ['y', 'copy'],
  },
  {
    action: 'connect',
    modes: TRAFFIC,
    keys: ['c'],
    shown: 'c',
    says: 'how to connect a client, or the requests again',
    footer: ['c', 'connect'],
  },
  {
    action: 'leave',
    modes: TRAFFIC,
    keys: ['q'],
    shown: 'q',
    says: 'stop the server and leave, after a question if there were requests',
    footer: ['q', 'stop'],
  },
  {
    action: 'close',
    modes: TRAFFIC,
    keys: ['escape'],
    shown: 'esc',
    says: 'list all requests again: first without the text, then also those that succeeded',
    footer: null,
  },
  {
    action: 'toggle',
    modes: FAULTS,
    keys: ['return', ' '],
    shown: 'enter space',
    says: 'switch the fault on or off',
    footer: ['↵', 'on or off'],
  },
  { action: 'clear', modes: FAULTS, keys: ['0'], shown: '0', says: 'switch all faults off', footer: ['0', 'all off'] },
  {
    action: 'close',
    modes: FAULTS,
    keys: ['escape', 'q', 'F'],
    shown: 'esc q F',
    says: 'back to the requests',
    footer: ['esc', 'close'],
  },
  { ...LINE_DOWN, modes: BOTH },
  { ...LINE_UP, modes: BOTH },
  { action: 'page-down', modes: BOTH, keys: ['pagedown'], shown: 'PgDn', says: 'one screen down', footer: null },
  { action: 'page-up', modes: BOTH, keys: ['pageup'], shown: 'PgUp', says: 'one screen up', footer: null },
  { ...FIRST_LINE, modes: BOTH },
  { ...LAST_LINE, modes: FAULTS },
  { ...HELP, modes: BOTH },
];
