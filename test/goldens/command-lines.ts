/**
 * Contains the command lines whose whole output is a golden, as a person types them: by command, each by what it shows.
 * The credentials of AWS's example are in the environment, the clock is at its moment, and the files are in `inputs`.
 */

import { GONE } from '../../src/app/options/gone.ts';

type Lines = Readonly<Record<string, string>>;

const NO_KEYS = 'env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY';
const TOKEN = 'AWS_SESSION_TOKEN=FwoGZXIvYXdzEXAMPLE//////////wEaDEXAMPLETOKEN';
/** Made up for these lines, with what URLs, JSON, and XML write differently. It may be in no output. */
const OWN = "AWS_ACCESS_KEY_ID=AKIDMADEUPKEYFOREXAMP AWS_SECRET_ACCESS_KEY='NotAReal/Secret+KeyOf&These<Tests>EXAMPLE'";
const OWN_TOKEN =
  "AWS_SESSION_TOKEN='NotAReal/Tok3n+OfSessi0ns&These<Tests>That=IsLonger/ThanALine&IsNoToken<AtAll>EXAMPLE=='";
const OBJECT = 's3://examplebucket/test.txt';
const PRESIGNED =
  "'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'";
const COMMANDS = [
  ...['walk', 'sign', 'send', 'verify', 'diagnose', 'causes', 'whoami', 'vectors', 'grade', 'learn'],
  ...['sandbox', 'capture', 'open', 'mcp', 'completion'],
];

/** The texts of a page, without its script and its style. */
const inHtml = (line: string) =>
  `${line} | sed '/<script/,/<\\/script>/d; /<style/,/<\\/style>/d; s/<[^>]*>/ /g' | tr -s ' ' | grep '[^ ]'`;

const program: Lines = {
  version: 'sigv4 --version',
  help: 'sigv4 --help',
  ...Object.fromEntries(COMMANDS.map((name) => [`help-${name}`, `sigv4 ${name} --help`])),
  'unknown-command': 'sigv4 verfy request.txt',
  'unknown-command-far': 'sigv4 frobnicate',
  'unknown-option': `sigv4 sign --presing ${OBJECT}`,
  'missing-value': 'sigv4 sign --region',
  'too-many-words': 'sigv4 whoami now',
  'missing-word': 'sigv4 sign',
  'command-after-options': 'sigv4 --region us-east-1 sign s3://a/b',
  'nothing-in-a-pipe': 'sigv4 | head -5',
};

const walk: Lines = {
  example: 'sigv4 walk --plain',
  'own-request': "sigv4 walk --plain 's3://photos/my cat.jpg?x' -r 0-99 -H 'X-Amz-Meta-Colour:  dark   blue '",
  temporary: `${TOKEN} sigv4 walk --plain 'https://photos.s3.eu-central-1.amazonaws.com/a%2Fb//c?b=2&a=1&a=0'`,
  put: "sigv4 walk --plain -X PUT -d 'Welcome to Amazon S3.' s3://examplebucket/test%24file.text",
  presigned: `sigv4 walk --plain --presign --expires-in 86400 ${OBJECT}`,
  chunks: `head -c 20000 /dev/zero >zeros; sigv4 walk --plain -X PUT --data-binary @zeros --payload streaming-trailer --trailer sha256 --chunk-size 8192 ${OBJECT}`,
  form: 'sigv4 walk --plain --post-policy policy.json -F key=user/cat.txt -F file=@cat.txt s3://examplebucket',
  sigv4a: `sigv4 walk --plain --algorithm sigv4a --region-set us-east-1,eu-* ${OBJECT}`,
  'other-service': "sigv4 walk --plain --service execute-api 'https://h.example.com/a%20b/../c?x'",
  unsigned: `sigv4 walk --plain --no-sign-request ${OBJECT}`,
  sent: `sigv4 walk --plain --send --sandbox ${OBJECT} -r 0-9`,
  json: 'sigv4 walk --json',
  'json-sent': 'sigv4 walk --json --send',
  html: inHtml('sigv4 walk --html -'),
  heard: 'sigv4 walk --screen-reader | head -80',
  broken: 'sigv4 walk --plain --break signing-key-not-binary',
  'broken-on-the-way': `sigv4 walk --plain --break host-rewritten-by-proxy --sandbox ${OBJECT}`,
  'broken-twice': `sigv4 walk --json --break host-rewritten-by-proxy,signing-key-not-binary --sandbox ${OBJECT}`,
  'no-such-break': 'sigv4 walk --break host-rewriten-by-proxy',
  rules: "sigv4 walk --plain --rule plus-in-path=literal 's3://photos/a+b'",
  'not-a-url': 'sigv4 walk --plain not-an-address',
  'secret-of-ones-own': `${OWN} ${OWN_TOKEN} sigv4 walk --plain ${OBJECT}`,
  'secret-of-ones-own-as-json': `${OWN} ${OWN_TOKEN} sigv4 walk --json ${OBJECT}`,
  'show-secret': `${OWN} sigv4 walk --plain --show-secret ${OBJECT} | head -60`,
  'no-credentials': `${NO_KEYS} sigv4 walk --plain ${OBJECT}`,
};

