/**
 * What comes out where AWS's example, GET of the first ten bytes of test.txt, is signed with a typical mistake. Each
 * signature was computed outside this program, by a signer that makes this mistake and no other.
 */

export const RIGHT_SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

/** The last two are one mistake, described twice: a request with Range has to say that it is not signed. */
export const TYPICAL_MISTAKES: readonly (readonly [id: string, mistake: string, signature: string])[] = [
  [
    'K1',
    'each HMAC of the key chain is fed on as hexadecimal text',
    'f03131e53fcdcd3605054f5ead58370d14a672add94bda5da0a69d65d03e7edc',
  ],
  [
    'K1b',
    'each HMAC of the key chain is fed on as base64',
    '9c3ccb5c7590566cbce61af672a566565b89f1798043d1f0ae0ef8a3296bb9db',
  ],
  [
    'K2',
    'the prefix AWS4 is missing before the secret',
    '0803da67fcc3f3e9becec8f473692023d30e8c3b095de60b863fc2082f63d388',
  ],
  [
    'K3',
    'AWS4 and the secret sign, without a key chain',
    '9d7611377aaa18f70421f4bbcb77145a52bfc2d2444143b35459058d008969e1',
  ],
  [
    'K4',
    'one HMAC over the whole scope takes the place of the key chain',
    '23e86807e1a50dfa8989afd721c0d9c266adb0dcafa30dd9bff05391540da9a8',
  ],
  [
    'K5',
    'the key chain takes the region before the date',
    'ade94f2ddcdc0ef97bf297bf4fac41f38cd3c68e121bcf7a0a5c9d5a60ef8535',
  ],
  [
    'K6',
    'the key chain takes the whole timestamp for the date',
    'a788ea89b6a3af76892fa19b6707d098725a8a1afc2a7ff647da62bb8d759ef1',
  ],
  [
    'K7',
    'key and message are swapped in the key chain',
    '5ff48865a2efa5859694c46995ffe1498bb494a613e9a6c934cda0b97d412c27',
  ],
  ['K8', 'the key chain stops before aws4_request', 'e2296db5be35d698ef7aa0e02f43ae0a72d233e4d8035a155d56997b76924a0c'],
  ['K9', 'a newline ends the secret', '06a24f6e5ea950aaadd761ce39686e43bc69220c7fa1c5512d434aff93ea09a6'],
  ['K10', 'the secret is percent-encoded', '81fcd147317517fe049fb058883041f457cd08891c9646a66b690b9a8e349e96'],
  [
    'K12',
    'the key chain takes the day after or before, as a local clock has it',
    '9d13135b566d2708e930cf3dbc72439014001e0987e5f59e1987ff16d2bc20df',
  ],
  ['S1', 'the signature is written in base64', '8Oi9uHyWRCDoV701tdbtMQvUTwFwq6SN2RA5xgNr20E='],
  ['S2', 'the signature is written in capitals', 'F0E8BDB87C964420E857BD35B5D6ED310BD44F0170ABA48DD91039C6036BDB41'],
  [
    'S3',
    'the canonical request is signed, not a string to sign',
    '52389abc2997994a162992bd65cbc4e8acd7c2ba54dae0a9d2946b7c4bce7788',
  ],
  [
    'S4',
    'the string to sign has the canonical request in it, not its hash',
    'b7068f4573db2fd5c23a1f78dceb21b73a104db8265f666a43a0fc9ea0edc4e1',
  ],
  ['S5', 'a newline ends the string to sign', '785f50352c1fba54298cdc6099df57a0a3ae900dc6e5b67b584669aad3e1214d'],
  [
    'S6',
    'key and message are hashed one after the other, without HMAC',
    '459e4d859378cb1948c9404a2790ba1c1d600ab10d7268d5ee4d05ea4db2507d',
  ],
  [
    'S7',
    'key and message are swapped where the string is signed',
    '291ca592d130b06fab59fa1b7f77647453ed2583a76ae2f27f818f223d4f8f72',
  ],
  [
    'S8',
    'the second line of the string to sign is the date alone',
    '8fbb2f5d9bea81bc1f040a0bdf1f0eaa5e75dac880d96bbd201053ca1d5f3ca1',
  ],
  [
    'S9',
    'the scope in the string to sign begins with the access key ID',
    '1505068b6039fb468e56243a8f61facf6bb13ca830daec13a8f2e7392c91f360',
  ],
  [
    'S10',
    'the hash of the canonical request is written in capitals',
    '45dd3f3e07f30039725ea14a214489ae13ab7b6c523133bffc74cdf6b759d050',
  ],
  [
    'C1',
    'no empty line stands behind the canonical headers',
    '845e44852fc05af703160239b470452fabba7f0ba26cabcee3e68e5770ff0ded',
  ],
  ['C1b', 'no line is left for the empty query', '0fd5ebcade1411b82017c9b7a2116df18aeec707ca9d3df367380a1f0ff6c3b2'],
  [
    'C1c',
    'the canonical request has no empty lines at all',
    'f1c3cc63be4d72bffa9b601c3a4b9892460986e785c366fb9e27283265125b61',
  ],
  [
    'C2',
    'the names of headers are as they were sent',
    'e11600b47fddf0e2cd4aac378d5437a73803e934b167d8c305c0dfc8b96bd7e7',
  ],
  [
    'C4d',
    'a space stands behind the colon of a canonical header',
    '80824f89d1ce9d099f417603b431a7f191b8452d6336e9aec3ca88f79aa467a8',
  ],
  [
    'C5',
    'the lines of the canonical request end with CR LF',
    '5dc9efa23297a24eb51fe506605ce552e3442cd26d963da9d18015d63cab7dd4',
  ],
  ['C6', 'commas stand between the signed headers', 'e40530c21e3d24f59b17926a7e10434cb760a139345919b08286f9738f7af04f'],
  [
    'C14',
    'the slash of the path is percent-encoded',
    '1e5dc5b61d7431fe314101b3ecc8f81be61d9e1e713f3102a9791aa74f9a3329',
  ],
  ['C16', 'the line of the payload is empty', '3ef2b0b6532f6fd37dc6cf96d74a90e514336e23a8fb0b0362e90d7c171ad422'],
  [
    'C18',
    'the hash of the payload is written in capitals',
    '4b6ca08b003a2d2915343bd697fdc260e204d44528970c4b491444d5ab5072d8',
  ],
  [
    'C18b',
    'the hash of the payload is written in base64',
    'e9b31e864b2566407b67ede2505ea31d8f8ab15fe2c620fdb4168d2ed2e3fe9e',
  ],
  ['C19', 'x-amz-content-sha256 is left out', 'b4904babad39b29ebe2eaefecf4c7037be9c6362be0aebe68ea5c700020e5085'],
  ['C20', 'host is left out', '918917a43c6b55e0b82891d9e3af9df042a9b83a094368f2e53979cd23d9d8f7'],
  ['C20b', 'x-amz-date is left out', '1af42fd24a54b5897b4dd8395a05f2284c45416ac38a9f43b40be43261e35e93'],
  ['C21', 'the host has its port behind it', '187d8667c89bfca75970f32a0095810c69a18ca1b72f7da85da01f04048c231d'],
  [
    'C23',
    'the line of the payload is UNSIGNED-PAYLOAD, though the header has a hash',
    '453b26c1b8f3f0689671533ebe77a6741ae17080ca92e9ebc87c4292f94ebb10',
  ],
  ['C25', 'a newline ends the canonical request', 'a54165c8b4344642a5d96197de3aa27dba4ec4f1f3d01c7dab6e6ed938ba303d'],
  ['C26', 'the method is in lower case', '41c3b354355ec6b2d10890febd6a1395ebfce9f1b42df28cd9bc24bb72adaa8d'],
  [
    'C30',
    'nothing but host and the x-amz headers is signed',
    'df548e2ce037944d03f3e68682813b093763996d597cf890ca3d9037fd231eb4',
  ],
  ['C31', 'Range is sent and left out', 'df548e2ce037944d03f3e68682813b093763996d597cf890ca3d9037fd231eb4'],
];
