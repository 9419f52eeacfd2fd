import type { DemoCategory, Diet } from './demo-item.ts';

const PLANTS: readonly Diet[] = ['vegetarian', 'vegan', 'gluten_free', 'lactose_free'];

export const tea: DemoCategory = {
  name: 'Tea and chocolate',
  colour: '#7a8b4f',
  icon: 'tea',
  station: 'Bar',
  plu: 2,
  items: [
    {
      name: 'Darjeeling First Flush',
      description: 'Light and flowery black tea from the spring harvest.',
      price: { Cup: 350, Pot: 590 },
      tax: 'drink',
      groups: ['Sugar and syrup'],
      diets: PLANTS,
    },
    {
      name: 'Earl Grey',
      description: 'Black tea with oil of bergamot.',
      price: { Cup: 330, Pot: 560 },
      tax: 'drink',
      groups: ['Sugar and syrup'],
      diets: PLANTS,
    },
    {
      name: 'Sencha',
      description: 'Steamed green tea from Kagoshima.',
      price: { Cup: 350, Pot: 590 },
      tax: 'drink',
      groups: ['Sugar and syrup'],
      diets: PLANTS,
    },
    {
      name: 'Fresh Mint',
      description: 'A handful of mint leaves and honey on the side.',
      price: { Cup: 370, Pot: 610 },
      tax: 'drink',
      diets: ['vegetarian', 'gluten_free', 'lactose_free'],
    },
    {
      name: 'Fresh Ginger',
      description: 'Sliced ginger, lemon and honey on the side.',
      price: { Cup: 370, Pot: 610 },
      tax: 'drink',
      diets: ['vegetarian', 'gluten_free', 'lactose_free'],
    },
    {
      name: 'Rooibos Vanilla',
      description: 'Red bush with real vanilla, no caffeine.',
      price: { Cup: 330, Pot: 560 },
      tax: 'drink',
      groups: ['Sugar and syrup'],
      diets: PLANTS,
    },
    {
      name: 'Chai Latte',
      description: 'Assam, cardamom, cinnamon, pepper and steamed milk.',
      price: { Regular: 420, Large: 490 },
      tax: 'milk_drink',
      groups: ['Milk', 'Sugar and syrup'],
      diets: ['vegetarian'],
    },
    {
      name: 'Matcha Latte',
      description: 'Ceremonial matcha whisked into steamed milk.',
      price: { Regular: 460, Large: 530 },
      tax: 'milk_drink',
      groups: ['Milk', 'Sugar and syrup'],
      diets: ['vegetarian'],
    },
    {
      name: 'Hot Chocolate',
      description: 'Melted 62 % chocolate in steamed milk.',
      price: { Regular: 410, Large: 480 },
      tax: 'milk_drink',
      groups: ['Milk', 'Cake extras'],
      allergens: ['milk', 'soybeans'],
      diets: ['vegetarian', 'gluten_free'],
    },
  ],
};
