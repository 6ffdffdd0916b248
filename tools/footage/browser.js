// Opens the studio page in headless Chromium with the software rasteriser.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const root = import.meta.dirname,
  types = { '.html': 'text/html', '.js': 'text/javascript' };
export async function openStudio(width, height, outWidth = width, outHeight = height) {
  const server = createServer(async (q, s) => {
    if (q.url === '/favicon.ico') {
      s.writeHead(204);
      return s.end();
    }
    try {
      const path = normalize(decodeURIComponent(q.url.split('?')[0]));
      const body = await readFile(join(root, path));
      s.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
      s.end(body);
    } catch {
      s.writeHead(404);
      s.end();
    }
  }).listen(0, '127.0.0.1');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--no-sandbox',
      '--disable-dev-shm-usage',
    ],
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  page.on('pageerror', (e) => console.error('page:', e.message));
  page.on('console', (m) => {
    if (m.type() === 'error' || (m.type() === 'warning' && !m.text().includes('GPU stall')))
      console.error('page:', m.text().slice(0, 1500));
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/page.html`);
  await page.waitForFunction('window.studio');
  await page.evaluate((a) => window.studio.start(...a), [width, height, outWidth, outHeight]);
  return {
    call: (name, ...args) => page.evaluate(([n, a]) => window.studio[n](...a), [name, args]),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
