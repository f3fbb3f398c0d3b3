/** Dates as the catalog writes them: a day, or a month where the source names no day. */

const isMonth = (date: string) => date.length === 7;

/** Whether a date has come; a month has come once it is over. */
export const isPast = (date: string, today: string): boolean =>
  isMonth(date) ? date < today.slice(0, 7) : date <= today;

/** Whether a date may lie on a day or after it; a month may until it is over. */
export const isSince = (date: string, day: string): boolean =>
  isMonth(date) ? date >= day.slice(0, 7) : date >= day;

/** Whether a date may lie on a day or before it; a month may once it has begun. */
export const isUntil = (date: string, day: string): boolean =>
  isMonth(date) ? date <= day.slice(0, 7) : date <= day;

/** The day so many days later, or earlier. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
