/** A county-level node that the 50 % target binds (S4-29). `adcode` follows GB/T 2260. */
export interface County {
  adcode: string;
  zh: string;
  en: string;
}

/** The city itself; a USCC with this division says nothing about the county (part 8.1). */
export const CITY_ADCODE = '411700';

export const COUNTIES: readonly County[] = [
  { adcode: '411702', zh: '驿城区', en: 'Yicheng District' },
  { adcode: '411721', zh: '西平县', en: 'Xiping County' },
  { adcode: '411722', zh: '上蔡县', en: 'Shangcai County' },
  { adcode: '411723', zh: '平舆县', en: 'Pingyu County' },
  { adcode: '411724', zh: '正阳县', en: 'Zhengyang County' },
  { adcode: '411725', zh: '确山县', en: 'Queshan County' },
  { adcode: '411726', zh: '泌阳县', en: 'Biyang County' },
  { adcode: '411727', zh: '汝南县', en: 'Runan County' },
  { adcode: '411728', zh: '遂平县', en: 'Suiping County' },
  { adcode: '411729', zh: '新蔡县', en: 'Xincai County' },
  { adcode: '411771', zh: '经济开发区', en: 'Economic Development Zone' },
];

/** Finds a county by division code or by its Chinese or English name, with or without the city's name before it. */
export function findCounty(text: string): County | undefined {
  const wanted = text.trim().replace(/^驻马店市?/, '');
  return COUNTIES.find(
    ({ adcode, zh, en }) => adcode === wanted || zh === wanted || en.toLowerCase() === wanted.toLowerCase(),
  );
}
