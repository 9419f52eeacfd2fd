import * as z from 'zod';

/** An amount in minor units of the store's currency (450 is 4.50 EUR, 450 JPY): a safe integer, signed. Never a fraction. */
export const MinorUnits = z.int();
export type MinorUnits = z.infer<typeof MinorUnits>;

/** A price in minor units: never negative. */
export const Price = z.int().nonnegative();
export type Price = z.infer<typeof Price>;

/** A rate in parts per million: 88_750 is 8.875 %. */
export const RatePpm = z.int().min(0).max(1_000_000);
export type RatePpm = z.infer<typeof RatePpm>;

/** How many of a thing one line asks for. */
export const Quantity = z.int().min(1).max(99);
export type Quantity = z.infer<typeof Quantity>;

/** A moment in UTC, ISO 8601 with milliseconds, set by the hub's clock and never by a client. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof Instant>;

/** A business day in the store's time zone, `2026-11-23`; decided when a commit is made, never computed by a fold. */
export const BusinessDay = z.iso.date();
export type BusinessDay = z.infer<typeof BusinessDay>;

/** A name people read: 1–80 characters. Text is stored as it came and shown as text, never as markup. */
export const Name = z.string().min(1).max(80);
/** A note or a reason: 1–500 characters. */
export const Note = z.string().min(1).max(500);

/** SHA-256 of a 256-bit secret that its owner made and keeps, in lower-case hex. The hub never sees the secret in a command. */
export const SecretHash = z.string().regex(/^[0-9a-f]{64}$/);
export type SecretHash = z.infer<typeof SecretHash>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** A bare lower-case uuid: v7 at run time, v5 where it is derived. */
const id = () => z.string().regex(UUID);

export const StoreId = id().brand<'StoreId'>();
export type StoreId = z.infer<typeof StoreId>;
export const CommandId = id().brand<'CommandId'>();
export type CommandId = z.infer<typeof CommandId>;

export const StaffId = id().brand<'StaffId'>();
export type StaffId = z.infer<typeof StaffId>;
export const DeviceId = id().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
/** One sign-in of one person; `sid` in tokens. */
export const SessionId = id().brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;

export const CategoryId = id().brand<'CategoryId'>();
export type CategoryId = z.infer<typeof CategoryId>;
export const ItemId = id().brand<'ItemId'>();
export type ItemId = z.infer<typeof ItemId>;
export const VariantId = id().brand<'VariantId'>();
export type VariantId = z.infer<typeof VariantId>;
export const ModifierGroupId = id().brand<'ModifierGroupId'>();
export type ModifierGroupId = z.infer<typeof ModifierGroupId>;
export const ModifierId = id().brand<'ModifierId'>();
export type ModifierId = z.infer<typeof ModifierId>;
export const TaxRateId = id().brand<'TaxRateId'>();
export type TaxRateId = z.infer<typeof TaxRateId>;
export const StationId = id().brand<'StationId'>();
export type StationId = z.infer<typeof StationId>;

export const FloorId = id().brand<'FloorId'>();
export type FloorId = z.infer<typeof FloorId>;
export const TableId = id().brand<'TableId'>();
export type TableId = z.infer<typeof TableId>;
/** What the printed QR of a table says after `/t/`: an address, not a key. No `0 O 1 I L`, so that it can be typed. */
export const TableCode = z
  .string()
  .regex(/^[2-9A-HJKMNP-Z]{8}$/)
  .brand<'TableCode'>();
export type TableCode = z.infer<typeof TableCode>;
export const SeatingId = id().brand<'SeatingId'>();
export type SeatingId = z.infer<typeof SeatingId>;
export const OrderId = id().brand<'OrderId'>();
export type OrderId = z.infer<typeof OrderId>;
export const LineId = id().brand<'LineId'>();
export type LineId = z.infer<typeof LineId>;
export const PaymentId = id().brand<'PaymentId'>();
export type PaymentId = z.infer<typeof PaymentId>;
export const GuestId = id().brand<'GuestId'>();
export type GuestId = z.infer<typeof GuestId>;

/** How the party is served; drives tax and the kitchen's label. */
export const ServiceType = z.enum(['dine_in', 'takeaway', 'delivery', 'counter']);
export type ServiceType = z.infer<typeof ServiceType>;

/** The five roles a store ships with. */
export const Role = z.enum(['owner', 'manager', 'cashier', 'server', 'kitchen']);
export type Role = z.infer<typeof Role>;
