/** Mistakes of the signer in Python: the list of signed headers, and what is not signed. */
import { HEADERS_PART, inCanonicalRequest, type Mutant, NAMES } from './mutant.ts';

export const SIGNED_HEADERS: readonly Mutant[] = [
  {
    name: 'commas in the list',
    from: 'return ";".join(names)',
    to: 'return ",".join(names)',
    mistake: 'header-name-not-lowercased/commas',
    typical: 'C6',
  },
  {
    name: 'semicolon and space in the list',
    from: 'return ";".join(names)',
    to: 'return "; ".join(names)',
    mistake: 'header-name-not-lowercased/other-separators',
  },
  {
    name: 'semicolon behind the list',
    from: 'return ";".join(names)',
    to: 'return "".join(name + ";" for name in names)',
    mistake: 'header-name-not-lowercased/other-separators',
  },
  {
    name: 'host not signed',
    from: NAMES,
    to: 'return sorted(signed - {"host"})',
    mistake: 'host-not-signed/unsigned',
    typical: 'C20',
  },
  {
    name: 'x-amz-date not signed',
    from: NAMES,
    to: 'return sorted(signed - {"x-amz-date"})',
    mistake: 'xamz-header-not-signed/date',
    typical: 'C20b',
  },
  {
    name: 'x-amz-content-sha256 not signed',
    from: NAMES,
    to: 'return sorted(signed - {"x-amz-content-sha256"})',
    mistake: 'xamz-header-not-signed/content-sha256',
    typical: 'C19',
  },
  {
    name: 'metadata not signed',
    from: NAMES,
    to: 'return sorted(name for name in signed if not name.startswith("x-amz-meta-"))',
    mistake: 'xamz-header-not-signed/metadata',
  },
  {
    name: 'the session token not signed',
    from: NAMES,
    to: 'return sorted(signed - {"x-amz-security-token"})',
    mistake: 'session-token-not-signed/header',
  },
  {
    name: 'nothing but host and x-amz-* signed',
    from: NAMES,
    to: 'return sorted(name for name in signed if name == "host" or name.startswith("x-amz-"))',
    mistake: 'listed-header-not-signed/only-needed-signed',
    typical: 'C30',
  },
  {
    name: 'Range not signed',
    from: NAMES,
    to: 'return sorted(signed - {"range"})',
    mistake: 'listed-header-not-signed/one-left-out',
    typical: 'C31',
  },
  {
    name: 'Host in the list without its line',
    from: HEADERS_PART,
    to: inCanonicalRequest('canonical_headers(headers, [name for name in names if name != "host"])'),
    mistake: 'listed-header-not-signed/line-left-out',
  },
];
