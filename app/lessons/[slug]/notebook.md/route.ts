import { lessonSlugs, readLesson } from '../../lessons';

export const dynamic = 'force-static';
export const dynamicParams = false;
export const generateStaticParams = lessonSlugs;

/** The lesson's own file, beside its page. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  const { text } = await readLesson((await params).slug);
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
}