const sign: Lines = {
  request: `sigv4 sign ${OBJECT} -r 0-9`,
  headers: `sigv4 sign --as headers ${OBJECT}`,
  curl: "sigv4 sign --as curl -X PUT -d '=it is' s3://examplebucket/a",
  'url-presigned': `sigv4 sign --presign ${OBJECT}`,
  'curl-presigned': `sigv4 sign --presign --as curl ${OBJECT}`,
  fields: 'sigv4 sign --post-policy policy.json --as fields -F key=user/cat.txt -F file=@cat.txt s3://examplebucket',
  'script-sh': `sigv4 sign --as sh ${OBJECT} -r 0-9`,
  'script-python': `sigv4 sign --as python ${OBJECT} -r 0-9`,
  'script-sh-runs': `sigv4 sign --as sh ${OBJECT} -r 0-9 >s.sh; sh s.sh`,
  'script-step': `sigv4 sign --as python --step signing-key ${OBJECT}`,
  'script-presigned': `sigv4 sign --as sh --presign ${OBJECT}`,
  'script-no-such-step': `sigv4 sign --as sh --step no-such-step ${OBJECT}`,
  sigv4a: `sigv4 sign --algorithm sigv4a ${OBJECT}`,
  'token-hidden': `${TOKEN} sigv4 sign ${OBJECT}`,
  'token-shown': `${TOKEN} sigv4 sign --show-secret ${OBJECT}`,
  'no-credentials': `${NO_KEYS} sigv4 sign ${OBJECT}`,
  'from-a-profile': `${NO_KEYS} sigv4 sign --profile work s3://photos/cat.jpg`,
  'half-a-profile': `${NO_KEYS} sigv4 sign --profile half s3://photos/cat.jpg`,
  'no-such-profile': 'sigv4 sign --profile nobody s3://photos/cat.jpg',
  'not-a-url': 'sigv4 sign not-an-address',
  'no-bucket': 'sigv4 sign s3://',
  'bad-form': `sigv4 sign --as yaml ${OBJECT}`,
  'bad-date': `sigv4 sign --date yesterday ${OBJECT}`,
  'bad-expiry': `sigv4 sign --presign --expires-in 604801 ${OBJECT}`,
  'bad-header': `sigv4 sign -H 'no colon' ${OBJECT}`,
  'bad-region': `sigv4 sign --region 'us east' ${OBJECT}`,
  'bad-payload': `sigv4 sign --payload gzip ${OBJECT}`,
  'bad-rule': `sigv4 sign --rule plus-in-path=maybe ${OBJECT}`,
  'no-such-file': `sigv4 sign -X PUT --data-binary @nothing.bin ${OBJECT}`,
  'options-that-exclude': `sigv4 sign --presign --post-policy policy.json ${OBJECT}`,
  'secret-in-an-operand': `${OWN} sigv4 sign 'NotAReal/Secret+KeyOf&These<Tests>EXAMPLE'`,
  'secret-in-a-header': `${OWN} sigv4 sign -H 'X-Key: NotAReal/Secret+KeyOf&These<Tests>EXAMPLE' ${OBJECT}`,
  'secret-in-the-region': `${OWN} sigv4 sign --region 'NotAReal/Secret+KeyOf&These<Tests>EXAMPLE' ${OBJECT}`,
  'secret-in-an-option-name': `${OWN} sigv4 sign '--NotAReal/Secret+KeyOf&These<Tests>EXAMPLE' ${OBJECT}`,
  'secret-in-a-file-name': `${OWN} sigv4 sign --data-binary '@NotAReal/Secret+KeyOf&These<Tests>EXAMPLE' -X PUT ${OBJECT}`,
};

