/** How a page looks: in light, in dark and on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#1f2328;--grey:#57606a;--line:#d0d7de;--sheet:#fff;--head:#f3f5f7;--link:#0b5cad;
--good:#e3f4ea;--fair:#fdf3d8;--bad:#fbe6e4;--warn:#fff1e0;--edge:#c2570c;--track:#e6eaee}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--grey:#9aa4ae;--line:#3a424b;--sheet:#14181d;--head:#1d232a;
--link:#79b8ff;--good:#14301f;--fair:#33290d;--bad:#3a1917;--warn:#33220f;--edge:#e08a3c;--track:#2a323b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem;background:var(--sheet);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
a{color:var(--link)}
p,ul,dl,pre,figure{margin:.75rem 0}
code{font-family:ui-monospace,Consolas,monospace;font-size:.92em}
pre{overflow:auto;padding:.75rem;background:var(--head);border-radius:6px}
.warning{margin:.5rem 0;padding:.6rem .8rem;background:var(--warn);border-left:4px solid var(--edge)}
.note{color:var(--grey);font-size:.88rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;table-layout:fixed;width:100%;min-width:calc(var(--columns)*9.5rem);font-size:.92rem}
th,td{padding:.45rem .6rem;border:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:break-word}
thead th{background:var(--head)}
thead th:first-child{width:9.5rem}
tbody th{font-weight:600}
.good{background:var(--good)}.fair{background:var(--fair)}.bad{background:var(--bad)}.unknown{color:var(--grey)}
dt{font-weight:600}dd{margin:0 0 .4rem}
figure{border:1px solid var(--line);border-radius:8px;padding:1rem}
figcaption{font-weight:600;margin-bottom:.5rem}
.bar{display:grid;grid-template-columns:minmax(7rem,12rem) 1fr minmax(7rem,12rem);gap:.75rem;align-items:center}
.bar i{display:block;height:.7rem;border-radius:2px;background:var(--track);overflow:hidden}
.bar b{display:block;height:100%;background:var(--link)}
@media print{:root{color-scheme:light;--ink:#000;--grey:#444;--line:#999;--sheet:#fff;--head:#eee;--link:#000;
--good:#fff;--fair:#fff;--bad:#fff;--warn:#fff;--edge:#000;--track:#ddd}
body{max-width:none;padding:0;font-size:10pt}thead{display:table-header-group}tr,figure{break-inside:avoid}
h2{break-after:avoid}.wide{overflow:visible}table{min-width:0}}
`;
