/** Printed on every document: the stand-in shows integrity, not identity. */
export const AUTHORITY_LABEL =
  '本地演示签名机构签发，非持牌电子认证服务机构 / issued by a local stand-in, not a licensed CA';

/** At the head of every page of a paper that no licensed authority signed. */
export const NO_LEGAL_EFFECT = '演示，无法律效力';
