import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Children } from '../../engines/children.mjs';
import { resolveDatabase, startDatabase } from '../../engines/database.mjs';
import { startOnOwnPort } from '../../engines/ownPort.mjs';
import { anyFreePort, listensItself, portInUse } from '../../engines/ports.mjs';
import { resolveTemporal, startTemporal } from '../../engines/temporal.mjs';
import { webProcess } from '../support/webProcess.js';

const withoutAddresses = { ...process.env, MONGODB_URI: undefined, TEMPORAL_ADDRESS: undefined };

let children: Children;
let folder: string;
let log: string;
/** Another program's server, on a port that looked free before. */
let thief: net.Server;
let stolen: number;

beforeEach(async () => {
  children = new Children();
  folder = mkdtempSync(path.join(tmpdir(), 'xinfu-ports-'));
  log = path.join(folder, 'server.log');
  thief = net.createServer(socket => socket.end());
  await new Promise<void>(resolve => thief.listen(0, '127.0.0.1', resolve));
  stolen = (thief.address() as AddressInfo).port;
});

afterEach(async () => {
  await children.stopAll();
  await new Promise(resolve => thief.close(resolve));
  rmSync(folder, { recursive: true });
});

/** First the port that another program took after the look at it, then free ones. */
function stolenFirst() {
  const asked: number[] = [];
  const nextPort = async () => {
    const port = asked.length === 0 ? stolen : await anyFreePort();
    asked.push(port);
    return port;
  };
  return { asked, nextPort };
}

const listener = (port: number) => ({
  ...{ name: 'listener', command: process.execPath, log },
  args: ['-e', `require('node:net').createServer().listen(${String(port)}, '127.0.0.1')`],
});

function programOf(engine: Awaited<ReturnType<typeof resolveDatabase>>) {
  if (engine.kind === 'address') throw new Error('a program of our own was asked for');
  return engine;
}

describe('a port that is taken between the look at it and the start', () => {
  it('makes a server start on the next one, and its end is a surprise from then on', async () => {
    const { asked, nextPort } = stolenFirst();
    const died = new Promise<Error>(resolve => {
      children.onDeath(resolve);
    });

    const { port, child } = await startOnOwnPort(children, {
      ...{ what: 'The listener', nextPort, program: listener },
      ready: () => Promise.resolve(true),
    });

    expect(asked).toEqual([stolen, port]);
    expect(listensItself(child.pid, port)).not.toBe(false);
    expect(listensItself(child.pid, stolen)).not.toBe(true);
    child.kill('SIGKILL');
    expect((await died).message).toContain('The listener stopped unexpectedly');
  });

  it('is told where every try meets it', async () => {
    const start = startOnOwnPort(children, {
      ...{ what: 'The listener', nextPort: () => stolen, program: listener, tries: 2 },
      ready: () => Promise.resolve(true),
    });

    await expect(start).rejects.toThrow(/The listener did not come up.*EADDRINUSE/s);
  });

  it('does not make the database fail', async () => {
    const engine = programOf(await resolveDatabase(withoutAddresses));
    const { asked, nextPort } = stolenFirst();

    const { port, uri } = await startDatabase(children, { engine, nextPort, folder: path.join(folder, 'data'), log });

    expect(asked).toEqual([stolen, port]);
    expect(uri).toContain(`:${String(port)}/`);
  }, 120_000);

  it('does not make the Temporal server fail', async () => {
    const { file: program } = programOf(await resolveTemporal(withoutAddresses));
    const { asked, nextPort } = stolenFirst();

    const { port, address } = await startTemporal(children, { program, nextPort, log });

    expect(asked).toEqual([stolen, port]);
    expect(address).toBe(`127.0.0.1:${String(port)}`);
  }, 120_000);

  it('does not make the web server of a test fail', async () => {
    const { asked, nextPort } = stolenFirst();

    const web = await webProcess({}, { nextPort });

    expect(web.origin).toBe(`http://localhost:${String(asked[1])}`);
    await web.stop();
  }, 120_000);

  it('is told of the website’s port in one sentence, with its owner where the system knows it and what to do', () => {
    expect(portInUse(stolen).message).toMatch(
      new RegExp(
        `^Port ${String(stolen)}, wanted for the Xinfu website, is in use.*PORT=${String(stolen + 1)} npm start`,
      ),
    );
  });
});
