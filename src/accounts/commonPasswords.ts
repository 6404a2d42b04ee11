/**
 * Words that most guessed passwords are built on, without their digits and signs: `Password123!` is `password` in
 * another coat. From the usual public top lists, with those common in China.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwort passw passwd pass admin administrator root user test guest login welcome letmein secret master
  qwerty qwertyuiop qwertyuiopasdfghjkl qwer qwerasdf qwerasdfzxcv asdf asdfgh asdfghjkl asdfasdf zxcv zxcvbn zxcvbnm
  qazwsx qazwsxedc qaz wsx qwe asd zxc qweasd qweasdzxc abc abcd abcde abcdef abcdefg abcdefgh abcdefghij aaa aa a q w
  iloveyou loveyou love ilove woaini woaiwojia aini wangluo mima zhongguo china beijing shanghai henan zhengzhou
  zhumadian xinfu xinyong credit company gongsi qiye
  zhang wang li zhao liu chen yang huang monkey dragon sunshine princess football baseball superman batman trustno
  shadow michael jordan hello helloworld computer internet windows apple google samsung huawei xiaomi taobao alibaba
  tencent weixin wechat qq baidu changeme default demo example temp temporary money lucky happy forever family angel
  mimamima mimashi wodemima wodemimashi xingxing wozuiai iloveu spring summer autumn winter january monday`
    .split(/\s+/)
    .filter(word => word !== ''),
);
