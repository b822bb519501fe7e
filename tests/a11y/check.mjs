// Opens every HTML report of a folder in a browser and holds it to what the project promises:
// WCAG 2.2 AA as far as axe-core can tell, no request to any network, readable without scripts, no sideways
// scrolling at phone width (320 CSS pixels), and a print that has pages.
// Usage: node tests/a11y/check.mjs FOLDER
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = resolve(process.argv[2] ?? 'out');
const pages = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.html')).sort() : [];
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = browsers.find((path) => existsSync(path));
if (!executablePath) throw new Error(`no browser at ${browsers.join(', ')}`);
if (pages.length === 0) throw new Error(`no HTML report in ${folder}`);

const profile = mkdtempSync(join(tmpdir(), 'zopa-a11y-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update',
  ],
});

const wrong = [];
let passed = 0;

/** Notes a rule that holds or not. */
function hold(page, rule, broken) {
  if (broken.length === 0) passed += 1;
  else wrong.push(...broken.map((text) => `${page}: ${rule}: ${text}`));
}

for (const name of pages) {
  const url = pathToFileURL(join(folder, name)).href;
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) requests.push(request.url());
  });
  for (const [width, height] of [[1280, 900], [320, 700]]) {
    await page.setViewportSize({ width, height });
    await page.goto(url);
    await page.evaluate(axe);
    const found = await page.evaluate(() =>
      globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    hold(name, `accessibility at ${width} pixels`, found.violations.map((v) =>
      `${v.id}: ${v.help}; ${v.nodes.length} place(s), first: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.split('\n')[1] ?? ''}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    hold(name, `sideways scrolling at ${width} pixels`, over > 0 ? [`${over} pixels too wide`] : []);
  }
  hold(name, 'no network', requests);
  const scripts = await page.evaluate(() => document.querySelectorAll('script').length);
  hold(name, 'no scripts', scripts > 0 ? [`${scripts} script element(s)`] : []);
  const pictures = await page.evaluate(() => [...document.querySelectorAll('svg')]
    .filter((svg) => svg.getAttribute('aria-hidden') !== 'true' && !svg.querySelector('title') && !svg.getAttribute('aria-label'))
    .map((svg) => svg.outerHTML.slice(0, 120)));
  hold(name, 'each picture has a title', pictures);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const sheets = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
  hold(name, 'print', sheets === 0 ? ['no page'] : []);
  console.log(`${name}: ${sheets} printed pages`);
  await page.close();
}
await context.close();
rmSync(profile, { recursive: true, force: true });

for (const line of wrong) console.log(line);
console.log(`test result: ${wrong.length ? 'FAILED' : 'ok'}. ${passed} passed; ${wrong.length} failed`);
process.exit(wrong.length ? 1 : 0);
