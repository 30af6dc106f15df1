import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Asset {
  type: string;
  body: string;
}

/** The page itself, its script and its style, made when the page starts; nothing is loaded from elsewhere. */
export async function buildAssets(): Promise<Map<string, Asset>> {
  const [script, style] = await Promise.all([bundle(), styles()]);
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    ['/app.js', { type: 'text/javascript; charset=utf-8', body: script }],
    ['/style.css', { type: 'text/css; charset=utf-8', body: style }],
    ['/icon.svg', { type: 'image/svg+xml', body: icon }],
  ]);
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./app.tsx', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return outputFiles.map((one) => one.text).join('');
}

async function styles(): Promise<string> {
  const blockKit = createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css');
  const own = ['layout', 'messages', 'controls'].map((name) => new URL(`./style/${name}.css`, import.meta.url));
  const texts = await Promise.all([blockKit, ...own].map((file) => readFile(file, 'utf8')));
  return texts.join('\n');
}

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API Review sandbox</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript.</noscript>
<script type="module" src="/app.js"></script>
</body>
</html>
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="8" fill="#12605a"/><path d="M18 7l9 3.2v7.2c0 5.6-3.7 9.6-9 11.6-5.3-2-9-6-9-11.6v-7.2z" fill="#fff" opacity=".18"/><path d="M18 7l9 3.2v7.2c0 5.6-3.7 9.6-9 11.6-5.3-2-9-6-9-11.6v-7.2z" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round"/><path d="M13.5 18l3.2 3.2 6-6.4" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
