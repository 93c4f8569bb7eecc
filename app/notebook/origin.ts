/** Under which id the reader's copy of a lesson is kept. */
export const lessonId = (slug: string): string => `lesson:${slug}`;

/** A short digest of a text (FNV-1a, 32 bits), to see whether it is another. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** What a copy remembers of its lesson: which one, and which text of it. */
export const lessonOrigin = (slug: string, text: string): string => `${slug}@${digest(text)}`;

/** The lesson of a remembered origin. */
export const slugOf = (origin: string): string => origin.slice(0, origin.lastIndexOf('@'));

/** True when an origin was this very text of the lesson. */
export const isFrom = (origin: string | undefined, text: string): boolean =>
  origin?.endsWith(`@${digest(text)}`) ?? false;