/** With a sandbox at the moment of AWS's example, under a name that is always the same. */
const served = (lines: string, sandbox = 'sandbox --plain --clock 20130524T000000Z --bucket photos') =>
  `. ./serve.sh; serve ${sandbox}; ${lines}; stop`;

const send: Lines = {
  'put-and-get': served('to send -X PUT -d hello s3://photos/a.txt; to send s3://photos/a.txt'),
  include: served('to send -i s3://photos/none.txt'),
  fail: served('to send -f s3://photos/none.txt; echo "exit code $?"'),
  verbose: served('to send -v -X PUT -d hello s3://photos/a.txt 2>&1'),
  output: served('to send -X PUT -d hello s3://photos/a.txt; to send -o got.txt s3://photos/a.txt; cat got.txt'),
  presigned: served('to send --presign -i s3://photos/none.txt'),
  chunks: served(
    'head -c 20000 /dev/zero >zeros; to send -i -X PUT --data-binary @zeros --payload streaming-trailer --chunk-size 8192 s3://photos/z',
  ),
  'wrong-secret': served(
    'AWS_SECRET_ACCESS_KEY=NotTheSecretOfTheExampleButAsLongAsItXXX to send s3://photos/a.txt; searched',
  ),
  'token-not-shown': served(`${OWN_TOKEN} to send -v s3://photos/a.txt 2>&1`),
  'nothing-listens': `sigv4 send --endpoint-url http://127.0.0.1:9 ${OBJECT}`,
  'output-in-no-folder': served('to send -o no/such/folder/x s3://photos/a.txt; echo "exit code $?"'),
  'not-a-url': 'sigv4 send photos',
};

