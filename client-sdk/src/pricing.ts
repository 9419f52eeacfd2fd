/**
 * What a line will cost, before it is sent: `@cafe/client-sdk/pricing`. An entry of its own, because many apps (a kitchen
 * screen, a board) show no prices of the menu, and it weighs more than a binding.
 */
export {
  type LineChoice,
  type LinePricing,
  type LineProblem,
  type LineQuote,
  type PricingOccasion,
  priceLine,
} from '@cafe/contract/folds';
