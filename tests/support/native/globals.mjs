// Stands in for '@jest/globals' where Node imports the tests itself: each name is that of the test file that runs.
const TESTS = Symbol.for('xinfu.tests');

const current = name =>
  new Proxy(() => undefined, {
    apply: (_target, _self, args) => globalThis[TESTS][name](...args),
    get: (_target, property) => globalThis[TESTS][name][property],
  });

export const afterAll = current('afterAll');
export const afterEach = current('afterEach');
export const beforeAll = current('beforeAll');
export const beforeEach = current('beforeEach');
export const describe = current('describe');
export const expect = current('expect');
export const it = current('it');
export const jest = current('jest');
