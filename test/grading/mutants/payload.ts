/** Mistakes of the signer in Python: the last line, which stands for the payload. */
import { inCanonicalRequest, type Mutant, PAYLOAD_PART } from './mutant.ts';

const HASHED_BODY = 'return hashed_payload(base64.b64decode(line["request"].get("bodyBase64") or ""))';

export const PAYLOAD: readonly Mutant[] = [
  {
    name: 'line of the payload empty',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('""'),
    mistake: 'payload-literal-misspelt/empty-line',
    typical: 'C16',
  },
  {
    name: 'hash of the payload in capitals',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('payload_hash.upper()'),
    mistake: 'payload-literal-misspelt/capitals',
    typical: 'C18',
  },
  {
    name: 'hash of the payload in base64',
    from: PAYLOAD_PART,
    to: inCanonicalRequest(
      'base64.b64encode(bytes.fromhex(payload_hash)).decode() if len(payload_hash) == 64 else payload_hash',
    ),
    mistake: 'payload-literal-misspelt/base64',
    typical: 'C18b',
  },
  {
    name: 'UNSIGNED-PAYLOAD though the header has a hash',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('"UNSIGNED-PAYLOAD" if len(payload_hash) == 64 else payload_hash'),
    mistake: 'payload-literal-misspelt/unsigned-though-hashed',
    typical: 'C23',
  },
  {
    name: 'UNSIGNED-PAYLOAD in small letters',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('payload_hash.lower() if payload_hash == "UNSIGNED-PAYLOAD" else payload_hash'),
    mistake: 'payload-literal-misspelt/misspelt-words',
  },
  {
    name: 'hash of nothing for every payload',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('hashed_payload(b"") if len(payload_hash) == 64 else payload_hash'),
    mistake: 'payload-hash-of-empty-body/last-line',
  },
  {
    name: 'hash of the payload hashed again',
    from: PAYLOAD_PART,
    to: inCanonicalRequest('hashed_payload(payload_hash.encode()) if len(payload_hash) == 64 else payload_hash'),
    mistake: 'payload-literal-misspelt/double',
  },
  {
    name: 'hash of the payload as bytes in Latin-1',
    from: PAYLOAD_PART,
    to: inCanonicalRequest(
      'bytes.fromhex(payload_hash).decode("latin-1") if len(payload_hash) == 64 else payload_hash',
    ),
    mistake: 'payload-literal-misspelt/raw',
  },
  {
    name: 'hash of the base64 of the payload',
    from: HASHED_BODY,
    to: 'return hashed_payload((line["request"].get("bodyBase64") or "").encode())',
    mistake: 'payload-charset-or-binary/signed-base64',
  },
  {
    name: 'hash of the payload with a newline behind it',
    from: HASHED_BODY,
    to: 'return hashed_payload(base64.b64decode(line["request"].get("bodyBase64") or "") + b"\\n")',
    mistake: 'payload-changed-after-signing/signed-before-end-of-body',
  },
];
