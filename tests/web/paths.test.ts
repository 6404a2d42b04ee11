import { describe, expect, it } from '@jest/globals';
import { fillPattern, path } from '../../src/web/paths.js';

describe('path', () => {
  it('fills and escapes its values', () => {
    expect(path('/cases/:caseId/evidence/:evidenceId').build({ caseId: 'a/b', evidenceId: '中' })).toBe(
      '/cases/a%2Fb/evidence/%E4%B8%AD',
    );
  });

  it('adds a query and leaves out what is undefined', () => {
    expect(path('/list').build({ q: 'a&b', page: 2, county: undefined })).toBe('/list?q=a%26b&page=2');
    expect(path('/cases/:caseId').build({ caseId: '1' }, { tab: 'x' })).toBe('/cases/1?tab=x');
    expect(path('/list').build()).toBe('/list');
  });

  it('refuses to build an address with a hole in it', () => {
    expect(() => fillPattern('/cases/:caseId', {})).toThrow('needs caseId');
  });
});
