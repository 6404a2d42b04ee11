/**
 * One name, however it was typed: people's and firms' names come from registers, keyboards and programs that write the
 * same character in several ways. Everything that compares, looks up or sorts names goes through `nameKey`.
 */

/** The private-use places that GB 18030-2000 gave to characters which Unicode holds by now, in order from U+E815. */
const FIRST_PRIVATE = 0xe815;
const ONCE_PRIVATE =
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱' +
  '䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻';
/** Letters of pinyin with a place in that table. */
const PRIVATE_LETTERS = [
  ['\ue7c7', '\u1e3f'],
  ['\ue7c8', '\u01f9'],
] as const;
/** CJK radicals (U+2E80 to U+2EF3), each before the character it stands for (Unicode, EquivalentUnifiedIdeograph). */
const RADICALS =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王' +
  '⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長' +
  '⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';

const STANDARD: ReadonlyMap<string, string> = new Map([
  ...Array.from(ONCE_PRIVATE, (sign, place): [string, string] => [String.fromCodePoint(FIRST_PRIVATE + place), sign]),
  ...PRIVATE_LETTERS,
]);
const CHARACTER_OF_RADICAL: ReadonlyMap<string, string> = new Map(
  Array.from(RADICALS).flatMap((sign, place, all): [string, string][] =>
    place % 2 === 0 ? [[sign, all[place + 1] ?? sign]] : [],
  ),
);

/** Dots within a name as keyboards and registers write them; the first two have another meaning after NFKC. */
const DOTS =
  /[\u02d9\u318d.\u00b7\u0387\u16eb\u2022\u2024\u2027\u2219\u22c5\u25cf\u2e31\u2e33\u30fb\ua78f\uff65\ufe52\uff0e]/gu;
const OPENING = /[\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a[{<]/gu;
const CLOSING = /[\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\]}>]/gu;
/** Variation selectors, and signs that nobody sees. */
const UNSEEN = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\p{Cf}\p{Cc}]/gu;
const PRIVATE_USE = /\p{Co}/gu;
const RADICAL = /[\u2e80-\u2ef3]/gu;

/** The name as it is stored and shown: characters from the private-use area in their standard place, else as written. */
export const standardName = (name: string): string => name.replace(PRIVATE_USE, sign => STANDARD.get(sign) ?? sign);

/**
 * The key under which names are compared, searched and sorted: NFKC, lower case, one kind of dot and bracket, radicals
 * and private-use signs as their characters, without blanks, variation selectors and other signs that nobody sees. For
 * names of persons and firms and for sign-in names. Keys are stored: whoever changes this rule has to have `nameKey`,
 * `signInKey` and the firms' records written anew.
 */
export const nameKey = (name: string): string =>
  standardName(name)
    .replace(RADICAL, sign => CHARACTER_OF_RADICAL.get(sign) ?? sign)
    .replace(DOTS, '·')
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(DOTS, '·')
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .toLowerCase()
    .replace(/\s+/gu, '');

/** Whether two spellings are one name. */
export const isSameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other);

/** Whether a program has lost characters of the name: it leaves question marks or the replacement character behind. */
export const isDamagedName = (name: string): boolean => /[?？\ufffd]/u.test(name);