const verify: Lines = {
  right: 'sigv4 verify fixtures/requests/get-range.txt',
  browser: 'sigv4 verify fixtures/requests/get-range-browser.txt',
  'curl-verbose': 'sigv4 verify fixtures/requests/get-range-curl-verbose.txt',
  pasted: 'sigv4 verify fixtures/requests/get-range-pasted.txt',
  'curl-signed': 'sigv4 verify fixtures/requests/curl-signed.txt',
  'botocore-log': 'sigv4 verify fixtures/requests/botocore-log.txt',
  body: 'sigv4 verify fixtures/requests/put-with-body.txt',
  'other-body': 'sigv4 verify fixtures/requests/put-with-other-body.txt',
  'http-chunks': 'sigv4 verify fixtures/requests/put-in-http-chunks.txt',
  stdin: 'sigv4 verify - <fixtures/requests/get-range.txt',
  'other-host': 'sed s/examplebucket/other/ fixtures/requests/get-range.txt | sigv4 verify -',
  json: 'sed s/examplebucket/other/ fixtures/requests/get-range.txt | sigv4 verify --json -',
  share: 'sed s/examplebucket/other/ fixtures/requests/get-range.txt | sigv4 verify --share -',
  'share-revealed': 'sigv4 verify --share --reveal bucket,host fixtures/requests/get-range.txt',
  html: inHtml('sigv4 verify --html - fixtures/requests/get-range.txt'),
  walk: 'sigv4 verify --walk --plain fixtures/requests/get-range.txt',
  presigned: `sigv4 verify ${PRESIGNED}`,
  'presigned-expired': `sigv4 verify --at 20130526T000000Z ${PRESIGNED}`,
  'presigned-put': `sigv4 verify -X PUT ${PRESIGNED}`,
  'curl-command': `sigv4 verify "curl -H 'Range: bytes=0-9' ${PRESIGNED.slice(1, -1)}"`,
  canonical: 'sigv4 verify canonical.txt',
  har: 'sigv4 verify browser.har',
  'har-entry': 'sigv4 verify --entry 2 browser.har',
  'no-such-entry': 'sigv4 verify --entry 9 browser.har',
  lines: 'sigv4 verify --jsonl <lines.jsonl',
  'no-secret': `${NO_KEYS} sigv4 verify fixtures/requests/get-range.txt`,
  'secret-from-a-file': `${NO_KEYS} sigv4 verify --secret-from secret.txt fixtures/requests/get-range.txt`,
  'secrets-by-key': `${NO_KEYS} sigv4 verify --secret-from secrets.txt --json fixtures/requests/get-range.txt`,
  'no-such-secret-file': 'sigv4 verify --secret-from nothing.txt fixtures/requests/get-range.txt',
  'wrong-secret': `${OWN} sigv4 verify --secret-from secrets.txt --show-secret fixtures/requests/get-range.txt | head -40`,
  malformed: 'sigv4 verify malformed.txt',
  'signature-version-2': 'sigv4 verify signature-version-2.txt',
  'sister-scheme': 'sigv4 verify sister.txt',
  'no-signature': "printf 'GET / HTTP/1.1\\nHost: a\\n\\n' | sigv4 verify -",
  license: 'printf "Permission is hereby granted, free of charge" | sigv4 verify -',
  picture: 'sigv4 verify picture.png',
  escapes: 'sigv4 verify escapes.txt',
  empty: 'sigv4 verify - </dev/null',
  'no-such-file': 'sigv4 verify nothing.txt',
  folder: 'sigv4 verify fixtures',
  'bad-clock': 'sigv4 verify --at noon fixtures/requests/get-range.txt',
};

const FAILURE = 'fixtures/failures/client-log.txt fixtures/failures/refused-answer.txt';
const REQUEST = `sigv4 sign ${OBJECT} -r 0-9 >request.txt`;

const diagnose: Lines = {
  'both-sides': `sigv4 diagnose ${FAILURE}`,
  'both-sides-no-secret': `${NO_KEYS} sigv4 diagnose ${FAILURE}`,
  'answer-only': 'sigv4 diagnose fixtures/failures/refused-answer.txt',
  'log-only': `${NO_KEYS} sigv4 diagnose fixtures/failures/client-log.txt`,
  json: `sigv4 diagnose --json ${FAILURE}`,
  'json-no-secret': `${NO_KEYS} sigv4 diagnose --json fixtures/failures/refused-answer.txt`,
  share: `sigv4 diagnose --share ${FAILURE}`,
  html: inHtml(`sigv4 diagnose --html - ${FAILURE}`),
  host: 'sigv4 diagnose host-answer.txt',
  'host-and-request': `${REQUEST}; ${NO_KEYS} sigv4 diagnose request.txt host-answer.txt`,
  'signing-key': 'sigv4 diagnose key-answer.txt',
  'signing-key-no-secret': `${NO_KEYS} sigv4 diagnose key-answer.txt`,
  'accept-encoding': 'sigv4 diagnose encoding-answer.txt',
  path: 'sigv4 diagnose path-answer.txt',
  region: 'sigv4 diagnose region-answer.txt',
  'two-mistakes': 'sigv4 diagnose two-answer.txt',
  'another-secret': 'sigv4 diagnose secret-answer.txt',
  'entities-and-quotes': "sed 's/</\\&lt;/g; s/^/> /' host-answer.txt | sigv4 diagnose -",
  'json-string': `printf '{"body": "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>AWS4-HMAC-SHA256\\\\n20130524T000000Z\\\\n20130524/us-east-1/s3/aws4_request\\\\nd915a5bbe7b7b757758fdf0429f1ae04e0e9c9e65e3679037a24653de8d23a17</StringToSign></Error>"}' | sigv4 diagnose -`,
  'access-denied':
    "printf '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>' | sigv4 diagnose -",
  clock:
    "printf '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>20130524T000000Z</RequestTime><ServerTime>2013-05-24T01:00:00Z</ServerTime></Error>' | sigv4 diagnose -",
  redirect:
    "printf '<Error><Code>PermanentRedirect</Code><Message>The bucket you are attempting to access must be addressed using the specified endpoint.</Message><Endpoint>photos.s3.eu-west-1.amazonaws.com</Endpoint></Error>' | sigv4 diagnose -",
  'unknown-code': "printf '<Error><Code>SomethingOfTheirOwn</Code><Message>No.</Message></Error>' | sigv4 diagnose -",
  'right-request': 'sigv4 diagnose fixtures/requests/get-range.txt',
  presigned: `sigv4 diagnose ${PRESIGNED}`,
  'sister-scheme': 'sigv4 diagnose sister.txt',
  code: 'sigv4 diagnose code.py',
  license: 'printf "Permission is hereby granted, free of charge" | sigv4 diagnose -',
  picture: 'sigv4 diagnose picture.png',
  empty: 'sigv4 diagnose - </dev/null',
  'no-such-file': 'sigv4 diagnose nothing.txt',
  'secret-in-the-paste': `${NO_KEYS} sigv4 diagnose - <<'END'
aws_secret_access_key = NotAReal/Secret+KeyOf&These<Tests>EXAMPLE
$(cat host-answer.txt)
END
`.replace(
    '$(cat host-answer.txt)',
    '<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>AKIDMADEUPKEYFOREXAMP</AWSAccessKeyId></Error>',
  ),
};

