const asyncHooks = require('node:async_hooks');
const { register } = require('node:module');
const { pathToFileURL } = require('node:url');
const { TestEnvironment } = require('jest-environment-node');

register('./loader.mjs', pathToFileURL(__filename));

/** Jest makes one for each test file and never ends it; each that is on costs time at every promise of all later files. */
const storages = new Set();
asyncHooks.AsyncLocalStorage = class AsyncLocalStorage extends asyncHooks.AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    if (new Error().stack?.includes('jest-circus')) storages.add(this);
  }
};

/** The environment of test files that Node imports itself (ADR 9). */
module.exports = class NativeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { constructor: FakeTimers } = this.fakeTimersModern;
    this.fakeTimersModern = new FakeTimers({ config: config.projectConfig, global: globalThis });
  }

  async teardown() {
    await super.teardown();
    for (const storage of storages) storage.disable();
    storages.clear();
  }
};
