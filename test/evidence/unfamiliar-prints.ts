/**
 * Ways in which programs really print what they signed, with the prose of the person who pastes it and what the paste
 * went through. Written before the reader that they measure, and never edited after it: a row that is not read is a
 * fault of the reader.
 */

/** The texts of a client that signed something. */
export interface SignedTexts {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

export interface UnfamiliarPrint {
  /** The program, and what happened to its output. */
  readonly what: string;
  readonly print: (texts: SignedTexts) => string;
}

const each = (text: string, change: (line: string, index: number) => string): string =>
  text.split('\n').map(change).join('\n');
const json = (text: string): string => JSON.stringify(text);
const bare = (text: string): string => JSON.stringify(text).slice(1, -1);
/** The text of a literal between single quotation marks, with escapes. */
const single = (text: string): string => bare(text).replaceAll('\\"', '"').replaceAll("'", "\\'");
/** What Perl writes between single quotation marks. */
const perl = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
/** What bash writes between double quotation marks. */
const doubled = (text: string): string => text.replace(/[\\"$`]/g, '\\$&');
/** A word of bash in single quotation marks. */
const shell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const hex = (text: string): string[] =>
  [...Buffer.from(text, 'utf8')].map((byte) => byte.toString(16).padStart(2, '0'));

/** Breaks a text after each of its line endings. */
const withEndings = (text: string): string[] => text.split(/(?<=\n)/);

/** As `xxd` prints. */
function xxd(text: string): string {
  const bytes = hex(text);
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16);
    const pairs = row.join('').match(/.{1,4}/g) ?? [];
    const shown = row.map((pair) => {
      const code = Number.parseInt(pair, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
    });
    rows.push(`${at.toString(16).padStart(8, '0')}: ${pairs.join(' ').padEnd(39)}  ${shown.join('')}`);
  }
  return rows.join('\n');
}

/** As `hexdump -C` prints. */
function hexdump(text: string): string {
  const bytes = hex(text);
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16);
    const halves = `${row.slice(0, 8).join(' ')}  ${row.slice(8).join(' ')}`;
    const shown = row.map((pair) => {
      const code = Number.parseInt(pair, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
    });
    rows.push(`${at.toString(16).padStart(8, '0')}  ${halves.padEnd(48)}  |${shown.join('')}|`);
  }
  return rows.join('\n');
}

export const UNFAMILIAR_PRINTS: readonly UnfamiliarPrint[] = [
  {
    what: 'Aws::Sigv4::Signature, inspected in irb',
    print: ({ canonicalRequest, stringToSign }) =>
      `irb(main):014:0> sig\n=> #<struct Aws::Sigv4::Signature headers={"host"=>"x"}, string_to_sign=${json(stringToSign)}, canonical_request=${json(canonicalRequest)}, content_sha256="e3b0", signature="ab">`,
  },
  {
    what: 'var_dump of an own class in PHP, German',
    print: ({ canonicalRequest, stringToSign }) =>
      `Das hier gibt mir var_dump aus:\n\nobject(App\\S3\\Signer)#12 (2) {\n  ["kanonisch":protected]=>\n  string(${canonicalRequest.length}) "${canonicalRequest}"\n  ["zuSignieren":protected]=>\n  string(${stringToSign.length}) "${stringToSign}"\n}\n`,
  },
  {
    what: 'print_r in PHP',
    print: ({ canonicalRequest, stringToSign }) =>
      `Array\n(\n    [creq] => ${canonicalRequest}\n    [sts] => ${stringToSign}\n)\n`,
  },
  {
    what: 'Data::Dumper of Perl with line breaks in the string',
    print: ({ canonicalRequest, stringToSign }) =>
      `$VAR1 = '${perl(canonicalRequest)}';\n$VAR2 = '${perl(stringToSign)}';\n`,
  },
  {
    what: 'Data::Dumper of Perl with Useqq, in a mail',
    print: ({ canonicalRequest }) =>
      each(`$VAR1 = {\n  'creq' => ${json(canonicalRequest)}\n};`, (line) => `> ${line}`),
  },
  {
    what: 'pprint in Python: adjacent literals in parentheses',
    print: ({ canonicalRequest, stringToSign }) =>
      `>>> pprint((creq, sts))\n(${withEndings(canonicalRequest)
        .map((line) => `'${single(line)}'`)
        .join('\n ')},\n ${withEndings(stringToSign)
        .map((line) => `'${single(line)}'`)
        .join('\n ')})\n`,
  },
  {
    what: 'icecream in Python',
    print: ({ canonicalRequest }) =>
      `ic| signer.py:88 in sign()- to_hash: ${withEndings(canonicalRequest)
        .map((line) => `'${single(line)}'`)
        .join('\n                                   ')}\n`,
  },
  {
    what: 'f-string with = in Python, bytes, Portuguese',
    print: ({ canonicalRequest, stringToSign }) =>
      `Segue o que eu assino:\nreq_canonica=b'${single(canonicalRequest)}'\npara_assinar=b'${single(stringToSign)}'\nAlguém sabe o que está errado?\n`,
  },
  {
    what: 'locals of a Python traceback, as rich prints them',
    print: ({ canonicalRequest }) =>
      `╭─────────────────── locals ───────────────────╮\n│ creq = '${single(canonicalRequest)}'\n│ self = <S3Signer object at 0x7f3c>\n╰──────────────────────────────────────────────╯\n`,
  },
  {
    what: 'dbg! in Rust',
    print: ({ canonicalRequest, stringToSign }) =>
      `[src/sign.rs:42:5] &canonical = ${json(canonicalRequest)}\n[src/sign.rs:57:5] &to_sign = ${json(stringToSign)}\n`,
  },
  {
    what: 'tracing in Rust: lines as they are',
    print: ({ canonicalRequest, stringToSign }) =>
      `2024-05-01T10:11:12.123456Z TRACE my_s3::signing: canonical_request=${canonicalRequest}\n2024-05-01T10:11:12.123501Z TRACE my_s3::signing: string_to_sign=${stringToSign}\n`,
  },
  {
    what: 'spew.Dump in Go',
    print: ({ canonicalRequest, stringToSign }) =>
      `(string) (len=${canonicalRequest.length}) ${json(canonicalRequest)}\n(string) (len=${stringToSign.length}) ${json(stringToSign)}\n`,
  },
  {
    what: 'log/slog in Go, text handler, in the log of docker compose',
    print: ({ canonicalRequest, stringToSign }) =>
      `uploader-1  | time=2024-05-01T10:11:12.123Z level=DEBUG msg=signing creq=${json(canonicalRequest)} tosign=${json(stringToSign)}\nuploader-1  | time=2024-05-01T10:11:12.321Z level=ERROR msg="upload failed"\n`,
  },
  {
    what: 'zap in Go: a JSON line',
    print: ({ canonicalRequest, stringToSign }) =>
      `${JSON.stringify({ level: 'debug', ts: 1714558272.1, caller: 's3/sign.go:61', msg: 'presign', cr: canonicalRequest, s2s: stringToSign })}\n`,
  },
  {
    what: 'Printf in Go with raw lines between dashes, Russian',
    print: ({ canonicalRequest, stringToSign }) =>
      `Вот что я подписываю:\n-----\n${canonicalRequest}\n-----\n${stringToSign}\n-----\nЧто не так?\n`,
  },
  {
    what: 'lines of a console program on Windows',
    print: ({ canonicalRequest, stringToSign }) =>
      `[Signer] Request to hash >>>\n${canonicalRequest}\n<<<\n[Signer] Text for HMAC >>>\n${stringToSign}\n<<<\n`.replaceAll(
        '\n',
        '\r\n',
      ),
  },
  {
    what: 'the watch window of Visual Studio',
    print: ({ canonicalRequest, stringToSign }) =>
      `+\t\tthis\t{S3.Signer}\tS3.Signer\n\t\tcanon\t${json(canonicalRequest)}\tstring\n\t\tsts\t${json(stringToSign)}\tstring\n`,
  },
  {
    what: 'Serilog of .NET, compact JSON, Chinese',
    print: ({ canonicalRequest, stringToSign }) =>
      `日志如下：\n${JSON.stringify({ '@t': '2024-05-01T10:11:12.1Z', '@mt': '签名前 {Req} {Text}', Req: canonicalRequest, Text: stringToSign })}\n`,
  },
  {
    what: 'a logger of Java: a time before the first line only',
    print: ({ canonicalRequest, stringToSign }) =>
      `10:11:12.345 [main] DEBUG c.e.s3.Auth - To be hashed: ${canonicalRequest}\n10:11:12.349 [main] DEBUG c.e.s3.Auth - To be signed: ${stringToSign}\n`,
  },
  {
    what: 'Log.d of Android: a tag before each line',
    print: ({ canonicalRequest, stringToSign }) =>
      each(`${canonicalRequest}\n--\n${stringToSign}`, (line) => `05-01 10:11:12.345  4321  4388 D S3Auth  : ${line}`),
  },
  {
    what: 'debugPrint of Flutter',
    print: ({ canonicalRequest, stringToSign }) =>
      each(`creq\n${canonicalRequest}\nsts\n${stringToSign}`, (line) => `I/flutter ( 8812): ${line}`),
  },
  {
    what: 'po of lldb, Swift, French',
    print: ({ canonicalRequest }) =>
      `J'ai mis un point d'arrêt, voici ce que je signe :\n\n(lldb) p requete\n(String) $R0 = ${json(canonicalRequest)}\n`,
  },
  {
    what: 'NSLog',
    print: ({ canonicalRequest, stringToSign }) =>
      `2024-05-01 10:11:12.345678+0200 Photos[4321:88123] Hash this: ${canonicalRequest}\n2024-05-01 10:11:12.345999+0200 Photos[4321:88123] Sign this: ${stringToSign}\n`,
  },
  {
    what: 'IO.inspect of Elixir',
    print: ({ canonicalRequest, stringToSign }) =>
      `canonical: ${json(canonicalRequest)}\nto_sign: ${json(stringToSign)}\n`,
  },
  {
    what: 'io:format ~p of Erlang: binaries in pieces',
    print: ({ canonicalRequest }) =>
      `Creq = <<${withEndings(canonicalRequest)
        .map((line) => json(line))
        .join('\n         ')}>>\n`,
  },
  {
    what: 'traceShow of Haskell: a tuple',
    print: ({ canonicalRequest, stringToSign }) => `(${json(canonicalRequest)},${json(stringToSign)})\n`,
  },
  {
    what: 'ngx.log of OpenResty: the end of the entry on the last line',
    print: ({ canonicalRequest }) =>
      `2024/05/01 10:11:12 [error] 31#31: *7 [lua] signer.lua:42: sign(): ${canonicalRequest}, client: 10.0.0.7, server: _, request: "GET / HTTP/1.1"\n`,
  },
  {
    what: '@show of Julia',
    print: ({ canonicalRequest, stringToSign }) => `creq = ${json(canonicalRequest)}\nsts = ${json(stringToSign)}\n`,
  },
  {
    what: 'print of R',
    print: ({ canonicalRequest, stringToSign }) =>
      `> creq\n[1] ${json(canonicalRequest)}\n> sts\n[1] ${json(stringToSign)}\n`,
  },
  {
    what: 'set -x of bash with dollar quotes',
    print: ({ canonicalRequest, stringToSign }) =>
      `++ printf %s $'${single(canonicalRequest)}'\n++ openssl dgst -sha256\n+ tosign=$'${single(stringToSign)}'\n`,
  },
  {
    what: 'set -x of bash with line breaks in the quotes',
    print: ({ canonicalRequest, stringToSign }) =>
      `+ creq=${shell(canonicalRequest)}\n+ to_sign=${shell(stringToSign)}\n`,
  },
  {
    what: 'declare -p of bash',
    print: ({ canonicalRequest, stringToSign }) =>
      `declare -- anfrage="${doubled(canonicalRequest)}"\ndeclare -- text="${doubled(stringToSign)}"\n`,
  },
  {
    what: 'cat -A',
    print: ({ canonicalRequest, stringToSign }) =>
      `$ cat -A creq.txt\n${each(canonicalRequest, (line) => `${line}$`)}\n$ cat -A sts.txt\n${each(stringToSign, (line) => `${line}$`)}\n`,
  },
  {
    what: 'cat -n',
    print: ({ canonicalRequest }) =>
      `$ cat -n creq.txt\n${each(canonicalRequest, (line, index) => `${String(index + 1).padStart(6)}\t${line}`)}\n`,
  },
  {
    what: 'xxd',
    print: ({ canonicalRequest, stringToSign }) =>
      `$ xxd creq.txt\n${xxd(canonicalRequest)}\n$ xxd sts.txt\n${xxd(stringToSign)}\n`,
  },
  { what: 'hexdump -C', print: ({ canonicalRequest }) => `${hexdump(canonicalRequest)}\n` },
  {
    what: 'console.log of an object in Node.js, Spanish',
    print: ({ canonicalRequest, stringToSign }) =>
      `Esto es lo que firmo:\n{\n  peticion: ${withEndings(canonicalRequest)
        .map((line) => `'${single(line)}'`)
        .join(' +\n    ')},\n  cadena: ${withEndings(stringToSign)
        .map((line) => `'${single(line)}'`)
        .join(' +\n    ')}\n}\n`,
  },
  {
    what: 'the lines as an array, before they are joined',
    print: ({ canonicalRequest }) =>
      `[\n${canonicalRequest
        .split('\n')
        .map((line) => `  '${single(line)}'`)
        .join(',\n')}\n]\n`,
  },
  {
    what: 'a block of YAML, as Ansible prints with the yaml callback',
    print: ({ canonicalRequest, stringToSign }) =>
      `ok: [localhost] =>\n  creq: |-\n${each(canonicalRequest, (line) => `    ${line}`)}\n  sts: |-\n${each(stringToSign, (line) => `    ${line}`)}\n`,
  },
  {
    what: 'stdout_lines of Ansible',
    print: ({ canonicalRequest }) =>
      `ok: [localhost] => {\n    "out.stdout_lines": [\n${canonicalRequest
        .split('\n')
        .map((line) => `        ${json(line)}`)
        .join(',\n')}\n    ]\n}\n`,
  },
  {
    what: 'the serial monitor of Arduino',
    print: ({ canonicalRequest, stringToSign }) =>
      each(`hashing\n${canonicalRequest}\nsigning\n${stringToSign}`, (line) => `10:11:12.345 -> ${line}`),
  },
  {
    what: 'rsyslog: line breaks in octal',
    print: ({ canonicalRequest, stringToSign }) =>
      `May  1 10:11:12 web1 backup[812]: canon ${canonicalRequest.replaceAll('\n', '#012')}\nMay  1 10:11:12 web1 backup[812]: tosign ${stringToSign.replaceAll('\n', '#012')}\n`,
  },
  {
    what: 'journalctl: a prefix before each line',
    print: ({ canonicalRequest }) => each(canonicalRequest, (line) => `May 01 10:11:12 web1 backup[812]: ${line}`),
  },
  {
    what: 'the line breaks as \\n and also as line breaks, as in documentation',
    print: ({ canonicalRequest, stringToSign }) =>
      `My request:\n${canonicalRequest.replaceAll('\n', '\\n\n')}\n\nMy string:\n${stringToSign.replaceAll('\n', '\\n\n')}\n`,
  },
  {
    what: 'a printed text in brackets, HTML-escaped by a forum, Polish',
    print: ({ canonicalRequest, stringToSign }) =>
      html(`Podpisuję to: [${canonicalRequest}]\na potem to: [${stringToSign}]\nGdzie jest błąd?\n`),
  },
  {
    what: 'an event of log4net in XML',
    print: ({ canonicalRequest }) =>
      `<log4net:event logger="S3.Signer" level="DEBUG"><log4net:message>${html(canonicalRequest).replaceAll('\n', '&#xA;')}</log4net:message></log4net:event>\n`,
  },
  {
    what: 'prn of Clojure',
    print: ({ canonicalRequest, stringToSign }) => `{:creq ${json(canonicalRequest)}, :sts ${json(stringToSign)}}\n`,
  },
  {
    what: 'print of gdb',
    print: ({ canonicalRequest, stringToSign }) =>
      `(gdb) p creq\n$1 = ${json(canonicalRequest)}\n(gdb) p sts\n$2 = ${json(stringToSign)}\n`,
  },
  {
    what: 'Format-List of PowerShell: values in a column',
    print: ({ canonicalRequest, stringToSign }) =>
      `\n\nAnfrage : ${each(canonicalRequest, (line, index) => (index === 0 ? line : `          ${line}`))}\nText    : ${each(stringToSign, (line, index) => (index === 0 ? line : `          ${line}`))}\n\n`,
  },
  {
    what: 'the lines of a unified diff against another client',
    print: ({ canonicalRequest }) =>
      `--- mine\n+++ theirs\n@@ -1,9 +1,9 @@\n${each(canonicalRequest, (line) => ` ${line}`)}\n`,
  },
  {
    what: 'an own step-by-step print, no words that say what it is, Japanese',
    print: ({ canonicalRequest, stringToSign }) =>
      `手順1\n${canonicalRequest}\n\n手順2\n${stringToSign}\n\n何が間違っていますか。\n`,
  },
  {
    what: 'a heredoc of a shell script, Turkish',
    print: ({ canonicalRequest, stringToSign }) =>
      `İmzaladığım metin:\ncat > istek <<SON\n${canonicalRequest}\nSON\ncat > metin <<SON\n${stringToSign}\nSON\n`,
  },
];
