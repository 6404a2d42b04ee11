import process from 'node:process';
import { capture } from './programs.mjs';
import { ROOT, ensurePackages } from './project.mjs';
import { duration, runCommand, say } from './say.mjs';

const CHECKS = ['typecheck', 'lint', 'format', 'deps', 'patterns', 'unused'];

/** Runs every check, says only what failed, and stops at none, so that one run shows all there is to mend. */
async function main() {
  await ensurePackages();
  const failed = [];
  for (const name of CHECKS) {
    const began = Date.now();
    const { code, output } = await capture('npm', ['run', '--silent', name], { cwd: ROOT, env: { NODE_OPTIONS: '' } });
    say(`${code === 0 ? '✓' : '✗'} ${name} (${duration(Date.now() - began)})`);
    if (code === 0) continue;
    failed.push(name);
    process.stdout.write(`${output.trimEnd()}\n\n`);
  }
  if (failed.length > 0) say(`Failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

await runCommand(main);
