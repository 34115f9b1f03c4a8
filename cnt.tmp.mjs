import { loadKnowledge } from './dist/knowledge/load.js';
import { LANGUAGES } from './dist/parse/source/languages/index.js';
import { prepare } from './dist/parse/source/prepare.js';
import { readFileSync, readdirSync, statSync } from 'node:fs';
const k=loadKnowledge();
const dir=process.argv[3]; const lang=LANGUAGES.find(l=>l.id===process.argv[2]);
const c=prepare(k,lang).candidates; const words=[...c.words].sort((a,b)=>a.length-b.length);
console.log(words.length, words.slice(0,60).join(' '));
const cnt=new Map(); let n=0,m=0;
for (const f of readdirSync(dir,{recursive:true})) { const p=dir+'/'+f; if(!lang.extensions.some(e=>p.endsWith(e))||!statSync(p).isFile()) continue; const t=readFileSync(p,'latin1'); n++; if(!c.matches(t)) continue; m++; for (const w of words) if (t.includes(w)) cnt.set(w,(cnt.get(w)||0)+1); }
console.log(n,m,[...cnt].sort((a,b)=>b[1]-a[1]).slice(0,25));
