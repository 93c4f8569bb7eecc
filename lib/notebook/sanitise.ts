import createDOMPurify, { type DOMPurify, type WindowLike } from 'dompurify';
import { DATA_ATTRIBUTE } from '../chart/attribute';

/**
 * Outputs as HTML that can be put into the page: no scripts, nothing that loads from elsewhere, nothing that styles or
 * covers the page around it. SVG of charts passes whole but for its style element, whose rules output.css repeats.
 */
let purifier: DOMPurify | undefined;

/** Gives the sanitiser a window where there is none, as in Node. */
export function setSanitiserWindow(window: WindowLike): void {
  purifier = configured(window);
}

export function sanitise(html: string): string {
  purifier ??= configured(window);
  return purifier.sanitize(html);
}

function configured(window: WindowLike): DOMPurify {
  const purify = createDOMPurify(window);
  purify.setConfig({
    FORBID_TAGS: [
      'style',
      'link',
      'base',
      'iframe',
      'object',
      'embed',
      'audio',
      'video',
      'source',
      'track',
      'foreignObject',
    ],
    FORBID_ATTR: ['action', 'formaction', 'ping', 'background', 'poster', 'srcset', 'autofocus', 'target'],
    ALLOW_DATA_ATTR: false,
    ADD_ATTR: ['aria-description', DATA_ATTRIBUTE],
  });
  purify.addHook('uponSanitizeAttribute', (_node, data) => {
    const { attrName: name, attrValue: value } = data;
    if (name === 'style') data.keepAttr = isHarmlessStyle(value);
    else if (name === 'src') data.keepAttr = value.startsWith('data:image/');
    else if (name === 'xlink:href' || (name === 'href' && _node.localName !== 'a')) {
      data.keepAttr = value.startsWith('#') || value.startsWith('data:image/');
    } else if (/\burl\s*\(\s*['"]?(?!#)/i.test(value)) data.keepAttr = false;
  });
  // What libraries leave for a reader who cannot see to stumble over: names without a role, headers without a text.
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (node.hasAttribute('role')) return;
    if (node.localName === 'g' && node.hasAttribute('aria-label')) node.setAttribute('role', 'group');
    if (node.localName === 'th' && node.textContent?.trim() === '') node.setAttribute('role', 'presentation');
  });
  return purify;
}

function isHarmlessStyle(style: string): boolean {
  return !/url\s*\(\s*['"]?(?!['"]?#)|image-set|position\s*:|@|\\|expression|z-index/i.test(style);
}
