// Numbers and times as text.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const clockText = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const NOTHING = '–';

const isNumber = value => typeof value === 'number' && Number.isFinite(value);

export const count = value => (isNumber(value) ? whole.format(value) : NOTHING);

/** Three digits and a unit of thousands: 84.2 k. */
export function short(value) {
  if (!isNumber(value)) return NOTHING;
  if (value < 10 && value % 1 !== 0) return value.toFixed(1);
  if (value < 1000) return String(Math.round(value));
  const units = ['k', 'M', 'G', 'T'];
  let scaled = value;
  let unit = -1;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${scaled.toPrecision(3)} ${units[unit]}`;
}

export const rate = value => (isNumber(value) ? `${short(value)}/s` : NOTHING);

export function percent(share, digits = 0) {
  return isNumber(share) ? `${(share * 100).toFixed(digits)} %` : NOTHING;
}

/** A share near 1 with as many nines as it has: never rounded up to 100 %. */
export function goodShare(share) {
  if (!isNumber(share)) return NOTHING;
  if (share === 1) return '100 %';
  return `${(Math.floor(share * 1e5) / 1e3).toFixed(3).replace(/0{1,2}$/, '')} %`;
}

/** A target as it was written: 99.9 %. */
export const target = share => `${Number((share * 100).toFixed(6))} %`;

export function duration(nanos) {
  if (!isNumber(nanos)) return NOTHING;
  const steps = [[1e3, 1, 'ns'], [1e6, 1e3, 'µs'], [1e9, 1e6, 'ms'], [60e9, 1e9, 's']];
  for (const [below, unit, name] of steps) {
    if (nanos < below * 0.9995) {
      const value = nanos / unit;
      return `${unit === 1 || value >= 99.95 ? Math.round(value) : value.toFixed(value >= 9.995 ? 1 : 2)} ${name}`;
    }
  }
  const seconds = Math.round(nanos / 1e9);
  if (seconds < 3600) return two(seconds, 60, 'min', 1, 's');
  if (seconds < 86400) return two(seconds, 3600, 'h', 60, 'min');
  return two(seconds, 86400, 'd', 3600, 'h');
}

function two(seconds, large, largeName, small, smallName) {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest ? ` ${rest} ${smallName}` : ''}`;
}

export const clock = millis => clockText.format(new Date(millis));

export const lower = word => word.toLowerCase().replaceAll('_', ' ');

export const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;
