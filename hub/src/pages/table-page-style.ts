/** The style of the page behind a table's code. Stands in the page itself; the page's policy names it by its hash. */
export const TABLE_PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#faf8f5;--card:#fff;--text:#231f1b;--soft:#645b52;--line:#e6dfd6;--accent:#8a3b12;--mark:#f3e9df;--out:#a01c1c}
@media (prefers-color-scheme:dark){:root{--ground:#171412;--card:#211d1a;--text:#f4efe9;--soft:#b9afa4;--line:#38312b;--accent:#f0a870;--mark:#322a23;--out:#ff9c92}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:4rem}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:44rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{margin:0;font-size:1.75rem;line-height:1.2;letter-spacing:-.01em}
.table{display:inline-block;margin:.75rem 0 0;padding:.35rem .9rem;border-radius:99rem;background:var(--accent);color:var(--ground);font-weight:650}
.lead{margin:.75rem 0 1rem;color:var(--soft)}
nav{position:sticky;top:0;z-index:1;background:var(--ground);border-bottom:1px solid var(--line)}
nav ul{display:flex;gap:.5rem;max-width:44rem;margin:0 auto;padding:.25rem 1rem;overflow-x:auto;list-style:none;scrollbar-width:none}
nav a{display:flex;align-items:center;min-height:48px;padding:0 .9rem;color:var(--text);font-weight:600;text-decoration:none;white-space:nowrap;border-radius:99rem}
nav a:hover{background:var(--mark)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;z-index:2;padding:.75rem 1rem;background:var(--card)}
h2{margin:2rem 0 .75rem;font-size:1.35rem;line-height:1.25}
h3{margin:1.25rem 0 .5rem;font-size:1rem;color:var(--soft);text-transform:uppercase;letter-spacing:.06em}
.items{margin:0;padding:0;list-style:none;background:var(--card);border:1px solid var(--line);border-radius:1rem;overflow:hidden}
.items>li{padding:.9rem 1rem;overflow:hidden}
.items>li+li{border-top:1px solid var(--line)}
.row{display:flex;gap:1rem;justify-content:space-between;align-items:baseline}
.name{font-size:1.0625rem;line-height:1.35;font-weight:650}
.price{flex:none;font-weight:650;font-variant-numeric:tabular-nums;white-space:nowrap}
.text{margin:.2rem 0 0;color:var(--soft)}
.variants{margin:.35rem 0 0}
.variants div{display:flex;gap:1rem;justify-content:space-between}
.variants dt,.variants dd{margin:0}
.marks{display:flex;flex-wrap:wrap;gap:.35rem;margin:.5rem 0 0;padding:0;list-style:none;font-size:.875rem}
.marks li{padding:.05rem .55rem;border-radius:99rem;background:var(--mark)}
.allergens{margin:.45rem 0 0;font-size:.9rem}
details{margin-top:.35rem;font-size:.9375rem}
summary{padding:.55rem 0;color:var(--accent);font-weight:600;cursor:pointer}
details p{margin:.15rem 0}
.out{display:inline-block;margin-left:.5rem;padding:0 .55rem;border:1.5px solid var(--out);border-radius:99rem;color:var(--out);font-size:.875rem;font-weight:650;white-space:nowrap}
.gone .price{text-decoration:line-through;color:var(--soft)}
.gone .name bdi{color:var(--soft)}
footer{padding-top:2rem;padding-bottom:3rem;color:var(--soft);font-size:.9375rem}
@media print{nav,.skip{display:none}}
`.trim();
