import express from 'express';
import Handlebars from 'handlebars';

// The least that a page can cost: no session, no language, no database; one template, or bytes as they are.
const bytes = Number(process.env['BYTES']);
const row = { reference: 'XF-2026-0001', firm: 'Example Machinery 0001', due: '2026-11-23' };
const template = Handlebars.compile(
  '<!doctype html><title>List</title><table>{{#each rows}}<tr><td>{{reference}}<td>{{firm}}<td>{{due}}{{/each}}</table>',
);
const rowBytes = template({ rows: [row] }).length - template({ rows: [] }).length;
const rows = Array.from({ length: Math.round((bytes - template({ rows: [] }).length) / rowBytes) }, () => row);
const buffer = Buffer.alloc(bytes, 'x');

const app = express();
app.get('/', (_req, res) => {
  res.type('html').send(template({ rows }));
});
app.get('/buffer', (_req, res) => {
  res.type('html').send(buffer);
});
app.listen(Number(process.env['PORT']));
