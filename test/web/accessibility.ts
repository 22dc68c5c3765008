/** What a screen reader and tired eyes need from a page, looked for in the page itself. */
import type { Page } from 'playwright-core';

/** One line for everything that is wrong; empty when all is well. Looks at what is shown right now. */
export function faultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown);
    const nameOf = (element: HTMLElement) =>
      (element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? element.textContent).trim();
    const say = (element: Element, what: string) => `${what}: ${element.outerHTML.slice(0, 120)}`;

    const unnamed = all('button, a, textarea, input, video, dialog, nav, form, figure, [role=progressbar], [role=log]')
      .filter((element) => nameOf(element) === '')
      .map((element) => say(element, 'has no name'));
    const withoutAlt = all('img')
      .filter((image) => !image.hasAttribute('alt'))
      .map((image) => say(image, 'has no alt'));
    const counts = (
      [
        ['h1', 1],
        ['main', 1],
        ['header', 1],
      ] as const
    ).flatMap(([selector, count]) =>
      all(selector).length === count ? [] : [`${selector} is there ${all(selector).length} times`],
    );
    const levels = all('h1, h2, h3, h4').map((heading) => Number(heading.tagName[1]));
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const doubled = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two things are called #${id}`);
    const small = all('button, a')
      .filter((element) => !element.classList.contains('underline'))
      .filter((element) => Math.min(element.offsetWidth, element.offsetHeight) < 24)
      .map((element) => say(element, 'is too small to hit'));
    const language = document.documentElement.lang ? [] : ['the page has no language'];
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page is wider than the screen'] : [];

    type Color = readonly [number, number, number, number];
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const parse = (color: string): Color => {
      if (!canvas) return [0, 0, 0, 1];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Color, below: Color): Color => {
      const mix = (index: 0 | 1 | 2) => top[index] * top[3] + below[index] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const backgroundOf = (element: Element | null): Color => {
      if (!element) return [255, 255, 255, 1];
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement));
    };
    const luminance = ([red, green, blue]: Color) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one: Color, other: Color) => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const hasOwnText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const isReadable = (element: HTMLElement) => {
      const style = getComputedStyle(element);
      const behind = backgroundOf(element);
      const size = Number.parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
      return contrast(over(parse(style.color), behind), behind) >= (isLarge ? 3 : 4.5);
    };
    const faint = all('body *')
      .filter((element) => hasOwnText(element) && !element.closest('[disabled], .sr-only, svg'))
      .filter((element) => !isReadable(element))
      .map((element) => say(element, `is too faint (${getComputedStyle(element).color})`));
    const skipped = levels.some((level, index) => level > (levels[index - 1] ?? 0) + 1 && index > 0 && level > 3)
      ? ['a level of headings is left out']
      : [];
    return [...unnamed, ...withoutAlt, ...counts, ...doubled, ...small, ...language, ...wide, ...faint, ...skipped];
  });
}
