import { alerts, curve, number, perMinute } from '../panels.mjs';

export const served = {
  uid: 'cafe-served',
  question: 'Is the café being served?',
  says: 'For its owner: do orders reach the kitchen, do they leave it in time, and is it paid?',
  panels: [
    number(
      'Hubs',
      {
        says: 'That answer.',
        base: 'red',
        steps: [
          [1, 'orange'],
          [2, 'green'],
        ],
      },
      ['sum(up{job="hub"}) or vector(0)'],
    ),
    number('Bills in the kitchen', { says: 'With lines that a station has not finished.' }, [
      'max(sum by (instance) (cafe_orders_open))',
    ]),
    number(
      'Oldest line',
      {
        says: 'How long it has waited.',
        unit: 's',
        steps: [
          [900, 'orange'],
          [1200, 'red'],
        ],
      },
      ['max(cafe_ticket_age_seconds)'],
    ),
    number('Kitchen screens', { says: 'That are connected.', steps: [] }, [
      'sum(cafe_sockets_connected{role="kitchen"})',
    ]),
    number('Orders sent in an hour', { says: 'To the kitchen, by whomever.' }, [
      'sum(increase(cafe_commands_total{job="hub", command="order.send", outcome="ok"}[1h]))',
    ]),
    number('Payments in an hour', { says: 'Of every kind.' }, [
      'max(sum by (instance) (increase(cafe_payments_total[1h])))',
    ]),
    curve('How long do lines wait?', { says: 'The oldest of each station.', unit: 's', steps: [[1200, 'red']] }, [
      'max by (station) (cafe_ticket_age_seconds)',
      '{{station}}',
    ]),
    curve('How many bills wait?', { says: 'For each station.' }, [
      'max by (station) (cafe_orders_open)',
      '{{station}}',
    ]),
    curve('How much is ordered?', { says: 'Commands of orders that were done, in a minute.' }, [
      perMinute('cafe_commands_total', 'command', '{job="hub", command=~"order[.].+", outcome="ok"}'),
      '{{command}}',
    ]),
    curve(
      'How is it paid?',
      { says: 'Payments in a minute, by kind and how they stand. Each hub counts all of them.' },
      ['60 * max by (provider, status) (rate(cafe_payments_total[5m]))', '{{provider}} {{status}}'],
    ),
    curve('What are people refused?', { says: 'Refusals in a minute, by their code.' }, [
      perMinute('cafe_commands_total', 'outcome', '{job="hub", outcome!="ok"}'),
      '{{outcome}}',
    ]),
    alerts(),
  ],
};
