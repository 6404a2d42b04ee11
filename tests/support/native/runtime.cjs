const { pathToFileURL } = require('node:url');
const { default: JestRuntime } = require('jest-runtime');

let imports = 0;

/** Lets Node import the test files itself; ADR 9 says why. */
module.exports = class NativeRuntime extends JestRuntime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** Each import of a test file registers its tests anew; what it imports is loaded once in a test process. */
  async unstable_importModule(file) {
    imports += 1;
    globalThis[Symbol.for('xinfu.tests')] = this.jestGlobals.cjsGlobals(file);
    return import(`${pathToFileURL(file).href}?import=${String(imports)}`);
  }
};
