export const START_EN = {
  title: 'Café',
  lead: 'This is the café’s own hub. Choose what this device is for.',
  terminal: 'Terminal',
  terminalText: 'Floor, orders and payment, for the staff.',
  kitchen: 'Kitchen screen',
  kitchenText: 'What is to be cooked, and for how long it has waited.',
  guests: 'Guests scan the code on their table: there is nothing to open here.',
  docs: 'For developers',
  docsText: 'The API, its events and refusals.',
  design: 'Design',
  designText: 'Every colour and component of these pages.',
} as const;
