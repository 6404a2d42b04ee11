import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { RECORDED, recordHistories } from '../support/recordHistories.js';
import { workflowBundle } from '../support/workflowBundle.js';

const quiet = () => undefined;
const logger = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const fileOf = (name: string) => fileURLToPath(new URL(`../histories/${name}.json`, import.meta.url));
const read = (name: string): string => readFileSync(fileOf(name), 'utf8');

beforeAll(async () => {
  Runtime.install({
    logger,
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  // Only when the story itself was changed on purpose; then format the files.
  if (process.env['RECORD_HISTORIES'] === '1') await recordAnew();
}, 120_000);

async function recordAnew(): Promise<void> {
  const address = process.env['TEMPORAL_ADDRESS'] ?? '';
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const recorder = { client: new Client({ connection }), worker: { connection: native, workflowBundle } };
  for (const [name, history] of Object.entries(await recordHistories(recorder)))
    writeFileSync(fileOf(name), `${JSON.stringify(history, null, 2)}\n`);
  await Promise.all([connection.close(), native.close()]);
}

const replay = (history: string): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle }, JSON.parse(history) as object, 'replayed');

describe('recorded histories', () => {
  it.each(RECORDED)('of %s replay on the present workflows', async name => {
    await expect(replay(read(name))).resolves.toBeUndefined();
  });

  it('with another story than the workflow tells are found', async () => {
    const other = read('oneRound').replaceAll('"issueCommitment"', '"issueSomethingElse"');
    await expect(replay(other)).rejects.toMatchObject({ name: 'DeterminismViolationError' });
  });

  it.each(RECORDED)('of %s name no person', name => {
    const payloads = read(name).matchAll(/"data": "([^"]+)"/g);
    const text = [...payloads].map(([, data]) => Buffer.from(data ?? '', 'base64').toString('utf8')).join('\n');
    expect(text).not.toMatch(/representativeName|idNumber|phone|displayName/);
  });
});
