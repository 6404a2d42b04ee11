import { dayOf } from '../src/domain/calendarDay.js';
import type { TrainingPolicy } from '../src/domain/policy/policy.js';
import { trainingPolicy } from '../src/domain/policy/policySet.js';
import type { ActivityDependencies } from './dependencies.js';

/** The figures for courses, quiz and certificate as they hold at an instant (epoch milliseconds). */
export async function examPolicy({ data, demo }: ActivityDependencies, at: number): Promise<TrainingPolicy> {
  return trainingPolicy(await data.policies.rows(), { day: dayOf(at), demo });
}
