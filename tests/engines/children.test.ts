import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Children } from '../../engines/children.mjs';
import { processIdentity } from '../../engines/lock.mjs';
import { until } from '../../engines/ports.mjs';
import { ROOT } from '../../engines/project.mjs';

let folder = '';
let children = new Children();

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xinfu-children-'));
  children = new Children();
});

afterEach(async () => {
  await children.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const shell = (script: string, more: { name?: string; tier?: number } = {}) => ({
  name: more.name ?? 'program',
  command: '/bin/sh',
  args: ['-c', script],
  log: path.join(folder, 'program.log'),
  tier: more.tier ?? 0,
});
const alive = (pid: number) => processIdentity(pid) !== '';

describe('Children', () => {
  it('tells which child died and shows the end of its log', async () => {
    const death = new Promise<Error>(resolve => {
      children.onDeath(resolve);
    });

    children.start(shell('echo out of memory; exit 7', { name: 'worker' }));

    expect((await death).message).toMatch(/The worker stopped unexpectedly \(exit code 7\).*out of memory/s);
  });

  it('stops the higher tier first and says nothing of deaths that were wanted', async () => {
    const order = path.join(folder, 'order');
    const noting = (name: string) =>
      `trap 'echo ${name} >> ${order}; exit 0' TERM; echo up; while :; do sleep 0.05; done`;
    let deaths = 0;
    children.onDeath(() => {
      deaths += 1;
    });
    children.start(shell(noting('database'), { tier: 0 }));
    children.start(shell(noting('web'), { tier: 2 }));
    children.start(shell(noting('worker'), { tier: 1 }));
    await until(() => readFileSync(path.join(folder, 'program.log'), 'utf8').split('up').length === 4, {
      timeoutMs: 5_000,
    });

    await children.stopAll();

    expect(readFileSync(order, 'utf8')).toBe('web\nworker\ndatabase\n');
    expect(deaths).toBe(0);
  });

  it('forces a child that does not listen, with all that it started', async () => {
    const child = children.start(shell(`trap '' TERM; sleep 60 & echo $! > ${folder}/grandchild; wait; sleep 60`));
    await until(() => existsSync(path.join(folder, 'grandchild')), { timeoutMs: 5_000 });
    const grandchild = Number(readFileSync(path.join(folder, 'grandchild'), 'utf8'));

    await children.stop(child, { graceMs: 100 });

    expect(await until(() => !alive(grandchild), { timeoutMs: 2_000 })).toBe(true);
  });

  it('removes its temporary folders at the end', async () => {
    const temporary = children.temporaryFolder();

    await children.stopAll();

    expect(existsSync(temporary)).toBe(false);
  });

  it('leaves no child and no folder behind when its own process is killed outright', async () => {
    const script = path.join(folder, 'parent.mjs');
    const facts = path.join(folder, 'facts.json');
    writeFileSync(
      script,
      `import { writeFileSync } from 'node:fs';
       import { Children } from ${JSON.stringify(path.join(ROOT, 'engines/children.mjs'))};
       const children = new Children();
       const temporary = children.temporaryFolder();
       const child = children.start({ name: 'x', command: '/bin/sleep', args: ['60'] });
       writeFileSync(${JSON.stringify(facts)}, JSON.stringify({ temporary, pid: child.pid }));`,
    );
    const parent = spawn(process.execPath, [script], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'ignore' });
    await until(() => existsSync(facts) && readFileSync(facts, 'utf8').endsWith('}'), { timeoutMs: 10_000 });
    const { temporary, pid } = JSON.parse(readFileSync(facts, 'utf8')) as { temporary: string; pid: number };

    parent.kill('SIGKILL');

    expect(await until(() => !alive(pid) && !existsSync(temporary), { timeoutMs: 10_000 })).toBe(true);
  });
});
