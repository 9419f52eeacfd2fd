export const DESIGN_EN = { title: 'Design' } as const;
