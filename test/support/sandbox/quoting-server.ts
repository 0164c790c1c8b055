/** A server that quotes what it got, as S3 does for a wrong signature: in XML, and as pairs of hexadecimal digits. */
import type { Conversation } from '../../../src/wire/listen.ts';

const pairsOf = (text: string) => Buffer.from(text, 'latin1').toString('hex').replace(/../g, '$& ').trim();
/** S3 leaves quotation marks as they are: nothing in the content of an element needs more than this. */
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const element = (name: string, text: string) =>
  `<${name}>${escaped(text)}</${name}><${name}Bytes>${pairsOf(text)}</${name}Bytes>`;

/** One request, whole: its head, then as many bytes as it says. */
const isWhole = (got: string) => {
  const end = got.indexOf('\r\n\r\n');
  return end >= 0 && got.length >= end + 4 + Number(/^content-length: (\d+)/im.exec(got)?.[1] ?? 0);
};

/** The token also in the status line and in a header; the policy of a form as the string to sign. */
export function quoting(): Conversation {
  let got = '';
  return (piece) => {
    got += Buffer.from(piece).toString('latin1');
    if (!isWhole(got)) return null;
    const head = got.slice(0, got.indexOf('\r\n\r\n'));
    const token = /^x-amz-security-token: (.*)$/im.exec(head)?.[1] ?? '';
    const policy = /name="policy"\r\n\r\n([^\r]*)/.exec(got)?.[1] ?? '';
    const body = `<Error>${element('CanonicalRequest', head)}${element('StringToSign', policy)}${element('Token', token)}</Error>`;
    const answer = `HTTP/1.1 403 ${token}\r\nX-Token: ${token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    return { bytes: Buffer.from(answer, 'latin1'), isLast: true };
  };
}
