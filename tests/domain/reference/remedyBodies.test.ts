import { describe, expect, it } from '@jest/globals';
import { COUNTIES } from '../../../src/domain/reference/counties.js';
import { type Decider, remedyBodies } from '../../../src/domain/reference/remedyBodies.js';

describe('where a decision can be challenged', () => {
  const authority = (authorityId: string, authorityName: string): Decider => ({
    by: 'AUTHORITY',
    authorityId,
    authorityName,
  });

  it.each<[string, Decider, ...string[]]>([
    ['a county', { by: 'COUNTY', county: '411721' }, '西平县信用建设主管部门', '西平县人民政府', '西平县人民法院'],
    [
      'the district',
      { by: 'COUNTY', county: '411702' },
      '驿城区信用建设主管部门',
      '驻马店市驿城区人民政府',
      '驻马店市驿城区人民法院',
    ],
    [
      'a zone',
      { by: 'COUNTY', county: '411771' },
      '经济开发区信用建设主管部门',
      '驻马店市人民政府',
      '驻马店市驿城区人民法院',
    ],
    ['the city', { by: 'CITY' }, '驻马店市信用建设主管部门', '驻马店市人民政府', '驻马店市驿城区人民法院'],
    ['a department', authority('YJGL', '市应急管理局'), '市应急管理局', '驻马店市人民政府', '驻马店市驿城区人民法院'],
    ['the tax bureau', authority('SWJ', '市税务局'), '市税务局', '国家税务总局河南省税务局', '驻马店市驿城区人民法院'],
  ])('of %s', (...[, decider, decidingBody, reviewBody, court]) => {
    expect(remedyBodies(decider)).toEqual({ decidingBody, reviewBody, court });
  });

  it('is known for every county', () => {
    for (const { adcode } of COUNTIES) {
      const { reviewBody, court } = remedyBodies({ by: 'COUNTY', county: adcode });
      expect(reviewBody).toMatch(/人民政府$/);
      expect(court).toMatch(/人民法院$/);
    }
  });
});
