import type { WorkCalendar } from '../src/domain/workCalendar.js';
import type { ActivityDependencies } from './dependencies.js';

/** The working-day calendar as it stands; recorded in the history, so that a replay sees the same one. */
export const createLoadCalendar =
  ({ data }: ActivityDependencies) =>
  (): Promise<WorkCalendar> =>
    data.calendars.load();
