/** What happens to an answer before it is pasted, as functions on its text. Written for the tests, from what threads show. */

const lines = (text: string, change: (line: string, index: number) => string) =>
  text.split('\n').map(change).join('\n');

const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const json = (text: string) => JSON.stringify(text).slice(1, -1);

const goQuoted = (text: string) => `"${json(text)}"`;

/** As `repr` of bytes writes them. */
const pythonBytes = (text: string) =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === '\n') return '\\n';
      if (character === '\\' || character === "'") return `\\${character}`;
      return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

/** As Python's `pprint` breaks long ones: never inside an escape. */
function inPieces(text: string): string {
  const tokens = pythonBytes(text).match(/\\x..|\\.|[^\\]/g) ?? [];
  const pieces: string[] = [];
  for (let at = 0; at < tokens.length; at += 66) pieces.push(`b'${tokens.slice(at, at + 66).join('')}'`);
  return `{'data': ${pieces.join('\n         ')},\n 'headers': {'x-amz-request-id': 'A1'},\n 'status': 403}`;
}

export interface Damage {
  readonly what: string;
  readonly done: (answer: string) => string;
}

export const DAMAGES: readonly Damage[] = [
  { what: 'nothing', done: (answer) => answer },
  { what: 'entities of HTML', done: html },
  { what: 'entities of HTML twice', done: (answer) => html(html(answer)) },
  { what: 'a JSON string', done: (answer) => `{"level":"error","body":${JSON.stringify(answer)},"at":1}` },
  {
    what: 'a JSON string in a JSON string',
    done: (answer) => JSON.stringify({ log: JSON.stringify({ body: answer }) }),
  },
  {
    what: 'a JSON string with \\u003c',
    done: (answer) => json(answer).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'),
  },
  {
    what: 'a JSON string with \\u003c, twice',
    done: (answer) => json(json(answer).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')),
  },
  { what: 'percent-encoding', done: (answer) => encodeURIComponent(answer) },
  { what: "Go's quotation", done: (answer) => `time="2024" level=error msg=${goQuoted(answer)} code=403` },
  { what: "Python's quotation", done: (answer) => `Response body:\nb'${pythonBytes(answer)}'\n2024-01-01 DEBUG next` },
  { what: "Python's quotation, in pieces", done: (answer) => `DEBUG: Response:\n${inPieces(answer)}\nDEBUG: next` },
  { what: 'line ends that are spaces', done: (answer) => answer.replaceAll('\n', ' ') },
  { what: 'CR LF', done: (answer) => answer.replaceAll('\n', '\r\n') },
  { what: 'indentation', done: (answer) => lines(answer, (line) => `   ${line}`) },
  {
    what: 'indentation but of the first line',
    done: (answer) => lines(answer, (line, index) => (index ? `\t${line}` : line)),
  },
  { what: 'spaces at line ends', done: (answer) => lines(answer, (line) => `${line}  `) },
  { what: 'a quoted mail', done: (answer) => lines(answer, (line) => `> ${line}`) },
  { what: 'a mail quoted twice', done: (answer) => lines(answer, (line) => `> > ${line}`.trimEnd()) },
  {
    what: 'a log with a time before the first line',
    done: (answer) => `2024-01-02 03:04:05,678 - MainThread - client - ERROR - ${answer.replace(/^.*\n/, '')}`,
  },
  {
    what: 'a terminal that is 61 columns wide',
    done: (answer) =>
      lines(answer.replace(/(<\w+>)/g, '\n$1\n').replace(/(<\/\w+>)/g, '\n$1\n'), (line) =>
        line.replace(/(.{61})(?=.)/g, '$1\n'),
      ),
  },
  { what: 'lost empty lines', done: (answer) => answer.replace(/\n\n+/g, '\n') },
  {
    what: 'texts on lines of their own',
    done: (answer) => answer.replace(/<(\w+)>([^<]*)<\//g, '<$1>\n$2\n</'),
  },
  {
    what: 'a pretty-printer',
    done: (answer) =>
      lines(answer.replace(/<(\w+)>([^<]+)<\/\w+>/g, '\n    <$1>\n$2\n    </$1>'), (line) => `        ${line.trim()}`),
  },
  {
    what: 'an end behind the canonical request',
    done: (answer) => answer.slice(0, answer.indexOf('</CanonicalRequest>')),
  },
  {
    what: 'an end in the next tag',
    done: (answer) => answer.slice(0, answer.indexOf('</CanonicalRequest>') + '</CanonicalRequest><Canon'.length),
  },
  { what: 'a beginning in the middle', done: (answer) => answer.slice(answer.indexOf('<StringToSign>')) },
  {
    what: "a browser's view of it",
    done: (answer) => `This XML file does not appear to have any style information.\n${answer.replace(/^.*\n/, '')}`,
  },
];
