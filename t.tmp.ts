import { readFileSync } from 'node:fs';
import { readEvidence } from './src/evidence/read-evidence.ts';
import { notedRequests } from './src/evidence/objects/requests-in-objects.ts';
import { objectsIn } from './src/evidence/objects/read-objects.ts';
const t=readFileSync(process.argv[2]!,'latin1');
const e:any=readEvidence([{octets:t as any,by:{kind:'argument'}}]);
console.log(e.request?.head.method.octets,e.request?.head.target.octets,e.request?.head.headers.map((h:any)=>h.name.octets+': '+h.value.octets.slice(0,60)),e.request?.unsaid,e.request?.seenBy);
console.log(notedRequests(objectsIn(t as any)).map((r:any)=>({...r,headers:r.headers.map((h:any)=>h[0]+': '+h[1].slice(0,80))})));
