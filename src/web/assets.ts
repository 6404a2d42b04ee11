import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type RequestHandler } from 'express';

/** The names `engines/buildAssets.mjs` gave the built files: `main.css` → `/assets/main-1a2b3c4d.css`. */
export function readAssetManifest(folder: string): Readonly<Record<string, string>> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error('The assets are not built: run `npm run build:assets` first.');
  const names = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(names).map(([name, built]) => [name, `/assets/${built}`]));
}

/** Compresses answers (brotli or gzip) and serves the built files; their names carry a hash, so they never go stale. */
export function setUpAssets(folder: string): RequestHandler[] {
  const files = express.static(folder, { immutable: true, maxAge: '365d', index: false, redirect: false, etag: false });
  const underAssets = express.Router();
  underAssets.use('/assets', (_req, res, next) => {
    res.removeHeader('Cache-Control');
    next();
  });
  underAssets.use('/assets', files);
  underAssets.use('/assets', (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  return [compression(), underAssets];
}
