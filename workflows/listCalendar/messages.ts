export const listCalendarWorkflowName = 'listCalendar';

/** Schedule and run at a worker's start, one of each per task queue: a queue's own worker does its work. */
export const listCalendarScheduleId = (taskQueue: string): string => `list-calendar:${taskQueue}`;
export const listCalendarStartId = (taskQueue: string): string => `list-calendar-start:${taskQueue}`;

/** What one run did: how many entries ended, and how many of them stay on the list with unperformed duties. */
export interface ListCalendarResult {
  expired: number;
  unperformed: number;
}
