import { lessonSlugs, readLesson } from '../../lessons';
import { packOutputs } from '../../outputs';
import { runLesson } from '../../run';

export const dynamic = 'force-static';
export const dynamicParams = false;
export const generateStaticParams = lessonSlugs;

/** What the lesson's cells came to at build, beside its page. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  const outputs = await runLesson(await readLesson((await params).slug));
  return new Response(packOutputs(outputs), { headers: { 'content-type': 'application/json' } });
}
