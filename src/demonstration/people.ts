import type { Role } from '../domain/access/actor.js';

/** One sign-in of the demonstration. Refused in production, where neither these names nor this password exist. */
export interface DemoAccount {
  role: Role;
  signInName: string;
  displayName: string;
  /** Who it is, for the printed table. */
  who: string;
  county?: string;
  authorityId?: string;
  idNumber?: string;
}

export const DEMO_PASSWORD = 'Xinfu-demo-2026';
export const DEMO_COUNTY = '411722';
/** The county whose firms come onto the list by a file, and not by the feed. */
export const IMPORTED_COUNTY = '411721';
export const DEMO_AUTHORITY = 'YJGL';

type Scope = Pick<DemoAccount, 'county' | 'authorityId'>;
const staff = (role: Role, [signInName, who]: readonly [string, string], scope: Scope = {}): DemoAccount => ({
  ...{ role, signInName, displayName: who, who },
  ...scope,
});

/** Officials of the demonstration: at least one of each role of theirs, two where four eyes or another scope are to be seen. */
export const DEMO_STAFF: readonly DemoAccount[] = [
  staff('CITY_ADMIN', ['city-admin', '市信用办管理员']),
  staff('COUNTY_ADMIN', ['county-admin', '上蔡县管理员'], { county: DEMO_COUNTY }),
  staff('WINDOW_CLERK', ['clerk', '上蔡县窗口'], { county: DEMO_COUNTY }),
  staff('COUNTY_REVIEWER', ['county', '上蔡县审核员'], { county: DEMO_COUNTY }),
  staff('COUNTY_REVIEWER', ['county-yicheng', '驿城区审核员'], { county: '411702' }),
  staff('AUTHORITY_OFFICER', ['authority', '市应急管理局工作人员'], { authorityId: DEMO_AUTHORITY }),
  staff('AUTHORITY_OFFICER', ['authority-env', '市生态环境局工作人员'], { authorityId: 'STHJ' }),
  staff('CITY_REVIEWER', ['city', '市级审核员']),
  staff('CITY_REVIEWER', ['city-2', '市级审核员（二）']),
  staff('TRAINER', ['trainer', '课程管理员']),
  staff('AUDITOR', ['auditor', '审计员']),
  // Whoever brought a list decides on none of the persons whom it names.
  staff('COUNTY_ADMIN', ['county-admin-2', '上蔡县管理员（二）'], { county: DEMO_COUNTY }),
  staff('CITY_ADMIN', ['city-admin-2', '市信用办管理员（二）']),
];

/** Representatives whose firms stand at different places of the way; the first has everything still before it. */
export const DEMO_REPRESENTATIVES = [
  { signInName: 'rep', displayName: '张守信', who: '法定代表人：可从头办理' },
  { signInName: 'rep-training', displayName: '李勤学', who: '法定代表人：学习中' },
  { signInName: 'rep-quiz', displayName: '何应考', who: '法定代表人：待考试' },
  { signInName: 'rep-sign', displayName: '王立言', who: '法定代表人：待签署承诺' },
  { signInName: 'rep-submitted', displayName: '赵如约', who: '法定代表人：已提交' },
  { signInName: 'rep-returned', displayName: '陈改过', who: '法定代表人：待补正' },
  { signInName: 'rep-county', displayName: '刘诚心', who: '法定代表人：县级初审中' },
  { signInName: 'rep-authority', displayName: '孙守法', who: '法定代表人：征求意见中' },
  { signInName: 'rep-city', displayName: '周重信', who: '法定代表人：市级复审中' },
  { signInName: 'rep-repaired', displayName: '吴新生', who: '法定代表人：已修复' },
  { signInName: 'rep-rejected', displayName: '郑再来', who: '法定代表人：不予修复' },
  { signInName: 'rep-exiting', displayName: '冯有期', who: '法定代表人：移出办理中' },
] as const;

/** Holds a mandate of the firm of the representative named here. */
export const DEMO_AGENT = {
  ...{ signInName: 'agent', displayName: '马经办', who: '经办人：受李勤学的企业委托' },
  representative: 'rep-training',
} as const;

/** Everyone whom the printed table names: at least one of each role. */
export const DEMO_PEOPLE: readonly Pick<DemoAccount, 'role' | 'signInName' | 'who'>[] = [
  ...DEMO_STAFF,
  ...DEMO_REPRESENTATIVES.map(rep => ({ ...rep, role: 'LEGAL_REP' as const })),
  { ...DEMO_AGENT, role: 'AGENT' },
];
