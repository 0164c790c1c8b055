/** Mistakes of the signer in Python: the canonical headers. */
import { HEADERS_PART, inCanonicalRequest, LIST_PART, type Mutant, NAMES } from './mutant.ts';

const HEADER_LINE = 'lines.append(name + ":" + ",".join(values) + "\\n")';

const VALUES_OF_NAME = 'values = [canonical_value(value) for sent, value in headers if sent.lower() == name]';

const ONE_SPACE = 'return re.sub(" +", " ", value)';

/** The names as they were sent, by those in lower case. */
const AS_SENT = '{sent.lower(): sent for sent, _ in reversed(headers)}';

export const HEADERS: readonly Mutant[] = [
  {
    name: 'names as they were sent',
    from: `${HEADERS_PART}${LIST_PART}`,
    to:
      inCanonicalRequest(
        `"".join(${AS_SENT}[name] + canonical_headers(headers, [name])[len(name):] for name in names)`,
      ) + inCanonicalRequest(`signed_headers(${AS_SENT}[name] for name in names)`),
    mistake: 'header-name-not-lowercased/lines-and-list',
    typical: 'C2',
  },
  {
    name: 'names of the lines as they were sent',
    from: HEADER_LINE,
    to: `lines.append(${AS_SENT}[name] + ":" + ",".join(values) + "\\n")`,
    mistake: 'header-name-not-lowercased/lines',
  },
  {
    name: 'names of the lines with capitals',
    from: HEADER_LINE,
    to: 'lines.append("-".join(map(str.capitalize, name.split("-"))) + ":" + ",".join(values) + "\\n")',
    mistake: 'header-name-not-lowercased/lines',
  },
  {
    name: 'names in the list with capitals',
    from: LIST_PART,
    to: inCanonicalRequest('signed_headers("-".join(map(str.capitalize, name.split("-"))) for name in names)'),
    mistake: 'header-name-not-lowercased/list',
  },
  {
    name: 'lines not sorted',
    from: HEADERS_PART,
    to: inCanonicalRequest(
      'canonical_headers(headers, dict.fromkeys(name.lower() for name, _ in headers if name.lower() in names))',
    ),
    mistake: 'headers-not-sorted/lines',
  },
  {
    name: 'list not sorted',
    from: LIST_PART,
    to: inCanonicalRequest(
      'signed_headers(dict.fromkeys(name.lower() for name, _ in headers if name.lower() in names))',
    ),
    mistake: 'headers-not-sorted/list',
  },
  {
    name: 'headers not sorted',
    from: NAMES,
    to: 'return [name for name in dict.fromkeys(name.lower() for name, _ in headers) if name in signed]',
    mistake: 'headers-not-sorted/lines-and-list',
  },
  {
    name: 'spaces in a value kept',
    from: ONE_SPACE,
    to: 'return value',
    mistake: 'header-value-whitespace/spaces-kept',
  },
  {
    name: 'spaces between quotation marks kept',
    from: ONE_SPACE,
    to: 'return re.sub(r\'("[^"]*")| +\', lambda found: found.group(1) or " ", value)',
    mistake: 'header-value-whitespace/quoted-spaces-kept',
  },
  {
    name: 'spaces in a value removed',
    from: ONE_SPACE,
    to: 'return value.replace(" ", "")',
    mistake: 'header-value-whitespace/spaces-removed',
  },
  {
    name: 'space behind the colon',
    from: HEADER_LINE,
    to: 'lines.append(name + ": " + ",".join(values) + "\\n")',
    mistake: 'header-value-whitespace/space-after-colon',
    typical: 'C4d',
  },
  {
    name: 'a line for each value of a name',
    from: HEADER_LINE,
    to: 'lines.extend(name + ":" + value + "\\n" for value in values)',
    mistake: 'duplicate-header/separate-lines',
  },
  {
    name: 'the first value of a name alone',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + values[0] + "\\n")',
    mistake: 'duplicate-header/first-only',
  },
  {
    name: 'the last value of a name alone',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + values[-1] + "\\n")',
    mistake: 'duplicate-header/last-only',
  },
  {
    name: 'comma and space between the values of a name',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + ", ".join(values) + "\\n")',
    mistake: 'duplicate-header/joined-with-spaces',
  },
  {
    name: 'values of a name sorted',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + ",".join(sorted(values)) + "\\n")',
    mistake: 'duplicate-header/another-order',
  },
  {
    name: 'port behind the host',
    from: VALUES_OF_NAME,
    to: `${VALUES_OF_NAME}\n        values = [value + ":443" for value in values] if name == "host" else values`,
    mistake: 'host-default-port-signed/port-443',
    typical: 'C21',
  },
  {
    name: 'Content-Type without its charset',
    from: VALUES_OF_NAME,
    to: `${VALUES_OF_NAME}\n        values = [value.split(";")[0] for value in values] if name == "content-type" else values`,
    mistake: 'content-type-added-or-changed/signed-without-charset',
  },
  {
    name: 'CR at the end of each line',
    from: HEADER_LINE,
    to: 'lines.append(name + ":" + ",".join(values) + "\\r\\n")',
    mistake: 'crlf-or-extra-newline/cr-in-headers',
  },
  {
    name: 'letters beyond ASCII left out of a value',
    from: ONE_SPACE,
    to: `${ONE_SPACE}.encode("ascii", "ignore").decode()`,
    mistake: 'non-ascii-header-value/signed-left-out',
  },
  {
    name: 'question marks for the letters beyond ASCII of a value',
    from: ONE_SPACE,
    to: `${ONE_SPACE}.encode("ascii", "replace").decode()`,
    mistake: 'non-ascii-header-value/signed-question-marks',
  },
];
