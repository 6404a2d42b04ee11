import { describe, expect, it } from '@jest/globals';
import { citedSources } from '../../../src/domain/law/sources.js';

describe('the sources of a citation', () => {
  it.each([
    ['《行政处罚法》第七十二条', ['PENALTY_LAW']],
    ['《信用修复管理办法》（国家发展改革委2025年第36号令）：申请条件', ['ORDER_36']],
    ['《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委2023年第58号令）：特定领域', ['ORDER_58']],
    ['驻马店市社会信用体系建设文件（驻政〔2018〕85号）第29项；本平台规定：代理', ['ZHUMADIAN_2018', 'PLATFORM']],
    ['国务院办公厅关于2026年部分节假日安排的通知；《民法典》第200—204条', ['HOLIDAYS_2026', 'CIVIL_CODE']],
    ['待核实：屡次失信', ['FROM_MEMORY']],
    ['各地信用修复办事指南：免费办理；各地信用修复办事指南：一条信息一件申请', ['REPAIR_GUIDES']],
  ])('%s', (citation, ids) => {
    expect(citedSources(citation)).toEqual(ids);
  });

  it('are none where a part names no document of the table, so that such a course cannot be loaded', () => {
    expect(citedSources('《行政处罚法》第七十二条；某办法')).toBeNull();
    expect(citedSources('')).toBeNull();
  });
});
