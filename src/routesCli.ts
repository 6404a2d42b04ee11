import { allRoutes } from './web/allRoutes.js';
import { describeRoutes, type RouteDescription } from './web/routing.js';

function asTable(routes: readonly RouteDescription[]): string {
  const rows = [
    ['METHOD', 'PATH', 'PERMISSION', 'OBJECT RULE'],
    ...routes.map(r => [r.method, r.path, r.permission, r.object]),
  ];
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const routes = describeRoutes(allRoutes);
const text = process.argv.includes('--json') ? JSON.stringify(routes, null, 2) : asTable(routes);
process.stdout.write(`${text}\n`);
