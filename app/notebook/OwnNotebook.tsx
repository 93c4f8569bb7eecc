'use client';
import { useEffect, useState } from 'react';
import type { NotebookSession } from '../../lib/notebook/types';
import { fakeSession } from './fake';
import { NotebookView } from './NotebookView';
export function OwnNotebook({ root }: { root: string }) {
  const [session, setSession] = useState<NotebookSession>();
  useEffect(() => setSession(fakeSession()), []);
  return session ? <NotebookView session={session} root={root} onImport={() => {}} /> : null;
}