const others: Lines = {
  causes: 'sigv4 causes',
  cause: 'sigv4 causes host-rewritten-by-proxy',
  'cause-with-lines': 'sigv4 causes wrong-region',
  'no-such-cause': 'sigv4 causes host-rewriten-by-proxy',
  'part-of-a-cause': 'sigv4 causes port',
  'causes-json': 'sigv4 causes --json',
  whoami: 'sigv4 whoami',
  'whoami-json': 'sigv4 whoami --json',
  'whoami-profile': `${NO_KEYS} sigv4 whoami --profile work`,
  'whoami-sso': `${NO_KEYS} sigv4 whoami --profile sso`,
  'whoami-nothing': `${NO_KEYS} AWS_CONFIG_FILE=/nothing AWS_SHARED_CREDENTIALS_FILE=/nothing sigv4 whoami`,
  'whoami-blanks': "AWS_SECRET_ACCESS_KEY='NotAReal/Secret+KeyOf&These<Tests>EXAMPLE ' sigv4 whoami",
  'whoami-endpoint': 'sigv4 whoami --region eu-central-1 --endpoint-url http://127.0.0.1:9000',
  vectors: 'sigv4 vectors',
  'vectors-json': 'sigv4 vectors --json',
  'vectors-no-folder': 'sigv4 vectors no-such-folder',
  'open-har': 'sigv4 open browser.har',
  'open-entry': 'sigv4 open browser.har --entry 2',
  'mcp-tools': `printf '%s\\n' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}' '{"jsonrpc":"2.0","method":"notifications/initialized"}' '{"jsonrpc":"2.0","id":2,"method":"tools/list"}' | sigv4 mcp`,
  'mcp-call': `printf '%s\\n' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}' '{"jsonrpc":"2.0","method":"notifications/initialized"}' '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"causes","arguments":{"id":"wrong-region"}}}' | sigv4 mcp`,
};

