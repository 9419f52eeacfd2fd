import { useEffect, useRef, useState } from 'preact/hooks';
import type { Section } from './filters.ts';
import { say } from './words.ts';

export const sectionId = (categoryId: string): string => `category-${categoryId}`;

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Which section is being read: the last that has come up to the bar. */
const useReading = (sections: readonly Section[]): string | undefined => {
  const [reading, setReading] = useState<string | undefined>();
  const ids = sections.map(({ categoryId }) => categoryId).join();
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) if (isIntersecting) setReading(target.id);
      },
      { rootMargin: '-30% 0px -60% 0px' },
    );
    for (const id of ids.split(',')) {
      const section = document.getElementById(sectionId(id));
      if (section) watcher.observe(section);
    }
    return () => watcher.disconnect();
  }, [ids]);
  return reading;
};

/** The categories, always in sight: a tap goes there. */
export const CategoryBar = ({ sections }: { readonly sections: readonly Section[] }) => {
  const reading = useReading(sections) ?? sectionId(sections[0]?.categoryId ?? '');
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = bar.current?.querySelector('[aria-current]');
    if (current)
      bar.current?.scrollTo({ left: centreOf(current, bar.current), behavior: isCalm() ? 'auto' : 'smooth' });
  }, [reading]);
  const go = (categoryId: string) => {
    document.getElementById(sectionId(categoryId))?.scrollIntoView({ behavior: isCalm() ? 'auto' : 'smooth' });
  };
  return (
    <nav class="menu-bar" aria-label={say('categories')} ref={bar}>
      {sections.map(({ categoryId, name }) => (
        <button
          key={categoryId}
          type="button"
          class="menu-bar-key"
          aria-current={reading === sectionId(categoryId) ? 'true' : undefined}
          onClick={() => go(categoryId)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
};

/** How far the bar is scrolled for one of its keys to stand in its middle, whichever way one reads. */
const centreOf = (key: Element, bar: Element): number => {
  const [own, around] = [key.getBoundingClientRect(), bar.getBoundingClientRect()];
  return bar.scrollLeft + own.x - around.x - (around.width - own.width) / 2;
};
