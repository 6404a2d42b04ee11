const asyncHooks = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

// What makes Node read TypeScript is for this process, not for the programs that tests start.
delete process.env.NODE_OPTIONS;

const storages = new Set();
asyncHooks.AsyncLocalStorage = class AsyncLocalStorage extends asyncHooks.AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    storages.add(this);
  }
};

/** The environment of test files that Node imports itself (ADR 9). */
module.exports = class NativeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { constructor: FakeTimers } = this.fakeTimersModern;
    this.fakeTimersModern = new FakeTimers({ config: config.projectConfig, global: globalThis });
  }

  /** Each test file has a storage of Jest's own, and every one still on costs time at each promise of all later files. */
  async teardown() {
    await super.teardown();
    for (const storage of storages) storage.disable();
  }
};
