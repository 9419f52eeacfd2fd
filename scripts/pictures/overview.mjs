import { writeFile } from 'node:fs/promises';

/** The acts of the evening that the picture shows: from the phones' orders to what the kitchen made. */
const SHOWN_ACTS = [5, 7];
const WHO = /^( +[\d.]+ s) {2}(terminal|kitchen|Lea|Tom) +(.*)$/;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const actOf = (line) => Number(/^(\d+)\. /.exec(line)?.[1] ?? Number.NaN);

/** The lines of some acts as they were printed, one after another, none left out. */
const actsOf = (evening, [first, last]) => {
  const from = evening.findIndex((line) => actOf(line) === first);
  const to = evening.findIndex((line) => actOf(line) === last + 1);
  return evening.slice(from, to).join('\n').trimEnd().split('\n');
};

const inColour = (line) => {
  const [, time, who, text] = WHO.exec(line) ?? [];
  if (who === undefined) return `<b>${escaped(line)}</b>`;
  return `<i>${time}</i>  <em class="${who}">${who.padEnd(9)}</em> ${escaped(text)}`;
};

const seenBy = (evening, name) =>
  evening.flatMap((line) => {
    const [, time, who, text] = WHO.exec(line) ?? [];
    return who === name ? [`<li><i>${time}</i><span>${escaped(text)}</span></li>`] : [];
  });

const STYLE = `
*{box-sizing:border-box;margin:0}
body{width:1240px;height:724px;padding:26px 28px;background:#eadfd2;display:flex;gap:24px;
  font:14px/1.4 'DejaVu Sans',sans-serif;color:#231f1b}
figure{display:flex;flex-direction:column;gap:10px}
figcaption{font-weight:700;font-size:14px;letter-spacing:.01em}
figcaption small{font-weight:400;color:#645b52}
.phone{width:300px;padding:10px;border-radius:34px;background:#231f1b}
.phone img{display:block;width:280px;height:576px;border-radius:25px}
.screen{height:642px;border-radius:12px;background:#1b1917;color:#e9e2d9;overflow:hidden}
.bar{height:30px;padding:9px 12px;background:#2b2724;display:flex;gap:7px}
.bar span{width:11px;height:11px;border-radius:50%;background:#5a524b}
pre{padding:11px 16px;font:11.4px/14.4px 'DejaVu Sans Mono',monospace}
i{font-style:normal;color:#8d8378}
em{font-style:normal}.terminal{color:#6fd3e3}.kitchen{color:#f2c14e}.Lea{color:#8bd17c}.Tom{color:#e59ad6}
b{color:#fff}
ul{list-style:none;padding:12px 14px;font:12.4px/1.35 'DejaVu Sans',sans-serif}
li{display:flex;gap:10px;padding:4.9px 0;border-bottom:1px solid #38312b}
li i{flex:none;width:58px;font:11px/1.5 'DejaVu Sans Mono',monospace}
li span{color:#f7e3b0}
`;

/**
 * Writes the page that shows a phone, the terminal in which the evening was played, and what of it the kitchen's screen was
 * told. Everything on it is from the run: `evening` is what was printed, `phone` a PNG in base64.
 */
export const overviewPage = (file, { evening, phone }) => {
  const bar = '<div class="bar"><span></span><span></span><span></span></div>';
  const played = actsOf(evening, SHOWN_ACTS).map(inColour).join('\n');
  const kitchen = seenBy(evening, 'kitchen').join('');
  return writeFile(
    file,
    `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<figure><figcaption>A guest’s phone <small>– the code on the table</small></figcaption>
  <div class="phone"><img src="data:image/png;base64,${phone}"></div></figure>
<figure style="width:540px"><figcaption>One evening, live <small>– what each screen sees, the moment it is durable</small></figcaption>
  <div class="screen">${bar}<pre>${played}</pre></div></figure>
<figure style="flex:1"><figcaption>The kitchen <small>– its share of it</small></figcaption>
  <div class="screen">${bar}<ul>${kitchen}</ul></div></figure>`,
  );
};
