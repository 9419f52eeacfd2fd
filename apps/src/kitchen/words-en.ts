export const KITCHEN_EN = {
  title: 'Kitchen',
} as const;
