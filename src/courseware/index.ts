import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MODULE_IDS, type ModuleId } from '../domain/training/modules.js';
import { projectRoot } from '../projectRoot.js';
import { courseFile, type CourseFile, parseCourseFile, quizFile, sameModule } from './courseFiles.js';
import { type Course, courseware, type Courseware, type Lesson, type Question } from './courseware.js';
import { markdownRenderer } from './markdown.js';

export type * from './courseware.js';

const render = { zh: markdownRenderer('zh'), en: markdownRenderer('en') };

/** Reads and checks all modules below a folder; throws with the file's name and its faults. */
export async function loadCourseware(folder: string = join(projectRoot, 'courses')): Promise<Courseware> {
  const modules = await Promise.all(MODULE_IDS.map(moduleId => readModule(join(folder, moduleId), moduleId)));
  return courseware(
    modules.map(({ course }) => course),
    modules.flatMap(({ questions }) => questions),
  );
}

async function readModule(folder: string, moduleId: ModuleId): Promise<{ course: Course; questions: Question[] }> {
  const [course, quiz] = await Promise.all([
    textOf(join(folder, 'course.json')).then(file => parseCourseFile(courseFile, file)),
    textOf(join(folder, 'quiz.json')).then(file => parseCourseFile(quizFile, file)),
  ]);
  sameModule(moduleId, course.id, `${folder}/course.json`);
  sameModule(moduleId, quiz.module, `${folder}/quiz.json`);
  const { version, title, goal, selfCheck, sources } = course;
  const lessons = await Promise.all(course.lessons.map(lesson => readLesson(folder, lesson)));
  return {
    course: { moduleId, version, title, goal, selfCheck, sources, lessons },
    questions: quiz.questions.map(question => ({ ...question, moduleId })),
  };
}

async function readLesson(folder: string, lesson: CourseFile['lessons'][number]): Promise<Lesson> {
  const [zh, en] = await Promise.all(
    (['zh', 'en'] as const).map(async language => (await textOf(join(folder, `${lesson.file}.${language}.md`))).text),
  );
  if (zh === undefined || en === undefined) throw new Error(`${lesson.id}: a language is missing`);
  const characters = [...zh.matchAll(/\p{Script=Han}/gu)].length;
  return { id: lesson.id, title: lesson.title, html: { zh: render.zh(zh), en: render.en(en) }, characters };
}

const textOf = async (name: string): Promise<{ name: string; text: string }> => ({
  name,
  text: await readFile(name, 'utf8'),
});
