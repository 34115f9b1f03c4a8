/** Colours as variables, told apart by lightness too; text on each tint meets WCAG 2.2 AA in both schemes. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#59636e;--line:#d1d9e0;--soft:#f3f5f8;--link:#0a53b8;--good:#1a7f37;--critical:#f7b4b0;--high:#fbcfc5;--medium:#fbe5a6;--low:#d5e6fb;--info:#e4e8ec;--none:#d9f0de;--critical-fg:#6e0b14;--high-fg:#7a1f05;--medium-fg:#5a4100;--low-fg:#0b3a72;--info-fg:#3b434b}
@media (prefers-color-scheme:dark){:root{--bg:#0e1116;--fg:#e8ecf0;--dim:#a3adb8;--line:#343b44;--soft:#171c23;--link:#79b8ff;--good:#56d364;--critical:#7d1f27;--high:#74341c;--medium:#5c4a10;--low:#1d3f66;--info:#313840;--none:#1c4427;--critical-fg:#ffe3e1;--high-fg:#ffe2d5;--medium-fg:#fff0c2;--low-fg:#d9eaff;--info-fg:#dde3e9}}
*{box-sizing:border-box}html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:78rem;padding:0 1.25rem 3rem;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
h1{font-size:1.7rem;margin:1.5rem 0 0}h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--line)}h3{font-size:1.02rem;margin:1.1rem 0 .3rem}
small,.dim,.hint{color:var(--dim);font-weight:400}small{font-size:.8em}p{margin:.35rem 0}
a{color:var(--link)}code,pre{font:.88em/1.45 ui-monospace,"SF Mono",Menlo,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;padding:0;margin:.75rem 0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.3rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.verdict{font-size:1.15rem;font-weight:600;padding:.7rem 1rem;border-radius:8px;border-left:6px solid}
.v-findings{background:var(--high);color:var(--high-fg);border-color:var(--high-fg)}.v-pass{background:var(--none);border-color:var(--good)}.v-incomplete{background:var(--medium);color:var(--medium-fg);border-color:var(--medium-fg)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13.5rem,1fr));gap:.9rem;list-style:none;padding:0;margin:1rem 0}
.card{border:1px solid var(--line);border-top:5px solid var(--dim);border-radius:8px;padding:.4rem 1rem .8rem;background:var(--soft)}.card h3{margin:.3rem 0 0}
.harm-hndl{border-top-color:#cf222e}.harm-tnfl{border-top-color:#bc4c00}.harm-classical{border-top-color:#9a6700}
.figure{font-size:2.1rem;font-weight:650;line-height:1.15;margin:.1rem 0}
.progress{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center}.progress span:first-child{min-width:10rem}
.meter .track{fill:var(--info)}.meter .full{fill:var(--good)}.plain{padding-left:1.2rem;margin:.3rem 0}
.badge{display:inline-block;border-radius:999px;padding:0 .6em;font-size:.82rem;font-weight:600}
.s-critical{background:var(--critical);color:var(--critical-fg)}.s-high{background:var(--high);color:var(--high-fg)}.s-medium{background:var(--medium);color:var(--medium-fg)}.s-low{background:var(--low);color:var(--low-fg)}.s-info{background:var(--info);color:var(--info-fg)}
.work{padding-left:1.6rem}.work>li{margin-bottom:1.2rem}.work>li::marker{font-weight:650}
pre{margin:.25rem 0;padding:.35rem .6rem;white-space:pre-wrap;border-radius:4px;background:var(--soft);border-left:4px solid var(--line)}
.before{border-left-color:#cf222e}.after{border-left-color:var(--good)}.before::before{content:"\\2212\\00a0"}.after::before{content:"+\\00a0"}
dl.rows{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.3rem 0}dl.rows dt{color:var(--dim)}dl.rows dd{margin:0;overflow-wrap:anywhere}
details{margin:.35rem 0}summary{cursor:pointer;color:var(--link)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;vertical-align:top;padding:.38rem .6rem;border-bottom:1px solid var(--line)}thead th{background:var(--soft);white-space:nowrap}
.matrix td{text-align:center;min-width:3.2rem}.matrix td a{display:block;color:inherit;font-weight:650}.matrix .none{color:var(--dim)}
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;padding:.8rem;background:var(--soft);border-radius:8px}.filters[hidden],.scripted[hidden]{display:none}.filters label{display:grid;font-size:.85rem}
input,select,button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--dim);border-radius:5px;padding:.25rem .5rem;max-width:18rem}button{cursor:pointer}
.open{background:none;border:0;padding:0;color:var(--link);text-decoration:underline;text-align:left;max-width:none}
.detail td{background:var(--soft)}.detail ul{margin:.3rem 0;padding-left:1.2rem}
svg{max-width:100%;height:auto;display:block}.timeline,.map,.graph{width:100%}.meter{display:inline-block;height:12px}svg text{fill:var(--fg);font:13px system-ui,"DejaVu Sans",sans-serif}
.tick{stroke:var(--line)}.rail{stroke:var(--dim);stroke-dasharray:2 4}.today{stroke:#cf222e;stroke-width:2}.year{fill:var(--dim)}
.dot{stroke:var(--bg);stroke-width:1.5}.k-policy{fill:#cf222e}.k-start-by{fill:#bc4c00}.k-certificate-expiry{fill:#3b82d6}.k-end-of-life{fill:#8250df}.k-suppression-expiry{fill:#768390}
.box{stroke:var(--bg);stroke-width:2}.b-critical{fill:var(--critical);background:var(--critical)}.b-high{fill:var(--high);background:var(--high)}.b-medium{fill:var(--medium);background:var(--medium)}.b-low,.b-info{fill:var(--low);background:var(--low)}.b-none{fill:var(--none);background:var(--none)}
.map a:focus-visible rect,.map a:hover rect{stroke:var(--link);stroke-width:3}.legend{display:flex;gap:1.1rem;list-style:none;padding:0;font-size:.85rem}.swatch{display:inline-block;width:.9em;height:.9em;border:1px solid var(--dim);margin-right:.35em;vertical-align:-1px}
.graph[hidden]{display:none}.graph .node rect{fill:var(--soft);stroke:var(--dim)}.graph .centre rect{fill:var(--low);stroke:var(--link);stroke-width:2}.graph .edge{stroke:var(--dim);fill:none}.graph .relation{fill:var(--dim);font-size:11px}.graph a:hover rect{stroke:var(--link)}
.rules dd{margin:0 0 .8rem 1.2rem}
@media print{:root{color-scheme:light;--bg:#fff;--fg:#000;--soft:#f6f6f6;--dim:#444;--line:#bbb}nav,.filters,.scripted,.skip,.hint{display:none!important}body{max-width:none;font-size:11px}.scroll{overflow:visible}h2{break-after:avoid}.card,.work>li,tr{break-inside:avoid}}
`;
