import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/highlight.css';
import './styles/lines.css';
import './styles/output.css';
import { Offline } from './offline/Offline';
import { APPLY_THEME } from './shell/theme';

export const metadata: Metadata = {
  title: { default: 'Trapdoor', template: '%s · Trapdoor' },
  description:
    'A notebook lab for system calls: real x86-64 programs on an emulated Linux machine in the page, every call traced, priced and plotted.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#101114' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script below sets data-theme before the first paint, so the server's markup differs there.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: APPLY_THEME }} />
      </head>
      <body>
        {children}
        <Offline />
      </body>
    </html>
  );
}
