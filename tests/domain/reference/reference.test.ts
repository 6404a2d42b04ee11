import { describe, expect, it } from '@jest/globals';
import { AUTHORITIES, findAuthority } from '../../../src/domain/reference/authorities.js';
import { CITY_ADCODE, COUNTIES, findCounty } from '../../../src/domain/reference/counties.js';

describe('counties (part 8.2, GB/T 2260)', () => {
  it('are eleven, each of the city and once', () => {
    expect(COUNTIES).toHaveLength(11);
    expect(new Set(COUNTIES.map(({ adcode }) => adcode)).size).toBe(11);
    expect(COUNTIES.every(({ adcode }) => adcode.startsWith('4117') && adcode !== CITY_ADCODE)).toBe(true);
  });

  it.each([
    ['411722', '411722'],
    ['上蔡县', '411722'],
    ['驻马店市上蔡县', '411722'],
    ['驻马店经济开发区', '411771'],
    ['shangcai county', '411722'],
  ])('finds %s', (text, adcode) => {
    expect(findCounty(text)?.adcode).toBe(adcode);
  });

  it.each(['411700', '上蔡', '', '410102'])('does not find %j', text => {
    expect(findCounty(text)).toBeUndefined();
  });
});

describe('departments (S0-24)', () => {
  it.each(AUTHORITIES.map(({ authorityId, zh, en }) => [authorityId, zh, en] as const))(
    'finds %s by every name',
    (authorityId, zh, en) => {
      for (const name of [authorityId, authorityId.toLowerCase(), zh, `驻马店${zh}`, zh.slice(1), en]) {
        expect({ name, found: findAuthority(name)?.authorityId }).toEqual({ name, found: authorityId });
      }
    },
  );

  it('does not find an unknown one', () => {
    expect(findAuthority('某局')).toBeUndefined();
  });
});
