export const GUEST_EN = {
  title: 'Menu',
} as const;