const RUN = 'node signer.mjs';
const grade: Lines = {
  right: `cp tutorial/signers/signer.mjs .; sigv4 grade -- ${RUN}`,
  json: `cp tutorial/signers/signer.mjs .; sigv4 grade --json -- ${RUN}`,
  wrong: `sed "s/update(message).digest()/update(message).digest('hex')/" tutorial/signers/signer.mjs >signer.mjs; sigv4 grade --only 's3-documentation/*' -- ${RUN}`,
  'says-less': `sed "s/update(message).digest()/update(message).digest('hex')/" tutorial/signers/signer.mjs >signer.mjs; sigv4 grade --say 1 --only 's3-documentation/*' -- ${RUN}`,
  tap: `cp tutorial/signers/signer.mjs .; sigv4 grade --tap --only 's3-documentation/*' -- ${RUN}`,
  junit: `cp tutorial/signers/signer.mjs .; sigv4 grade --junit --only 's3-documentation/*' -- ${RUN} | sed 's/time="[^"]*"//g'`,
  'fresh-cases': `cp tutorial/signers/signer.mjs .; sigv4 grade --seed one -- ${RUN}`,
  'says-nothing': 'sigv4 grade -- true',
  'not-a-program': 'sigv4 grade -- ./no-such-program',
  'no-program': 'sigv4 grade',
  'no-such-case': `sigv4 grade --only 'nothing/*' -- ${RUN}`,
};

const learn: Lines = {
  list: 'sigv4 learn list',
  search: 'sigv4 learn list encode',
  handout: 'sigv4 learn ten-lines --plain',
  notes: 'sigv4 learn encode-once --plain --notes',
  test: 'sigv4 learn test --plain',
  puzzle: 'sigv4 learn p1 --plain',
  hint: 'sigv4 learn hint ten-lines',
  answer: 'printf "3\\n" | sigv4 learn answer ten-lines',
  'answer-again':
    'sigv4 learn ten-lines --plain >/dev/null; printf "a\\n" | sigv4 learn answer ten-lines; sigv4 learn list',
  reset: 'sigv4 learn reset ten-lines',
  'no-such-lesson': 'sigv4 learn no-such-lesson',
  heard: 'sigv4 learn ten-lines --screen-reader </dev/null',
};

const sandbox: Lines = {
  jsonl: served(
    'to send -X PUT -d hello s3://photos/a.txt; to send s3://photos/a.txt; to send s3://photos/none.txt >/dev/null; AWS_SECRET_ACCESS_KEY=x to send s3://photos/a.txt >/dev/null; searched',
    'sandbox --jsonl --clock 20130524T000000Z --bucket photos',
  ),
  listing: served(
    "for k in a b c/d; do to send -X PUT -d $k s3://photos/$k; done; at send 'http://s3.localhost:9000/photos/?list-type=2'; at send 'http://s3.localhost:9000/photos/?versions'; at send 'http://s3.localhost:9000/photos/?uploads'; at send 'http://s3.localhost:9000/photos/?location'",
  ),
  copy: served(
    "to send -X PUT -d hello s3://photos/a; to send -X PUT -H 'x-amz-copy-source: /photos/a' s3://photos/b; to send s3://photos/b; to send -X DELETE -i s3://photos/b",
  ),
  conditions: served(
    "to send -X PUT -d hello s3://photos/a; to send -i -X PUT -H 'If-None-Match: *' -d again s3://photos/a; to send -i -H 'If-None-Match: \"5d41402abc4b2a76b9719d911017c592\"' s3://photos/a",
  ),
  multipart: served(
    "at send -X POST 'http://s3.localhost:9000/photos/big?uploads' | tr -d '\\n' | sed 's/<UploadId>[^<]*/<UploadId>ID/g'; at send 'http://s3.localhost:9000/photos/?uploads' | sed 's/<UploadId>[^<]*/<UploadId>ID/g'",
  ),
  'not-offered': served(
    "at send -X PUT -d '<x/>' 'http://s3.localhost:9000/photos/?acl'; at send -X PUT -d '<x/>' 'http://s3.localhost:9000/photos/?website'",
  ),
  naive: served(
    'to send -i --date 20130523T000000Z s3://photos/none',
    'sandbox --plain --clock 20130524T000000Z --bucket photos --naive clock',
  ),
  late: served('to send --date 20130523T000000Z s3://photos/none'),
  'fail-on-refused': served(
    'AWS_SECRET_ACCESS_KEY=x to send s3://photos/a.txt >/dev/null; searched',
    'sandbox --plain --fail-on-refused --clock 20130524T000000Z --bucket photos',
  ),
  'signature-version-2': served(
    "to send --no-sign-request -i -H 'Authorization: AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=' s3://photos/a.txt",
  ),
  'sister-scheme': served(
    "to send --no-sign-request -i -H 'x-goog-date: 20130524T000000Z' -H 'Authorization: GOOG4-HMAC-SHA256 Credential=GOOGTS7C7FUP3AIRVEXAMPLE/20130524/us-east-1/storage/goog4_request, SignedHeaders=host;x-goog-date, Signature=7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972' s3://photos/a.txt",
  ),
  unsigned: served('to send --no-sign-request -i s3://photos/a.txt'),
  'own-keys': served(
    `${OWN} to send -X PUT -d hello s3://photos/a; to send s3://photos/a`,
    'sandbox --plain --clock 20130524T000000Z --bucket photos --secret-from secrets.txt',
  ),
  'class-keys': served(
    "sed 's/:.*//; s/,.*//' keys.csv | head -4; ls keys*",
    'sandbox --plain --make-keys 3 --csv keys.csv',
  ),
  'open-to-others': 'sigv4 sandbox --listen 0.0.0.0',
  'bad-port': 'sigv4 sandbox --port 70000',
  'bad-check': 'sigv4 sandbox --naive everything',
  'bad-clock': 'sigv4 sandbox --clock tomorrow',
  'csv-alone': 'sigv4 sandbox --csv keys.csv',
};

