import * as z from 'zod';

// What the text of an environment variable can be. Each message follows the variable's name: `PORT "abc" is not …`.

/** HMAC-SHA-256 keys and peppers: as many bytes as the hash, at least (S6). */
export const SECRET_BYTES = 32;

/** Long enough, and not one key held down. */
const isStrong = (secret: string): boolean => Buffer.byteLength(secret) >= SECRET_BYTES && new Set(secret).size > 4;

export const matching = (pattern: RegExp, problem: string) => z.string().regex(pattern, problem);

export const whole = (min: number, max: number) =>
  matching(/^\d{1,9}$/, `is not a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.int().min(min, `is less than ${min}`).max(max, `is more than ${max}`));

export const oneOf = <const Word extends string>(words: readonly [Word, ...Word[]]) =>
  z.enum(words, `is not one of ${words.join(', ')}`);

export const flag = oneOf(['true', 'false']).transform((value) => value === 'true');

export const secret = z
  .string()
  .refine(isStrong, `is no secret: it needs ${SECRET_BYTES} bytes or more, chosen at random`);

/** Items with commas between them. */
const listOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(item).min(1));

const isHttpUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** An address of this hub as people type it; without a slash at its end. */
export const publicUrl = z
  .string()
  .refine(isHttpUrl, 'is not an http or https address')
  .transform((value) => value.replace(/\/+$/, ''));

/** Exact origins, without a path: no pattern, and `null` is none (S3). */
export const origins = listOf(
  z.string().refine((value) => isHttpUrl(value) && new URL(value).origin === value, {
    error: 'is not a list of origins like https://cafe.example, without a path or a slash at the end',
  }),
);

/** Addresses of the copies of a service; each without a slash at its end. */
export const serviceUrls = listOf(publicUrl);

/** Only the scheme is looked at: what is behind it is the client's to say. */
export const redisUrl = matching(/^rediss?:\/\/./, 'is not an address like redis://host:6379');

/** A part of a whole: 0 is nothing, 1 all of it. */
export const share = matching(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'is not a number from 0 to 1').transform(Number);

/** `20/300`: so many a second for ever, and so many more at once. */
export const rate = matching(/^[1-9]\d{0,5}\/[1-9]\d{0,5}$/, 'is not two whole numbers like 20/300').transform(
  (value) => {
    const [perSecond = 0, burst = 0] = value.split('/').map(Number);
    return { perSecond, burst };
  },
);

/** `kid:secret`, several with commas between them; the first signs, the others are still taken. */
export const jwtKeys = listOf(
  matching(/^[A-Za-z0-9_-]{1,32}:.+$/, 'is not a list of kid:secret, each kid of A–Z, a–z, 0–9, _ and -')
    .transform((key) => ({ kid: key.slice(0, key.indexOf(':')), secret: key.slice(key.indexOf(':') + 1) }))
    .refine((key) => isStrong(key.secret), `has a secret of less than ${SECRET_BYTES} bytes, or not chosen at random`),
).refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, 'names a kid twice');

/** A key that signs access tokens, and the name its tokens carry. */
export type JwtKey = Readonly<z.infer<typeof jwtKeys>[number]>;

const isProxy = (value: string): boolean =>
  /^(loopback|linklocal|uniquelocal|[0-9a-f.:]*[.:][0-9a-f.:]*(\/\d{1,3})?)$/i.test(value);

/** Addresses and networks of proxies, or `none`: an empty list, said on purpose. */
export const proxies = z
  .string()
  .transform((value) => (value === 'none' ? [] : value.split(',').map((part) => part.trim())))
  .refine((value) => value.every(isProxy), 'is neither none nor a list of addresses and networks');

export const uuid = matching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'is not a lower-case uuid',
);

/** Only the scheme is looked at: what is behind it is the driver's to say. */
export const mongodbUri = matching(/^mongodb(\+srv)?:\/\/./, 'is not an address like mongodb://host:27017');

const isAmqpUrl = (value: string): boolean => URL.canParse(value) && /^amqps?:$/.test(new URL(value).protocol);

/** As the library takes it: with user and password, and the virtual host as its path. */
export const amqpUrl = z.string().refine(isAmqpUrl, 'is not an address like amqp://host:5672');
