import { memo } from 'react';
import { look } from '../../lib/notebook/printed/look';
import { printed } from '../../lib/notebook/printed/parse';

/** What a program printed, in the colours that it gave it. */
export const Printed = memo(function Printed({ text }: { text: string }) {
  return printed(text).map(({ text, style }, at) =>
    style ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a stretch of text has no other identity
      <span key={at} style={look(style)}>
        {text}
      </span>
    ) : (
      text
    ),
  );
});