const capture: Lines = {
  upstream: `. ./serve.sh; serve sandbox --plain --clock 20130524T000000Z --bucket photos; sandbox=$server; upstream=$port; mv log sandbox.log; mv log.errors sandbox.errors; rm url
serve capture --plain --upstream http://127.0.0.1:$upstream
to send -X PUT -d hello s3://photos/a.txt; to send s3://photos/a.txt; AWS_SECRET_ACCESS_KEY=x to send s3://photos/a.txt >/dev/null; searched
stop; kill -INT $sandbox; wait`,
  sandbox: served('to send -X PUT -d hello s3://photos/a.txt; to send s3://photos/none', 'capture --plain --sandbox'),
  jsonl: served(
    'to send -X PUT -d hello s3://photos/a.txt; AWS_SECRET_ACCESS_KEY=x to send s3://photos/a.txt >/dev/null; searched',
    'capture --jsonl --sandbox',
  ),
  fault: served('to send s3://photos//a.txt; searched', 'capture --plain --sandbox --fault slashes-merged'),
  'no-such-fault': 'sigv4 capture --sandbox --fault gremlins',
  'bad-upstream': 'sigv4 capture --upstream ftp://example.com',
  'two-ways': 'sigv4 capture --sandbox --upstream http://127.0.0.1:9000',
  'half-of-two-taps': 'sigv4 capture --before http://127.0.0.1:8080',
  'bad-map': 'sigv4 capture --map example.com',
};

/** A line for each row of the table of what is gone. */
const gone: Lines = Object.fromEntries(
  [...GONE.keys()].map((name) => [
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/^-/, ''),
    lineOfGone(name),
  ]),
);

function lineOfGone(name: string): string {
  const [first = '', last = ''] = name.split(' ');
  if (first === '--as') return `sigv4 sign ${name} ${OBJECT}`;
  if (first === 'The') return `sigv4 completion ${name.split(' ').at(-1)}`;
  if (first.startsWith('--')) return `sigv4 walk ${name}`;
  if (!['sign', 'verify', 'startSandbox'].includes(first)) return `sigv4 ${name}`;
  return `node -e "import('sigv4-inspector').then(async (its) => console.log(await its.${first}({ ${last}: true })))"`;
}

export const COMMAND_LINES: Readonly<Record<string, Lines>> = {
  program,
  walk,
  sign,
  send,
  verify,
  diagnose,
  others,
  grade,
  learn,
  sandbox,
  capture,
  gone,
};
