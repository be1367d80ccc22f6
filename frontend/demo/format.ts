const UNITS = ["B", "kB", "MB", "GB"] as const;

/** `9.1 MB` */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(unit > 0 && value < 100 ? 1 : 0)} ${UNITS[unit] ?? ""}`;
}

/** `4 s left`, `2 min left` */
export function timeLeft(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole} s left`;
  const minutes = Math.round(whole / 60);
  return minutes < 60 ? `${minutes} min left` : `${Math.round(minutes / 60)} h left`;
}

/** `1 download`, `2 downloads` */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `14:05:09` */
export function clock(time: Date): string {
  return time.toLocaleTimeString("en-GB");
}
