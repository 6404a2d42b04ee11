import { accept } from './accept.js';
import { answerDuties } from './answerDuties.js';
import { askAuthority } from './askAuthority.js';
import { authorityOpinion } from './authorityOpinion.js';
import { calendarChanged } from './calendarChanged.js';
import { cityDecision } from './cityDecision.js';
import { claim } from './claim.js';
import { commitmentPublished } from './commitmentPublished.js';
import { countyReview } from './countyReview.js';
import { deadlineMark } from './deadlineMark.js';
import { deadlinePassed } from './deadlinePassed.js';
import { documentIssued } from './documentIssued.js';
import { enrol } from './enrol.js';
import { exitCompleted } from './exitCompleted.js';
import { exitRecalled } from './exitRecalled.js';
import { exitRefused } from './exitRefused.js';
import { exitRetried } from './exitRetried.js';
import { exitStarted } from './exitStarted.js';
import { exitStuck } from './exitStuck.js';
import { extend } from './extend.js';
import { extendTraining } from './extendTraining.js';
import { firstDayReached } from './firstDayReached.js';
import { holderLeft } from './holderLeft.js';
import { letterFailed } from './letterFailed.js';
import { letterIssued } from './letterIssued.js';
import { marksRemoved } from './marksRemoved.js';
import { notAccept } from './notAccept.js';
import { open } from './open.js';
import { quizExhausted } from './quizExhausted.js';
import { quizPassed } from './quizPassed.js';
import { readyToSign } from './readyToSign.js';
import { receipt } from './receipt.js';
import { register } from './register.js';
import { release } from './release.js';
import { resubmit } from './resubmit.js';
import { resume } from './resume.js';
import { returnCase } from './return.js';
import { saveAnswers } from './saveAnswers.js';
import { sign } from './sign.js';
import { stateNoDuty } from './stateNoDuty.js';
import { takeOver } from './takeOver.js';
import { trainingCompleted } from './trainingCompleted.js';
import { withdraw } from './withdraw.js';

/** Every act and every recorded happening of a case, in the order in which they are listed and offered. */
export const ACTS = {
  open,
  register,
  enrol,
  readyToSign,
  saveAnswers,
  trainingCompleted,
  quizPassed,
  quizExhausted,
  extendTraining,
  sign,
  letterIssued,
  letterFailed,
  resubmit,
  askAuthority,
  answerDuties,
  stateNoDuty,
  withdraw,
  claim,
  release,
  takeOver,
  holderLeft,
  accept,
  notAccept,
  return: returnCase,
  countyReview,
  authorityOpinion,
  cityDecision,
  extend,
  resume,
  exitStarted,
  receipt,
  exitRefused,
  exitRecalled,
  exitStuck,
  exitRetried,
  exitCompleted,
  documentIssued,
  commitmentPublished,
  marksRemoved,
  calendarChanged,
  firstDayReached,
  deadlineMark,
  deadlinePassed,
} as const;
