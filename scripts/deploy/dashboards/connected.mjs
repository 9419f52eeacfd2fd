import { curve, number, perMinute } from '../panels.mjs';

export const connected = {
  uid: 'cafe-connected',
  question: 'Who is connected?',
  says: 'For owner and operator: terminals, kitchen screens and phones, and how they come back.',
  panels: [
    ...['staff', 'kitchen', 'guest', 'public'].map((role) =>
      number(`As ${role}`, { says: 'Open sockets.' }, [`sum(cafe_sockets_connected{role="${role}"}) or vector(0)`]),
    ),
    number('Rooms', { says: 'That somebody sits in, of the fullest hub.' }, ['max(cafe_rooms)']),
    number('Frames in a second', { says: 'Handed to rooms and sockets.' }, [
      'sum(rate(cafe_events_emitted_total[1m]))',
    ]),
    curve('Who is there?', { says: 'Open sockets by role.' }, ['sum by (role) (cafe_sockets_connected)', '{{role}}']),
    curve('At which hub?', { says: 'nginx gives a new socket to the hub that has the fewest.' }, [
      'sum by (instance) (cafe_sockets_connected)',
      '{{instance}}',
    ]),
    curve(
      'How do they come back?',
      { says: 'Streams answered in a second: by what they missed, whole, or already fresh.' },
      ['sum by (result) (rate(cafe_resume_total[5m]))', '{{result}}'],
    ),
    curve('What are they told?', { says: 'Frames in a second by kind.' }, [
      'sum by (event) (rate(cafe_events_emitted_total[5m]))',
      '{{event}}',
    ]),
    curve('Who sends too much?', { says: 'Messages in a minute that were refused for it.' }, [
      perMinute('cafe_ratelimited_total', 'scope'),
      '{{scope}}',
    ]),
    curve('How many rooms are there?', { says: 'At each hub.' }, ['max by (instance) (cafe_rooms)', '{{instance}}']),
  ],
};
