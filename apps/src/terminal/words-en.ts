export const TERMINAL_EN = {
  title: 'Terminal',
} as const;
