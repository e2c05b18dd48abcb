import { launch } from './harness/chromium.mjs';
const [,, origin, out, ...specs] = process.argv;
const browser = await launch();
for (const spec of specs) {
  const [path, view='wl'] = spec.split('@');
  const width = view.includes('n') ? 320 : 1360;
  const ctx = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: view.includes('d') ? 'dark' : 'light', forcedColors: view.includes('f') ? 'active':'none' });
  const page = await ctx.newPage();
  const r = await page.goto(origin + path);
  if (view.includes('p')) await page.pdf({path: `${out}/${path.replace(/\W+/g,'_')}.pdf`});
  await page.screenshot({ path: `${out}/${path.replace(/\W+/g,'_')}-${view}.png`, fullPage: !view.includes('v') });
  console.log(r.status(), spec, await page.evaluate(()=>[document.documentElement.scrollWidth, document.documentElement.scrollHeight]));
  await ctx.close();
}
await browser.close();
