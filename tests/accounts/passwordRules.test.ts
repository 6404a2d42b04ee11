import { describe, expect, it } from '@jest/globals';
import { passwordFault } from '../../src/accounts/passwordRules.js';

const personal = ['沈测试', '91411722PDY000016A', '示例建材有限公司'];

describe('passwordFault', () => {
  it.each([
    ['a phrase', 'Shan-Zhong-Xiang-Yang-7'],
    ['a Chinese sentence', '我家门口有两棵枣树呀'],
    ['64 Chinese characters', '天地玄黄宇宙洪荒日月盈昃辰宿列张'.repeat(4).slice(0, 60) + '寒来暑往'],
    ['a common word inside a long phrase', 'the dragon sleeps above the old well'],
    ['the own name inside a long phrase', '沈测试-Shan-Zhong-Xiang-7'],
  ])('accepts %s', (_what, password) => {
    expect(passwordFault(password, personal)).toBeNull();
  });

  it.each([
    ['nine characters', 'Aq7-zK2mX', 'passwordShort'],
    ['257 characters', 'Aq7-zK2mX'.repeat(29), 'passwordLong'],
    ['a word in another coat', 'Password123!', 'passwordCommon'],
    ['leet', 'P@ssw0rd2024', 'passwordCommon'],
    ['digits only', '8392048172', 'passwordCommon'],
    ['counting', '1234567890', 'passwordCommon'],
    ['counting backwards', '9876543210', 'passwordCommon'],
    ['a keyboard row', 'qwertyuiop', 'passwordCommon'],
    ['one piece repeated', 'kq7kq7kq7kq7', 'passwordCommon'],
    ['three different characters', 'aabbccaabbcb', 'passwordCommon'],
    ['pinyin that everybody uses', 'woaini520520', 'passwordCommon'],
    ['full-width disguise', 'Ｐａｓｓｗｏｒｄ１２３', 'passwordCommon'],
    ['the name of the firm', '示例建材有限公司2024', 'passwordPersonal'],
    ['the credit code', '91411722pdy000016a!', 'passwordPersonal'],
  ])('refuses %s', (_what, password, code) => {
    expect(passwordFault(password, personal)?.code).toBe(code);
  });
});
