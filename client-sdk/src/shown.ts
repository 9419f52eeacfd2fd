import type { Head, StationId } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import type { FollowedOrder } from './followed.ts';
import type { Link } from './link.ts';

/** The most parts and stations one message names. */
const MAX_PARTS = 200;
const MAX_STATIONS = 50;

/** Remembers what this screen said it shows, so that each is said once per connection. */
export class Shown {
  #link: Link | undefined;
  readonly #said = new Map<string, number>();

  /** A new connection has heard nothing yet. */
  linkIs(link: Link | undefined): void {
    this.#link = link;
    this.#said.clear();
  }

  confirm(stationIds: readonly StationId[], orders: readonly FollowedOrder[]): void {
    const link = this.#link;
    const stations = stationIds.slice(0, MAX_STATIONS);
    if (!link || stations.length === 0) return;
    const parts: Head[] = [];
    for (const { orderId, version } of orders) {
      const key = `${orderId} ${stations.join()}`;
      if ((this.#said.get(key) ?? 0) >= version) continue;
      this.#said.set(key, version);
      parts.push([orderStream(orderId), version]);
    }
    for (let from = 0; from < parts.length; from += MAX_PARTS) {
      link.shown({ stations, parts: parts.slice(from, from + MAX_PARTS) });
    }
  }
}
