/**
 * Whether the runtime knows a zone of the IANA database: `Europe/Lisbon`, `UTC`. Offsets (`+02:00`) are no zones: they
 * know no summer. Pure, but for the database the runtime ships.
 */
export const isTimeZone = (timeZone: string): boolean => {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false; // how Intl says that it does not know the zone
    throw error;
  }
};
