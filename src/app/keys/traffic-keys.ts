/** Lists the keys of the requests that a sandbox or a capture sees, and of the faults of a capture. */
import { FIRST_LINE, HELP, inModes, key, LAST_LINE, LINE_DOWN, LINE_UP } from './key-binding.ts';

const TRAFFIC = ['traffic'] as const;
const FAULTS = ['faults'] as const;
const BOTH = ['traffic', 'faults'] as const;

/** Like all keys, these are in order of importance. */
export const TRAFFIC_KEYS = [
  key('go-on', TRAFFIC, ['return', 'right'], 'open the verification of the request, step by step', 'open'),
  key('diagnose', TRAFFIC, 'd', 'find out why the request was refused', 'diagnose'),
  key('follow', TRAFFIC, [' ', 'end', 'G'], 'follow the newest request again, after the cursor was moved', 'follow'),
  key('search', TRAFFIC, '/', 'list only the requests that contain what you type', 'filter'),
  key('only-refused', TRAFFIC, 'f', 'list only what was refused or failed, or all again', 'only refused'),
  key('keys', TRAFFIC, 'K', 'a row for each access key; enter lists the requests of one', 'keys'),
  key('faults', TRAFFIC, 'F', 'in a capture: switch on what proxies do to requests', 'faults'),
  key('copy', TRAFFIC, 'y', 'copy a report about the request, or the commands that connect a client', 'copy'),
  key('connect', TRAFFIC, 'c', 'how to connect a client, or the requests again', 'connect'),
  key('leave', TRAFFIC, 'q', 'stop the server and leave, after a question if there were requests', 'stop'),
  key('close', TRAFFIC, 'escape', 'list all requests again: first without the text, then also those that succeeded'),
  key('toggle', FAULTS, ['return', ' '], 'switch the fault on or off', 'on or off'),
  key('clear', FAULTS, '0', 'switch all faults off', 'all off'),
  key('close', FAULTS, ['escape', 'q', 'F'], 'back to the requests', 'close'),
  inModes(LINE_DOWN, BOTH),
  inModes(LINE_UP, BOTH),
  key('page-down', BOTH, 'pagedown', 'one screen down'),
  key('page-up', BOTH, 'pageup', 'one screen up'),
  inModes(FIRST_LINE, BOTH),
  inModes(LAST_LINE, FAULTS),
  inModes(HELP, BOTH),
];
