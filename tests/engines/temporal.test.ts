import { describe, expect, it } from '@jest/globals';
import { requireTemporalAt, temporalArguments } from '../../engines/temporal.mjs';

describe('temporalArguments', () => {
  it('keeps everything in memory without a file', () => {
    const args = temporalArguments({ port: 7300 });

    expect(args.slice(0, 7)).toEqual(['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', '7300']);
    expect(args).not.toContain('--db-filename');
  });

  it('keeps its data in the file and lifts the polling limit that slows every step', () => {
    const args = temporalArguments({ port: 7300, file: '/data/temporal.db' }).join(' ');

    expect(args).toContain('--db-filename /data/temporal.db');
    expect(args).toContain('--dynamic-config-value history.transferProcessorMaxPollRPS=2000');
  });
});

describe('requireTemporalAt', () => {
  it.each(['localhost', 'localhost:', 'http//x'])('refuses %j as an address', async address => {
    await expect(requireTemporalAt(address)).rejects.toThrow('must be host:port');
  });

  it('says that nothing answers and what to do', async () => {
    await expect(requireTemporalAt('127.0.0.1:1')).rejects.toThrow(/Nothing answers.*unset the variable/s);
  });
});
