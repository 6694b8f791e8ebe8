import type { StudyView } from "../study/study-view.js";

/** What a sampler has worked out about each study that it serves; forgotten together with the study. */
export function studyCache<T>(create: () => T): (study: StudyView) => T {
  const known = new WeakMap<StudyView, T>();
  return (study) => {
    const found = known.get(study) ?? create();
    known.set(study, found);
    return found;
  };
}
