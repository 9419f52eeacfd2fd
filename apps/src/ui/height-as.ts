import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the height of an element as a custom property of the page, in pixels, as long as it is drawn. What it lies above leaves
 * so much room at its own end: it is covered by nothing for good, and nothing moves.
 */
export const useHeightAs = (name: `--${string}`) => {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return;
    const { style } = document.documentElement;
    const write = () => style.setProperty(name, `${current.offsetHeight}px`);
    const observer = new ResizeObserver(write);
    observer.observe(current);
    write();
    return () => {
      observer.disconnect();
      style.removeProperty(name);
    };
  }, [name]);
  return place;
};
